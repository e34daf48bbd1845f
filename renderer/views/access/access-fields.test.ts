import { expect, it } from 'vitest'
import type { AccessFields } from '#contract/access'
import { accessOf, marksOfTyped, NOTHING_TYPED, problemsOf, typedFrom, type TypedAccess } from './access-fields'

const STATED: AccessFields = {
  ...{ source: ['198.18.2.0/24', '2001:db8::/64'], target: ['198.18.20.14'], service: 'tcp/22', hours: '08:00-18:00' },
  ...{ purpose: 'administration', owner: 'web01', attested_by: 'root', attestation: 'ticket 12' },
  ...{ valid_from: '2009-06-01T00:00:00Z', valid_to: null },
}
const typed = (change: Partial<TypedAccess>): TypedAccess => ({ ...typedFrom(STATED), ...change })

it('types a row and reads it back as it was', () => {
  expect(accessOf(typedFrom(STATED))).toEqual(STATED)
  expect(problemsOf(typedFrom(STATED))).toEqual({})
})

it('names what cannot be read beside its field', () => {
  expect(Object.keys(problemsOf(NOTHING_TYPED))).toEqual(['source', 'target', 'service'])
  expect(problemsOf(typed({ source: '198.18.2.0/24, web01' })).source).toContain('“web01”')
  expect(Object.keys(problemsOf(typed({ hours: '8-25', valid_to: 'never' })))).toEqual(['hours', 'valid_to'])
  expect(Object.keys(problemsOf(typed({ valid_to: '2009-06-01' })))).toEqual(['valid_to'])
})

it('says when a row rests on an address alone, and nothing of one that cannot be read', () => {
  expect(marksOfTyped(typed({}))).toEqual([])
  expect(marksOfTyped(typed({ attested_by: ' ', purpose: '', hours: '', source: '198.18.0.0/16' }))).toEqual([
    'nobody-attested',
    'neither-purpose-nor-hours',
    'broad-source',
  ])
  expect(marksOfTyped(typed({ source: '2001:db8::/63' }))).toEqual(['broad-source'])
  expect(marksOfTyped(typed({ attested_by: '', service: 'ssh/22/23' }))).toEqual([])
})

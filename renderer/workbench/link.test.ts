import { expect, it } from 'vitest'
import { linkOf, placeOf, type Place } from './link'

const PLACE: Place = {
  view: 'hosts',
  subject: 'fe80::1/x?#',
  selection: {
    clauses: [
      { id: 'c1', source: 'bar', text: 'message:"a & b ~ c?#%"', exclude: false, disabled: false },
      { id: 'c2', source: 'server-port', text: 'server_port:22', exclude: true, disabled: true },
    ],
    window: { kind: 'between', fromUs: -5, toUs: 1_246_000_000_000_001 },
  },
  rowKey: `${'ab'.repeat(32)}/-/4/0`,
}

it('comes back from its link as it was', () => {
  expect(placeOf(linkOf(PLACE))).toEqual(PLACE)
  const last: Place = {
    ...PLACE,
    subject: '',
    rowKey: null,
    selection: { clauses: [], window: { kind: 'last', seconds: 86_400 } },
  }
  expect(placeOf(linkOf(last))).toEqual(last)
})

it('leaves out what does not read', () => {
  expect(placeOf('#/investigate/%E0%A4%A?f=nonsense&w=last--1&x=<b>')).toEqual({
    view: 'investigate',
    subject: '',
    selection: { clauses: [], window: { kind: 'all' } },
    rowKey: null,
  })
})

import { expect, it } from 'vitest'
import { thresholdsOf, writtenOf } from './thresholds'

const params = {
  least: { value: 8, unit: 'n', source: 's', usual: 10 },
  gap: { value: 0.5, unit: 's', source: 's' },
}

it('tells only what is not usual, and nothing where a text is no number of 0 or more', () => {
  expect(writtenOf({ params })).toEqual({ least: '8', gap: '0.5' })
  expect(thresholdsOf({ params }, { least: '8', gap: '0.5' })).toEqual({ least: 8 })
  expect(thresholdsOf({ params }, { least: '10', gap: ' 0.7 ' })).toEqual({ gap: 0.7 })
  expect(thresholdsOf({ params }, { least: '10', gap: '0.5' })).toEqual({})
  for (const gap of ['', 'x', '-1', 'Infinity']) expect(thresholdsOf({ params }, { least: '10', gap })).toBeNull()
})

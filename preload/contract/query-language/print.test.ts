import fc from 'fast-check'
import { expect, it } from 'vitest'
import { drawnFilter } from './drawn'
import { parseFilter } from './parse'
import { printFilter } from './print'

it('what is printed reads back to the same expression', () => {
  fc.assert(
    fc.property(drawnFilter(), (filter) => {
      const text = printFilter(filter)
      const read = parseFilter(text)
      expect(read.errors, text).toEqual([])
      expect(read.expression, text).toEqual(filter)
      expect(read.canonical).toBe(text)
    }),
    { numRuns: 2000, seed: 20090628 },
  )
})

it('no text makes the reader throw', () => {
  const signs = fc.constantFrom(
    '(',
    ')',
    '"',
    '/',
    '-',
    ':',
    '*',
    'AND ',
    'OR ',
    'NOT ',
    '[',
    ']',
    ' TO ',
    '>',
    'user:',
    'ts:',
    'bytes:',
    'x',
    '1',
    '\\',
    ' ',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(signs).map((parts) => parts.join('')),
      ),
      (text) => {
        const read = parseFilter(text)
        expect(read.ok).toBe(read.errors.length === 0)
        for (const { from, to } of read.errors) expect(from <= to && from >= 0 && to <= text.length, text).toBe(true)
      },
    ),
    { numRuns: 3000, seed: 20090628 },
  )
})

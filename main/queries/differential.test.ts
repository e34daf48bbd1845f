import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { printFilter } from '#contract/query-language/print'
import { EventRow } from '#contract/event'
import { EVERYTHING, type Selection } from '#contract/selection'
import type { Store } from '#main/store/store'
import { count } from './count'
import { page } from './page'
import { drawnCase } from './test/drawn-case'
import { drawnClauses } from './test/drawn-clauses'
import { fitsFilter, referenceRows, type ReferenceRow } from './test/reference'

const EVENTS = 120
let store: Store
let rows: ReferenceRow[]
beforeAll(async () => {
  store = await drawnCase(EVENTS)
  rows = await referenceRows(store)
})
afterAll(() => store.close())

const selected = (text: string): Selection => ({
  clauses: [{ id: '1', source: 'bar', text, exclude: false, disabled: false }],
  window: { kind: 'all' },
})

test('events are the rows of the public view, column by column', async () => {
  const { rows: found } = await page(store, { selection: EVERYTHING, order: 'ts', limit: EVENTS })
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  expect(found).toEqual(rows.map(({ tags, lists, outside, tsUs, ...row }) => row))
  expect(Object.keys(found[0]!)).toEqual(Object.keys(EventRow.shape))
})

test('a filter finds exactly the events that a slow reading of it finds', async () => {
  await fc.assert(
    fc.asyncProperty(drawnClauses, async (filter) => {
      const text = printFilter(filter)
      const expected = rows.filter((row) => fitsFilter(row, filter)).map(({ event_key }) => event_key)
      const found = await page(store, { selection: selected(text), order: 'ts', limit: 1000 })
      expect(
        found.rows.map(({ event_key }) => event_key),
        text,
      ).toEqual(expected)
      expect(await count(store, selected(text)), text).toBe(expected.length)
      expect(await count(store, selected(`-(${text || '*'})`)), text).toBe(EVENTS - expected.length)
    }),
    { numRuns: 120, seed: 20090628 },
  )
})

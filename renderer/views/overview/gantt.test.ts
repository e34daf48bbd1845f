import type { EvidenceSource } from '#contract/evidence'
import { isoFromMicros } from '#contract/units'
import { expect, it } from 'vitest'
import { gantt } from './gantt'

const DAY_US = 86_400_000_000
const source = (first: number | null, last: number | null) =>
  ({
    name: 'x',
    first_ts: first === null ? null : isoFromMicros(first * DAY_US),
    last_ts: last === null ? null : isoFromMicros(last * DAY_US),
  }) as EvidenceSource

it('places bars on their common axis and ticks at midnights', () => {
  const { bars, ticks } = gantt([source(0, 10), source(5, 5), source(null, null)])
  expect(bars.map(({ place }) => place)).toEqual([{ from: 0, width: 1 }, { from: 0.5, width: 0.004 }, null])
  expect(ticks.map(({ at }) => at)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
})

it('has no axis where nothing is dated', () => {
  expect(gantt([source(null, null)])).toMatchObject({ ticks: [], bars: [{ place: null }] })
})

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

it('places bars on their common axis and ticks at round times', () => {
  const { bars, ticks } = gantt([source(0, 10), source(5, 5), source(null, null)])
  expect(bars.map(({ place }) => place)).toEqual([{ from: 0, width: 1 }, { from: 0.5, width: 0.008 }, null])
  expect(ticks.map(({ at, label }) => [at, label])).toEqual([
    [0, '1 Jan'],
    [0.2, '3 Jan'],
    [0.4, '5 Jan'],
    [0.6, '7 Jan'],
    [0.8, '9 Jan'],
  ])
})

it('has no axis where nothing is dated', () => {
  expect(gantt([source(null, null)])).toMatchObject({ ticks: [], bars: [{ place: null }] })
})

import type { EvidenceSource } from '#contract/evidence'
import { isoFromMicros } from '#contract/units'
import { expect, it } from 'vitest'
import { formatsIn, gapsIn, lanesOf } from './coverage'

const DAY_US = 86_400_000_000
const source = (format: string | null, first: number | null, last: number | null, change: Partial<EvidenceSource> = {}) =>
  ({
    format,
    first_ts: first === null ? null : isoFromMicros(first * DAY_US),
    last_ts: last === null ? null : isoFromMicros(last * DAY_US),
    events: 1,
    status: 'added',
    ...change,
  }) as EvidenceSource

const lanes = lanesOf([
  source('nessus', 12, 12),
  source('zeek', 5, 8, { events: 100 }),
  source('zeek', 0, 2, { events: 100 }),
  source('zeek', 1, 3, { events: 100 }),
  source('tnm', 20, 30, { status: 'excluded' }),
  source(null, 20, 30),
  source('syslog', null, null),
])

it('joins what a format reaches over, the largest first', () => {
  expect(lanes.map(({ format, spans }) => [format, spans.map((span) => span.map((us) => Math.floor(us / DAY_US)))])).toEqual([
    [
      'zeek',
      [
        [0, 3],
        [5, 8],
      ],
    ],
    ['nessus', [[12, 12]]],
  ])
})

it('says which formats reach into a span, and where none does', () => {
  expect(formatsIn(lanes, [2 * DAY_US, 3 * DAY_US])).toEqual(['zeek'])
  expect(formatsIn(lanes, [4 * DAY_US, 5 * DAY_US])).toEqual([])
  expect(formatsIn(lanes, [7 * DAY_US, 13 * DAY_US])).toEqual(['zeek', 'nessus'])
  const gaps = (from: number, to: number) =>
    gapsIn(lanes, [from * DAY_US, to * DAY_US]).map((span) => span.map((us) => Math.floor(us / DAY_US)))
  expect(gaps(0, 3)).toEqual([])
  expect(gaps(-1, 14)).toEqual([
    [-1, 0],
    [3, 5],
    [8, 12],
    [12, 14],
  ])
  expect(gaps(13, 14)).toEqual([[13, 14]])
  expect(gaps(6, 7)).toEqual([])
})

import { expect, it } from 'vitest'
import { DAY_US, expectation, HOUR_US, MINUTE_US, overlapUs, runsOf, united, without, type Beat } from './rhythm'

const span = (from: number, to: number) => ({ fromUs: from * HOUR_US, toUs: to * HOUR_US })
/** Ten minutes with records in each hour of ten days. */
const steady = (...pauses: [number, number][]): Beat => ({
  minutes: 2400,
  quiet: Array.from({ length: 24 }, () => 10),
  pauses: pauses.map(([from, to]) => span(from, to)),
})
const TEN_DAYS = span(0, 240)

it('a pause in which much was to be expected is a gap, a shorter one is not', () => {
  const { runs, gaps } = runsOf(TEN_DAYS, steady([30, 30.5], [100, 102]), TEN_DAYS)
  expect(gaps).toEqual([{ ...span(100, 102), expected: 20 }])
  expect(runs).toEqual([span(0, 100), span(102, 240)])
})

it('what is quiet every night has no gap at night', () => {
  const nights: Beat = { ...steady([24, 30]), quiet: Array.from({ length: 24 }, (_, hour) => (hour < 6 ? 0 : 10)) }
  expect(runsOf(TEN_DAYS, nights, TEN_DAYS).gaps).toEqual([])
})

it('a few records tell nothing of a pause', () => {
  const rare: Beat = { minutes: 12, quiet: Array.from({ length: 24 }, () => 0), pauses: [span(24, 200)] }
  expect(runsOf(TEN_DAYS, rare, TEN_DAYS)).toEqual({ runs: [TEN_DAYS], gaps: [], isSparse: true })
})

it('a log that begins soon after the case was quiet until then, one that begins later was not there', () => {
  const begins = (hours: number) => runsOf(span(hours, 240), steady(), TEN_DAYS).runs[0]!.fromUs / HOUR_US
  expect([begins(0.5), begins(1.5), begins(48)]).toEqual([0, 1.5, 48])
})

it('expects by the hour of the day, and by the mean where the log is short', () => {
  const beat: Beat = { ...steady(), quiet: Array.from({ length: 24 }, (_, hour) => hour) }
  expect(expectation(TEN_DAYS, beat)({ fromUs: DAY_US + 2.5 * HOUR_US, toUs: DAY_US + 4 * HOUR_US })).toBe(1 + 3)
  expect(expectation(span(0, 2), { ...beat, minutes: 30 })(span(0.5, 1.5))).toBe(15)
})

it('adds and takes away spans', () => {
  expect(without(span(0, 10), [span(2, 3), span(9, 12)])).toEqual([span(0, 2), span(3, 9)])
  expect(united([span(5, 7), span(0, 2), span(1, 3)])).toEqual([span(0, 3), span(5, 7)])
  expect(overlapUs([span(0, 3), span(5, 7)], span(2, 6)) / MINUTE_US).toBe(120)
})

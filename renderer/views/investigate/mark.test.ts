import type { Selection } from '#contract/selection'
import type { TrendResult } from '#contract/query'
import { PLOT_INSETS } from '#contract/charts/time-bars'
import { expect, it } from 'vitest'
import { markOf, withMark, zoomedIn } from './mark'
import { plotScale } from './plot-scale'

const FROM = Date.UTC(2009, 5, 15) * 1000
const HOUR_US = 3_600_000_000
const SELECTION: Selection = {
  clauses: [{ id: 'c1', source: 'bar', text: 'type:dns', exclude: false, disabled: false }],
  window: { kind: 'last', seconds: 86_400 },
}
const trend: TrendResult = {
  fromUs: FROM,
  toUs: FROM + 10 * HOUR_US,
  binSeconds: 3600,
  series: [{ key: 'dns', counts: Array.from({ length: 10 }, () => 1) }],
  total: 10,
}

it('a brush over bins marks their span, whole and in either direction', () => {
  const { binAt, spanOfBins, x } = plotScale(trend, PLOT_INSETS.left + 1000 + PLOT_INSETS.right)
  const [one, other] = [binAt(PLOT_INSETS.left + 250), binAt(PLOT_INSETS.left + 499)]
  expect(spanOfBins(one, other)).toEqual([FROM + 2 * HOUR_US, FROM + 5 * HOUR_US])
  expect(spanOfBins(other, one)).toEqual(spanOfBins(one, other))
  expect([binAt(0), binAt(9999), x(FROM - HOUR_US)]).toEqual([0, 9, PLOT_INSETS.left])
})

it('a mark is one clause, replaced by the next, let go without a trace', () => {
  const first = withMark(SELECTION, [FROM, FROM + HOUR_US])
  const second = withMark(first, [FROM + HOUR_US, FROM + 2 * HOUR_US])
  expect([markOf(SELECTION), markOf(first), markOf(second)]).toEqual([
    null,
    [FROM, FROM + HOUR_US],
    [FROM + HOUR_US, FROM + 2 * HOUR_US],
  ])
  expect(second.clauses.length).toBe(2)
  expect(withMark(second, null)).toEqual(SELECTION)
})

it('zooming turns the mark into the window and keeps the filters', () => {
  const marked = withMark(SELECTION, [FROM, FROM + HOUR_US])
  expect(zoomedIn(marked)).toEqual({ ...SELECTION, window: { kind: 'between', fromUs: FROM, toUs: FROM + HOUR_US } })
  expect(zoomedIn(SELECTION)).toBe(SELECTION)
})

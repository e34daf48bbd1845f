/** Series of a trend in their order. */
import { OTHER_SERIES, type TrendResult } from '#contract/query'

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, n) => sum + n, 0)

/** Shape: counts by key → the `top` series by total, then key; the rest as one. */
export function rankedSeries(series: ReadonlyMap<string | number | null, number[]>, top: number): TrendResult['series'] {
  const ranked = [...series]
    .map(([key, counts]) => ({ key, counts, total: sumOf(counts) }))
    .sort((a, b) => b.total - a.total || (String(a.key) < String(b.key) ? -1 : 1))
  const kept = ranked.slice(0, top).map(({ key, counts }) => ({ key, counts }))
  const rest = ranked.slice(top)
  if (rest.length === 0) return kept
  const others = rest.reduce(
    (sums, { counts }) => sums.map((sum, bin) => sum + (counts[bin] ?? 0)),
    (rest[0]?.counts ?? []).map(() => 0),
  )
  return [...kept, { key: OTHER_SERIES, counts: others }]
}

/** Answers about the whole case out of the summary that the store keeps. */
import type { FacetRequest, FacetResult, TrendQuery, TrendResult } from '#contract/query'
import { MICROS_PER_SECOND } from '#contract/units'
import type { Asking, Store } from '#main/store/store'
import { binsOver } from './bins'
import { WHOLE_CASE } from './in-view'
import { rankedSeries } from './ranked-series'

/** As many keys as a panel shows after “more”, and parts as a panel's sparkline has. */
export const KEPT_KEYS = 200
export const KEPT_PARTS = 14

/** Shape: request → its answer over the whole case from the summary, or null where the summary cannot say. */
export async function keptFacet(store: Store, request: FacetRequest, asking: Asking): Promise<FacetResult | null> {
  const { id, by, order, top, sparkBins, search } = request
  if (search !== '' || (order !== 'count' && order !== 'value')) return null
  if (top > KEPT_KEYS || (sparkBins !== 0 && sparkBins !== KEPT_PARTS)) return null
  const kept = await store.keptAnswer(`facet ${by}`, asking)
  if (kept === null) return null
  const result = JSON.parse(kept) as FacetResult
  const rows = result.rows.slice(0, top)
  return { ...result, id, rows: sparkBins === 0 ? rows.map((row) => ({ ...row, spark: [] })) : rows }
}

/** Shape: query without a filter → its answer from the summary, or null where its bins are not whole multiples of the kept ones. */
export async function keptTrend(store: Store, query: TrendQuery, asking: Asking): Promise<TrendResult | null> {
  const text = await store.keptAnswer(`trend ${query.by ?? 'type'}`, asking)
  const whole = await store.keptAnswer(WHOLE_CASE, asking)
  if (text === null || whole === null) return null
  const kept = JSON.parse(text) as TrendResult
  const { firstUs, lastUs } = JSON.parse(whole) as { firstUs: number | null; lastUs: number | null }
  if (firstUs === null || lastUs === null) return null
  const bins = binsOver(query.bin, firstUs, lastUs, query.maxBins)
  const keptUs = kept.binSeconds * MICROS_PER_SECOND
  if (bins.widthUs % keptUs !== 0) return null
  const series = new Map<string | number | null, number[]>()
  for (const { key, counts } of kept.series) {
    const name = query.by === undefined ? null : key
    const sums = series.get(name) ?? Array.from({ length: bins.count }, () => 0)
    counts.forEach((n, bin) => (sums[Math.floor((kept.fromUs + bin * keptUs - bins.firstUs) / bins.widthUs)]! += n))
    series.set(name, sums)
  }
  return {
    fromUs: bins.firstUs,
    toUs: bins.firstUs + bins.count * bins.widthUs,
    binSeconds: bins.widthUs / MICROS_PER_SECOND,
    series: rankedSeries(series, query.top),
    total: kept.total,
  }
}

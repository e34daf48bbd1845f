/** Events over time, stacked by a field. */
import type { TrendQuery, TrendResult } from '#contract/query'
import { MICROS_PER_SECOND } from '#contract/units'
import { COUNT, nullable, TEXT } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { binNumber, binsOver, type Bins } from './bins'
import { inView } from './in-view'
import { keptTrend } from './kept-summary'
import { groupKey } from './keys'
import { rankedSeries } from './ranked-series'
import { countable } from './resident/count'
import { trendSeries, type Series } from './resident/count-trend'
import { positionsOf } from './resident/positions'
import { residentOf, type Resident } from './resident/resident'
import { caseSpan } from './span'
import { whereOf, type Where } from './selection'

/** Time to draw: the window where it is closed, the events in view where it is open. */
async function spanOf(
  store: Store,
  where: Where,
  asking: Asking,
  resident: Resident | null,
): Promise<{ fromUs: number; toUs: number } | null> {
  const { fromUs, untilUs } = where
  if (fromUs !== null && untilUs !== null) return { fromUs, toUs: untilUs }
  const { firstUs, lastUs } = await inView(store, where, asking, resident)
  const whole = firstUs === null || lastUs === null ? await caseSpan(store, asking) : { firstUs, lastUs }
  if (whole === null) return null
  return { fromUs: fromUs ?? whole.firstUs, toUs: untilUs ?? whole.lastUs + 1 }
}

function trendSql(by: TrendQuery['by'], bins: Bins, { condition }: Where): Sql {
  if (by === undefined) {
    return sql`SELECT NULL::VARCHAR AS key, ${binNumber(bins)} AS bin, count(*) AS n FROM event e WHERE ${condition} GROUP BY ALL ORDER BY bin`
  }
  const key = groupKey(by)
  const label = key.label(sql.raw('g.id'), 'l')
  return sql`WITH g AS (SELECT ${key.id} AS id, ${binNumber(bins)} AS bin, count(*) AS n FROM event e WHERE ${condition} GROUP BY 1, 2)
    SELECT (${label.value})::VARCHAR AS key, bin, sum(n)::BIGINT AS n FROM g ${label.join} GROUP BY 1, 2 ORDER BY bin, key NULLS LAST`
}

/** Every series that is not empty; counted in memory where its field is there. */
async function seriesOf(
  store: Store,
  by: TrendQuery['by'],
  bins: Bins,
  where: Where,
  asking: Asking,
  resident: Resident | null,
): Promise<Series> {
  const field = by === undefined ? null : (resident?.field(by) ?? undefined)
  if (resident !== null && field !== undefined && (field === null || countable(field, bins.count))) {
    const positions = await positionsOf(store, resident, where, asking)
    if (positions !== null) return trendSeries(resident.timeline.ts, positions, bins, field, asking.signal)
  }
  const rows = await store.all(trendSql(by, bins, where), { key: nullable(TEXT), bin: COUNT, n: COUNT }, asking)
  const numeric = by !== undefined && groupKey(by).numeric
  const series: Series = new Map()
  for (const { key: text, bin, n } of rows) {
    const key = text !== null && numeric ? Number(text) : text
    const counts = series.get(key) ?? Array.from({ length: bins.count }, () => 0)
    if (bin >= 0 && bin < bins.count) counts[bin] = (counts[bin] ?? 0) + n
    series.set(key, counts)
  }
  return series
}

/**
 * Count events per time bin and series.
 *
 * Shape:  TrendQuery → one list of counts per series, all as long as there are bins; series by their total, then key; those beyond `top`
 *         are summed as `OTHER_SERIES`, which comes last. Without `by` there is one series with key null.
 * Units:  fromUs, toUs: µs; bins start at fromUs, which is a whole multiple of binSeconds.
 * Errors: QRY-001 for a filter that cannot be read.
 */
export async function trend(
  store: Store,
  query: TrendQuery,
  asking: Asking = {},
  resident: Resident | null = residentOf(store),
): Promise<TrendResult> {
  const where = await whereOf(store, query.selection, asking)
  const kept = where.everything ? await keptTrend(store, query, asking) : null
  if (kept !== null) return kept
  const span = await spanOf(store, where, asking, resident)
  if (span === null) return { fromUs: 0, toUs: 0, binSeconds: 1, series: [], total: 0 }
  const bins = binsOver(query.bin, span.fromUs, Math.max(span.fromUs, span.toUs - 1), query.maxBins)
  const series = await seriesOf(store, query.by, bins, where, asking, resident)
  const ranked = rankedSeries(series, query.top)
  return {
    fromUs: bins.firstUs,
    toUs: bins.firstUs + bins.count * bins.widthUs,
    binSeconds: bins.widthUs / MICROS_PER_SECOND,
    series: ranked,
    total: [...series.values()].flat().reduce((sum, n) => sum + n, 0),
  }
}

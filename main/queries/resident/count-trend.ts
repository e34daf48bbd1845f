/** A trend, counted in memory. */
import type { Bins } from '../bins'
import { countByPart, countsByKey } from './count'
import type { ResidentField } from './field'
import { countBefore } from './time-order'

/** Series by key, each with its count in every bin. */
export type Series = Map<string | number | null, number[]>

function edgesOf(ts: Float64Array, positions: Uint32Array, { firstUs, widthUs, count }: Bins): number[] {
  return Array.from({ length: count + 1 }, (_, bin) => countBefore(ts, positions, firstUs + bin * widthUs))
}

/** Shape: times, events in view, bins, and the field of the series (null = one series) → series that are not empty. */
export async function trendSeries(
  ts: Float64Array,
  positions: Uint32Array,
  bins: Bins,
  field: ResidentField | null,
  signal: AbortSignal | undefined,
): Promise<Series> {
  const edges = edgesOf(ts, positions, bins)
  if (field === null) {
    const counts = Array.from({ length: bins.count }, (_, bin) => edges[bin + 1]! - edges[bin]!)
    return new Map(positions.length === 0 ? [] : [[null, counts]])
  }
  const byCode = await countByPart(field.codes, field.size, positions, edges, signal)
  const keys = field.keys.length
  const counts = field.keysOf === null ? byCode : countsByKey(byCode, field.keysOf, keys, bins.count)
  const series: Series = new Map()
  const there = new Uint8Array(keys)
  for (let cell = 0; cell < counts.length; cell++) if (counts[cell]! > 0) there[cell % keys] = 1
  field.keys.forEach((key, place) => {
    if (there[place] === 1)
      series.set(
        key,
        Array.from({ length: bins.count }, (_, bin) => counts[bin * keys + place]!),
      )
  })
  return series
}

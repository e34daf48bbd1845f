/** One facet, counted slowly, event by event. */
import type { FacetRequest, FacetResult, FacetRow } from '#contract/query'
import { pivotValues } from './pivot-values'
import type { ReferenceRow } from './reference'

type Key = FacetRow['key']

/** Absent last; numbers by size, texts by their characters. */
const byKey = (a: Key, b: Key): number => (a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1)

const ORDERS: Record<FacetRequest['order'], (a: FacetRow, b: FacetRow) => number> = {
  count: (a, b) => b.count - a.count,
  value: (a, b) => b.count - a.count,
  rarest: (a, b) => a.count - b.count,
  'first-seen': (a, b) => a.firstUs - b.firstUs,
  newest: (a, b) => b.firstUs - a.firstUs,
}

/** Shape: events in view in time order, request, bounds of the window (null = open) → the facet. */
export function facetOf(
  seen: readonly ReferenceRow[],
  request: FacetRequest,
  fromUs: number | null,
  toUs: number | null,
): FacetResult {
  const { id, by, top, order, sparkBins, search } = request
  const startUs = fromUs ?? seen[0]?.tsUs ?? 0
  const endUs = toUs ?? (seen.at(-1)?.tsUs ?? 0) + 1
  const partUs = Math.ceil((endUs - startUs) / Math.max(1, sparkBins))
  const found = new Map<Key, FacetRow>()
  for (const event of seen) {
    for (const key of pivotValues(event, by)) {
      const empty = { key, count: 0, firstUs: event.tsUs, lastUs: event.tsUs, spark: Array.from({ length: sparkBins }, () => 0) }
      const row = found.get(key) ?? empty
      row.count++
      row.lastUs = event.tsUs
      if (sparkBins > 0) row.spark[Math.floor((event.tsUs - startUs) / partUs)]!++
      found.set(key, row)
    }
  }
  const fits = ({ key }: FacetRow): boolean => search === '' || (key !== null && String(key).toLowerCase().includes(search))
  const rows = [...found.values()].filter(fits).sort((a, b) => ORDERS[order](a, b) || byKey(a.key, b.key))
  return { id, groups: rows.length, total: seen.length, rows: rows.slice(0, top) }
}

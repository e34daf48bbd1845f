/** Several facets over one selection: those of fields in memory are counted there, the others by the database. */
import type { FacetRequest, FacetResult, FacetRow } from '#contract/query'
import type { Selection } from '#contract/selection'
import type { Asking, Store } from '#main/store/store'
import { FACET_ROW, PART_ROW, partsSql, scannedSql, SHOWN_ROW, shownSql, type RawFacetRow, type View } from './facet-sql'
import { inView } from './in-view'
import { keptFacet } from './kept-summary'
import { groupKey } from './keys'
import { countable, othersTurn } from './resident/count'
import { residentFacet } from './resident/count-facet'
import { positionsOf } from './resident/positions'
import { residentOf, type Resident } from './resident/resident'
import { whereOf, type Where } from './selection'

export interface Facets {
  facets: FacetResult[]
  /** Events in view, every clause applied. */
  total: number
}

/** WHY: two statements at a time keep two cores busy and leave a connection to the other questions of the same moment. */
const AT_A_TIME = 2

/** Which way of counting is taken; the answer is the same. */
export interface Ways {
  /** Fields that are in memory are counted there. */
  resident: Resident | null
  /** Keys that more ids than this stand for are counted for all ids rather than looked up among them. */
  lookedUpIds: number
}
const waysOf = (store: Store): Ways => ({ resident: residentOf(store), lookedUpIds: 5_000 })

/**
 * Count the keys of several facets.
 *
 * Shape:  selection × requests → results in the order of the requests; a facet leaves out the clauses whose source is its own id. Rows in
 *         the order asked, equal ones by key; `spark` counts events per equal part of the time in view.
 * Errors: QRY-001 for a filter that cannot be read.
 */
export async function facets(
  store: Store,
  selection: Selection,
  requests: readonly FacetRequest[],
  asking: Asking = {},
  ways: Ways = waysOf(store),
): Promise<Facets> {
  const filters = new Set(selection.clauses.filter(({ disabled }) => !disabled).map(({ source }) => source))
  const shared = requests.filter(({ id }) => !filters.has(id))
  const view = await viewOf(store, await whereOf(store, selection, asking), asking, ways)
  const found = new Map<string, FacetResult>()
  for (const result of await countAll(store, view, shared, asking, ways)) found.set(result.id, result)
  for (const request of requests.filter(({ id }) => filters.has(id))) {
    const own = await viewOf(store, await whereOf(store, selection, asking, request.id), asking, ways)
    for (const result of await countAll(store, own, [request], asking, ways)) found.set(result.id, result)
  }
  return { facets: requests.flatMap(({ id }) => found.get(id) ?? []), total: view.total }
}

async function viewOf(store: Store, where: Where, asking: Asking, { resident }: Ways): Promise<View> {
  const { total, firstUs, lastUs } = await inView(store, where, asking, resident)
  return {
    ...where,
    total,
    firstUs: where.fromUs ?? firstUs ?? 0,
    lastUs: where.untilUs === null ? (lastUs ?? 0) : where.untilUs - 1,
  }
}

async function countAll(
  store: Store,
  view: View,
  requests: readonly FacetRequest[],
  asking: Asking,
  ways: Ways,
): Promise<FacetResult[]> {
  if (view.total === 0) return requests.map(({ id }) => ({ id, groups: 0, total: 0, rows: [] }))
  const kept = view.everything ? await Promise.all(requests.map((request) => keptFacet(store, request, asking))) : []
  const open = requests.filter((_, index) => (kept[index] ?? null) === null)
  const inMemory = ways.resident === null ? [] : await counted(store, view, open, asking, ways.resident)
  const rest = open.filter(({ id }) => inMemory.every((result) => result.id !== id))
  return [...kept.filter((result) => result !== null), ...inMemory, ...(await scanned(store, view, rest, asking, ways))]
}

/** Facets of fields that are in memory. */
async function counted(
  store: Store,
  view: View,
  requests: readonly FacetRequest[],
  asking: Asking,
  resident: Resident,
): Promise<FacetResult[]> {
  const results: FacetResult[] = []
  const { firstUs, lastUs } = view
  const positions = await positionsOf(store, resident, view, asking)
  if (positions === null) return []
  for (const request of requests) {
    const field = request.search === '' ? resident.field(request.by) : null
    if (field === null || !countable(field, request.sparkBins)) continue
    results.push(await residentFacet(request, field, { ts: resident.timeline.ts, positions, firstUs, lastUs }, asking.signal))
    await othersTurn()
    asking.signal?.throwIfAborted()
  }
  return results
}

async function scanned(
  store: Store,
  view: View,
  requests: readonly FacetRequest[],
  asking: Asking,
  ways: Ways,
): Promise<FacetResult[]> {
  const results: FacetResult[] = []
  const waiting = [...requests]
  const work = async (): Promise<void> => {
    for (let request = waiting.shift(); request !== undefined; request = waiting.shift())
      results.push(await scannedOne(store, view, request, asking, ways))
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, work))
  return results
}

/** One facet; where a field has very many ids, the keys to show are found first, and then when their events are. */
async function scannedOne(store: Store, view: View, request: FacetRequest, asking: Asking, ways: Ways): Promise<FacetResult> {
  if (groupKey(request.by).many) {
    const shown = await store.all(shownSql(request, view), SHOWN_ROW, asking)
    const placeOf = new Map(shown.flatMap((row) => row.ids.map((id) => [id, row] as const)))
    if (placeOf.size > 0 && placeOf.size <= ways.lookedUpIds) {
      const parts = await store.all(partsSql(request, view, [...placeOf.keys()]), PART_ROW, asking)
      const rows = parts.map(({ id, bin, n, first, last }) => ({ ...placeOf.get(id)!, bin, in_bin: n, first, last }))
      return resultOf(
        request,
        rows.sort((a, b) => a.place - b.place),
        view,
      )
    }
    if (shown.length === 0) return resultOf(request, [], view)
  }
  return resultOf(request, await store.all(scannedSql(request, view), FACET_ROW, asking), view)
}

function resultOf({ id, by, sparkBins }: FacetRequest, rows: readonly RawFacetRow[], { total }: View): FacetResult {
  const { numeric } = groupKey(by)
  const byPlace = new Map<number, FacetRow>()
  for (const row of rows) {
    const key = row.key === null ? null : numeric ? Number(row.key) : row.key
    const spark = (): number[] => Array.from({ length: sparkBins }, () => 0)
    const facetRow = byPlace.get(row.place) ?? { key, count: row.n, firstUs: row.first, lastUs: row.last, spark: spark() }
    facetRow.firstUs = Math.min(facetRow.firstUs, row.first)
    facetRow.lastUs = Math.max(facetRow.lastUs, row.last)
    if (row.bin < sparkBins) facetRow.spark[row.bin]! += row.in_bin
    byPlace.set(row.place, facetRow)
  }
  return { id, groups: rows[0]?.groups ?? 0, total, rows: [...byPlace.values()] }
}

/** Several facets over one selection; each leaves out its own clauses, and those that see the same events share the work. */
import type { FacetRequest, FacetResult } from '#contract/query'
import type { Selection } from '#contract/selection'
import type { Asking, Store } from '#main/store/store'
import { heldFacets } from './facet-held'
import { viewOf, type View } from './facet-view'
import { wideFacet } from './facet-wide'
import { groupKey } from './keys'

export interface Facets {
  facets: FacetResult[]
  /** Events in view, every clause applied. */
  total: number
}

/** WHY: up to here the rows in view are held once and counted for every facet; beyond it, reading the table for each is cheaper. */
const HELD_ROWS = 1_000_000
/** The same where reading the filter again for each facet would cost more than holding. */
const HELD_ROWS_WHEN_DEAR = 6_000_000

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
): Promise<Facets> {
  const filtering = new Set(selection.clauses.filter(({ disabled }) => !disabled).map(({ source }) => source))
  const shared = requests.filter(({ id }) => !filtering.has(id))
  const own = requests.filter(({ id }) => filtering.has(id))
  const view = await viewOf(store, selection, asking)
  const answers = await Promise.all([
    counted(store, view, shared, asking),
    ...own.map(async (request) => counted(store, await viewOf(store, selection, asking, request.id), [request], asking)),
  ])
  const found = new Map(answers.flat().map((result) => [result.id, result]))
  return { facets: requests.flatMap(({ id }) => found.get(id) ?? []), total: view.total }
}

async function counted(store: Store, view: View, requests: readonly FacetRequest[], asking: Asking): Promise<FacetResult[]> {
  if (requests.length === 0) return []
  if (view.total === 0) return requests.map(({ id }) => ({ id, groups: 0, total: 0, rows: [] }))
  const joins = requests.filter(({ by }) => groupKey(by).joinFirst)
  const others = requests.filter(({ by }) => !groupKey(by).joinFirst)
  const isHeld = view.total <= (view.isDear ? HELD_ROWS_WHEN_DEAR : HELD_ROWS)
  const wide = (request: FacetRequest) => wideFacet(store, view, request, asking)
  const results = await Promise.all([
    ...joins.map(wide),
    ...(isHeld && others.length > 0 ? [heldFacets(store, view, others, asking)] : others.map(wide)),
  ])
  return results.flat()
}

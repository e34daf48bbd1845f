/** Several facets over one selection: the filter is applied once for all that share it, each facet is counted by id and labelled last. */
import type { FacetRequest, FacetResult, FacetRow } from '#contract/query'
import type { Selection } from '#contract/selection'
import { COUNT, MICROS, nullable, TEXT, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { groupKey } from './keys'
import { whereOf, type Where } from './selection'

export interface Facets {
  facets: FacetResult[]
  /** Events in view, every clause applied. */
  total: number
}

/** WHY: up to here the rows in view are held once and counted for every facet; beyond it, reading the table for each is cheaper than holding. */
const HELD_ROWS = 1_000_000

const ORDERS: Record<FacetRequest['order'], string> = {
  count: 'n DESC',
  value: 'n DESC',
  rarest: 'n',
  'first-seen': 'first',
  newest: 'first DESC',
}

const FACET_ROW = {
  facet: COUNT,
  key: nullable(TEXT),
  n: COUNT,
  first: MICROS,
  last: MICROS,
  place: COUNT,
  groups: COUNT,
  bin: COUNT,
  in_bin: COUNT,
}
type RawRow = RowOf<typeof FACET_ROW>

interface View extends Where {
  total: number
  firstUs: number
  lastUs: number
}

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
  const filters = new Set(selection.clauses.filter(({ disabled }) => !disabled).map(({ source }) => source))
  const shared = requests.filter(({ id }) => !filters.has(id))
  const view = await viewOf(store, await whereOf(store, selection, asking), asking)
  const found = new Map<string, FacetResult>()
  for (const result of await countAll(store, view, shared, asking)) found.set(result.id, result)
  for (const request of requests.filter(({ id }) => filters.has(id))) {
    const own = await viewOf(store, await whereOf(store, selection, asking, request.id), asking)
    for (const result of await countAll(store, own, [request], asking)) found.set(result.id, result)
  }
  return { facets: requests.flatMap(({ id }) => found.get(id) ?? []), total: view.total }
}

async function viewOf(store: Store, where: Where, asking: Asking): Promise<View> {
  const row = await store.first(
    sql`SELECT count(*) AS n, min(e.ts) AS first, max(e.ts) AS last FROM event e WHERE ${where.condition}`,
    { n: COUNT, first: nullable(MICROS), last: nullable(MICROS) },
    asking,
  )
  const firstUs = where.fromUs ?? row?.first ?? 0
  const lastUs = where.untilUs === null ? (row?.last ?? 0) : where.untilUs - 1
  return { ...where, total: row?.n ?? 0, firstUs, lastUs }
}

async function countAll(store: Store, view: View, requests: readonly FacetRequest[], asking: Asking): Promise<FacetResult[]> {
  if (requests.length === 0) return []
  if (view.total === 0) return requests.map(({ id }) => ({ id, groups: 0, total: 0, rows: [] }))
  const isHeld = view.total <= HELD_ROWS && requests.length > 1
  const held = isHeld ? sql`WITH held AS MATERIALIZED (${heldSql(view, requests)}) ` : sql``
  const branches = requests.map((request, facet) => sql`(${facetSql(request, facet, view, isHeld)})`)
  const rows = await store.all(sql`${held}${sql.join(branches, ' UNION ALL ')} ORDER BY facet, place, bin`, FACET_ROW, asking)
  return requests.map((request, facet) =>
    resultOf(
      request,
      rows.filter((row) => row.facet === facet),
      view,
    ),
  )
}

const named = (letter: string, number: number): Sql => sql.raw(`${letter}${number}`)

function heldSql(view: View, requests: readonly FacetRequest[]): Sql {
  const ids = requests.map(({ by }, facet) => sql`${groupKey(by).id} AS ${named('c', facet)}`)
  return sql`SELECT ${sql.join(ids)}, e.ts FROM event e WHERE ${view.condition}`
}

/** One facet: ids counted per part of the time in view, labels joined, the top kept, one row per key and part. */
function facetSql({ by, order, top, search, sparkBins }: FacetRequest, facet: number, view: View, isHeld: boolean): Sql {
  const key = groupKey(by)
  const label = key.label(sql.raw('g.id'), 'l')
  const parts = Math.max(1, sparkBins)
  const width = Math.max(1, Math.ceil((view.lastUs - view.firstUs + 1) / parts))
  const bin = sql`least(${parts - 1}, greatest(0, (epoch_us(e.ts) - ${view.firstUs}) // ${width}))`
  const from = isHeld
    ? sql`SELECT e.${named('c', facet)} AS id, ${bin} AS bin, count(*) AS n, min(e.ts) AS first, max(e.ts) AS last FROM held e GROUP BY 1, 2`
    : sql`SELECT ${key.id} AS id, ${bin} AS bin, count(*) AS n, min(e.ts) AS first, max(e.ts) AS last FROM event e WHERE ${view.condition} GROUP BY 1, 2`
  const wanted = search === '' ? sql.raw('true') : sql`contains(lower(key), lower(${search}))`
  const by_ = sql.raw(ORDERS[order])
  return sql`WITH g AS (${from}), k AS MATERIALIZED (
      SELECT (${label.value})::VARCHAR AS key, bin, sum(n)::BIGINT AS n, min(first) AS first, max(last) AS last FROM g ${label.join} GROUP BY 1, 2),
    t AS (SELECT key, sum(n)::BIGINT AS n, min(first) AS first, max(last) AS last FROM k WHERE ${wanted} GROUP BY key),
    p AS (SELECT *, row_number() OVER (ORDER BY ${by_}, ${key.numeric ? sql.raw('key::BIGINT') : sql.raw('key')} NULLS LAST) AS place, count(*) OVER () AS groups FROM t)
    SELECT ${facet}::INTEGER AS facet, p.key, p.n, p.first, p.last, p.place, p.groups, k.bin, k.n AS in_bin
    FROM p JOIN k ON k.key IS NOT DISTINCT FROM p.key WHERE p.place <= ${top}`
}

function resultOf({ id, by, sparkBins }: FacetRequest, rows: readonly RawRow[], view: View): FacetResult {
  const { numeric } = groupKey(by)
  const byPlace = new Map<number, FacetRow>()
  for (const row of rows) {
    const known = byPlace.get(row.place)
    const key = row.key === null ? null : numeric ? Number(row.key) : row.key
    const facetRow: FacetRow = known ?? {
      key,
      count: row.n,
      firstUs: row.first,
      lastUs: row.last,
      spark: Array.from({ length: sparkBins }, () => 0),
    }
    if (row.bin < sparkBins) facetRow.spark[row.bin] = row.in_bin
    byPlace.set(row.place, facetRow)
  }
  return { id, groups: rows[0]?.groups ?? 0, total: view.total, rows: [...byPlace.values()] }
}

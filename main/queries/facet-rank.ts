/** From counts per id to the rows of a facet: the top is kept, then labelled, ties in the order of their labels. */
import type { FacetRequest, FacetResult, FacetRow, PivotOrder } from '#contract/query'
import { COUNT, MICROS, nullable, TEXT, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { GroupKey } from './keys'

/** What orders the groups, and whether from small to large. */
const ORDERS: Record<PivotOrder, { column: string; rising: boolean }> = {
  count: { column: 'n', rising: false },
  value: { column: 'n', rising: false },
  rarest: { column: 'n', rising: true },
  'first-seen': { column: 'first', rising: true },
  newest: { column: 'first', rising: false },
}

/** Whether the order needs the time of the first event. */
export const isTimed = (order: PivotOrder): boolean => ORDERS[order].column === 'first'

/** One row per key and part of time that has events. */
export const RANKED_ROW = {
  facet: COUNT,
  id: nullable(COUNT),
  key: nullable(TEXT),
  n: COUNT,
  first: nullable(MICROS),
  last: nullable(MICROS),
  place: COUNT,
  groups: COUNT,
  part: nullable(COUNT),
  in_part: nullable(COUNT),
}
export type RankedRow = RowOf<typeof RANKED_ROW>

/** Names of the tables of one facet inside a larger statement. */
export interface Stage {
  /** (id, part, n, first, last) or, where parts come later, (id, n, first, last). */
  counts: string
  hasParts: boolean
}

const raw = (text: string): Sql => sql.raw(text)

/** Labels are worked out for every id only where several ids share one or where they are searched. */
const needsAllLabels = (key: GroupKey, { search }: FacetRequest): boolean => key.regroup || search !== ''

/**
 * The rows of one facet.
 *
 * Shape: request, its key, a stage with its counts, its number → (tables to put into WITH, SELECT of RANKED_ROW).
 */
export function rankedSql(request: FacetRequest, key: GroupKey, stage: Stage, facet: number): { tables: Sql; select: Sql } {
  return needsAllLabels(key, request) ? labelledFirst(request, key, stage, facet) : labelledLast(request, key, stage, facet)
}

function orderSql({ order }: FacetRequest, key: GroupKey): Sql {
  const { column, rising } = ORDERS[order]
  const label = key.numeric ? raw('key::BIGINT') : raw('key')
  return sql`${raw(column)} ${raw(rising ? '' : 'DESC')}, ${label} NULLS LAST`
}

const totals = (from: string, id: string): Sql =>
  raw(
    `SELECT ${id === 'id' ? 'id' : `${id}, min(id) AS id`}, sum(n)::BIGINT AS n, min(first) AS first, max(last) AS last FROM ${from} GROUP BY 1`,
  )

function labelledLast(request: FacetRequest, key: GroupKey, { counts, hasParts }: Stage, facet: number) {
  const [s, p] = [`s${facet}`, `p${facet}`]
  const { column, rising } = ORDERS[request.order]
  const label = key.label(raw(`x.id`), 'l')
  // WHY: everything tied with the last row kept is labelled, so that ties are cut by label, not by id.
  const edge = sql`(SELECT ${raw(column)} FROM ${raw(s)} ORDER BY ${raw(column)} ${raw(rising ? '' : 'DESC')} LIMIT 1 OFFSET ${request.top - 1})`
  const tables = sql`${raw(s)} AS MATERIALIZED (${hasParts ? totals(counts, 'id') : raw(`SELECT * FROM ${counts}`)}),
    ${raw(p)} AS (SELECT *, row_number() OVER (ORDER BY ${orderSql(request, key)}) AS place FROM (
      SELECT x.id, x.n, x.first, x.last, (${label.value})::VARCHAR AS key FROM ${raw(s)} x ${label.join}
      WHERE coalesce(x.${raw(column)} ${raw(rising ? '<=' : '>=')} ${edge}, true)) QUALIFY place <= ${request.top})`
  const parts = hasParts ? raw(`LEFT JOIN ${counts} g ON g.id = p.id`) : raw('')
  return {
    tables,
    select: selectSql(facet, raw('p.id::BIGINT'), s, raw(hasParts ? 'g.part' : 'NULL'), raw(hasParts ? 'g.n' : 'NULL'), parts),
  }
}

function labelledFirst(request: FacetRequest, key: GroupKey, { counts, hasParts }: Stage, facet: number) {
  const [m, k, s, p] = [`m${facet}`, `k${facet}`, `s${facet}`, `p${facet}`]
  const label = key.label(raw('x.id'), 'l')
  const wanted = request.search === '' ? raw('true') : sql`contains(lower(key), lower(${request.search}))`
  const part = hasParts ? 'c.part, ' : ''
  const tables = sql`${raw(m)} AS MATERIALIZED (SELECT * FROM (SELECT x.id, (${label.value})::VARCHAR AS key
      FROM (SELECT DISTINCT id FROM ${raw(counts)}) x ${label.join}) WHERE ${wanted}),
    ${raw(k)} AS MATERIALIZED (SELECT m.key, ${raw(part)} ${raw(key.regroup ? 'NULL' : 'min(c.id)')} AS id, sum(c.n)::BIGINT AS n, min(c.first) AS first, max(c.last) AS last
      FROM ${raw(counts)} c JOIN ${raw(m)} m ON m.id IS NOT DISTINCT FROM c.id GROUP BY ALL),
    ${raw(s)} AS MATERIALIZED (${totals(k, 'key')}),
    ${raw(p)} AS (SELECT *, row_number() OVER (ORDER BY ${orderSql(request, key)}) AS place FROM ${raw(s)} QUALIFY place <= ${request.top})`
  const parts = hasParts ? raw(`LEFT JOIN ${k} g ON g.key IS NOT DISTINCT FROM p.key`) : raw('')
  return {
    tables,
    select: selectSql(facet, raw('p.id::BIGINT'), s, raw(hasParts ? 'g.part' : 'NULL'), raw(hasParts ? 'g.n' : 'NULL'), parts),
  }
}

function selectSql(facet: number, id: Sql, groups: string, part: Sql, inPart: Sql, join: Sql): Sql {
  return sql`SELECT ${facet}::INTEGER AS facet, ${id} AS id, p.key, p.n, p.first, p.last, p.place, (SELECT count(*) FROM ${raw(groups)}) AS groups,
    ${part} AS part, ${inPart} AS in_part FROM ${raw(`p${facet}`)} p ${join}`
}

/** A facet's rows while they are put together; ids stay beside them for the questions that follow. */
export interface Ranked {
  request: FacetRequest
  groups: number
  rows: (FacetRow & { id: number | null; text: string | null })[]
}

/** Shape: rows of one facet → its rows in order, sparklines filled. */
export function rankedOf(request: FacetRequest, key: GroupKey, rows: readonly RankedRow[]): Ranked {
  const byPlace = new Map<number, Ranked['rows'][number]>()
  for (const row of rows) {
    const value = row.key !== null && key.numeric ? Number(row.key) : row.key
    const spark = Array.from({ length: request.sparkBins }, () => 0)
    const times = { firstUs: row.first ?? 0, lastUs: row.last ?? 0 }
    const known = byPlace.get(row.place) ?? { key: value, count: row.n, ...times, spark, id: row.id, text: row.key }
    if (row.part !== null && row.part < request.sparkBins) known.spark[row.part] = row.in_part ?? 0
    byPlace.set(row.place, known)
  }
  const ordered = [...byPlace].sort(([a], [b]) => a - b).map(([, row]) => row)
  return { request, groups: rows[0]?.groups ?? 0, rows: ordered }
}

/** Shape: a ranked facet and the events it counts → the answer. */
export function resultOf({ request, groups, rows }: Ranked, total: number): FacetResult {
  const plain = rows.map(({ key, count, firstUs, lastUs, spark }) => ({ key, count, firstUs, lastUs, spark }))
  return { id: request.id, groups, total, rows: plain }
}

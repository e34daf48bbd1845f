/** The statements that count facets. Each gives rows of one shape: a key that is shown, and what of it lies in one part of the time. */
import type { FacetRequest } from '#contract/query'
import { COUNT, INTEGER, list, MICROS, nullable, TEXT, type RowOf } from '#main/store/rows'
import { EVENT_COLUMNS, type EventColumn } from '#main/store/columns'
import { sql, type Sql } from '#main/store/sql'
import { idList } from './event-rows'
import { groupKey } from './keys'
import type { Where } from './selection'

/** What is in view, the time of it cut into parts. */
export interface View extends Where {
  total: number
  firstUs: number
  lastUs: number
}

/** What a facet's keys are ordered by, and whether the largest comes first. */
const ORDERS: Record<FacetRequest['order'], { by: 'n' | 'first'; descending: boolean }> = {
  count: { by: 'n', descending: true },
  value: { by: 'n', descending: true },
  rarest: { by: 'n', descending: false },
  'first-seen': { by: 'first', descending: false },
  newest: { by: 'first', descending: true },
}

export const FACET_ROW = {
  key: nullable(TEXT),
  n: COUNT,
  first: MICROS,
  last: MICROS,
  place: COUNT,
  groups: COUNT,
  bin: COUNT,
  in_bin: COUNT,
}
export type RawFacetRow = RowOf<typeof FACET_ROW>

const partsOf = ({ sparkBins }: FacetRequest): number => Math.max(1, sparkBins)

/**
 * Shape: parts and view → number of the part an event lies in, 0 to parts - 1; all but the last are equally long.
 *
 * WHY: halving by comparisons needs no division, and its values are known to the database in advance, which then counts without hashing.
 */
function partNumber(parts: number, { firstUs, lastUs }: View): Sql {
  const widthUs = Math.max(1, Math.ceil((lastUs - firstUs + 1) / parts))
  const among = (from: number, to: number): Sql => {
    if (from === to) return sql.raw(`${from}::UTINYINT`)
    const middle = Math.ceil((from + to) / 2)
    return sql`CASE WHEN e.ts < ${sql.micros(firstUs + middle * widthUs)} THEN ${among(from, middle - 1)} ELSE ${among(middle, to)} END`
  }
  return among(0, parts - 1)
}

const SUMS = sql.raw('sum(n)::BIGINT AS n, min(first) AS first, max(last) AS last')

/** Shape: rows (id, …) → the same with `m`, a value that is one for all ids that show the same: the text itself only where nothing cheaper tells. */
function merged(by: FacetRequest['by'], counted: Sql): Sql {
  const { regroup, label, merge } = groupKey(by)
  if (!regroup) return sql`SELECT *, id AS m FROM (${counted})`
  const step = (merge?.number ?? label)(sql.raw('c.id'), 'l')
  return sql`SELECT c.*, ${step.value} AS m FROM (${counted}) c ${step.join}`
}

/**
 * Shape: name of a table of groups (m, n, first, last) → those to show, with the key that people see, their place, and how many there are.
 *
 * WHY: text is made only for groups that stand no further back than the last one shown, ties with it included, unless a text is looked for.
 */
function placesSql({ by, order, search, top }: FacetRequest, groups: Sql): Sql {
  const { regroup, label, merge, numeric } = groupKey(by)
  const named = regroup
    ? { join: sql.raw(''), value: merge?.value(sql.raw('c.m')) ?? sql.raw('c.m') }
    : label(sql.raw('c.m'), 'l')
  const { by: column, descending } = ORDERS[order]
  const ordered = sql.raw(`${column}${descending ? ' DESC' : ''}`)
  const last = sql`(SELECT ${sql.raw(column)} FROM ${groups} ORDER BY ${ordered} LIMIT 1 OFFSET ${top - 1})`
  const near = sql`SELECT *, (SELECT count(*) FROM ${groups}) AS groups FROM ${groups} WHERE ${sql.raw(column)} ${sql.raw(descending ? '>=' : '<=')} ${last} OR ${last} IS NULL`
  const all = (table: Sql): Sql => sql`SELECT (${named.value})::VARCHAR AS key, c.* FROM (${table}) c ${named.join}`
  const found = sql`SELECT *, count(*) OVER () AS groups FROM (${all(sql`SELECT * FROM ${groups}`)}) WHERE contains(lower(key), lower(${search}))`
  const key = sql.raw(numeric ? 'key::BIGINT' : 'key')
  return sql`SELECT *, row_number() OVER () AS place
    FROM (SELECT * FROM (${search === '' ? all(near) : found}) ORDER BY ${ordered}, ${key} NULLS LAST LIMIT ${top})`
}

const COUNTS = sql.raw('count(*) AS n, min(ts) AS first, max(ts) AS last')
const COUNT_ALONE = sql.raw('count(*) AS n, NULL::TIMESTAMP AS first, NULL::TIMESTAMP AS last')

/** What ranks the keys of a field of many ids. WHY: when the events of a key lie is worked out for the few that are shown, unless it is what ranks them. */
const ranking = ({ order }: FacetRequest): Sql => (ORDERS[order].by === 'first' ? COUNTS : COUNT_ALONE)

/** Keys in their order and their parts, from rows (id, bin, n, first, last). */
function placedSql(request: FacetRequest, counted: Sql): Sql {
  return sql`WITH g AS MATERIALIZED (SELECT m, bin, ${SUMS} FROM (${merged(request.by, counted)}) GROUP BY m, bin),
    t AS NOT MATERIALIZED (SELECT m, ${SUMS} FROM g GROUP BY m), p AS (${placesSql(request, sql.raw('t'))})
    SELECT p.key, p.n, p.first, p.last, p.place, p.groups, g.bin, g.n AS in_bin
    FROM p JOIN g ON g.m IS NOT DISTINCT FROM p.m`
}

/** The ids of one facet with their groups, `g`, and the groups that are shown, `p`; from rows (id, n, first, last). */
const shownGroups = (request: FacetRequest, counted: Sql): Sql =>
  sql`g AS MATERIALIZED (${merged(request.by, counted)}), t AS MATERIALIZED (SELECT m, ${SUMS} FROM g GROUP BY m),
    p AS MATERIALIZED (${placesSql(request, sql.raw('t'))})`

/** One facet, counted where the events lie. */
export function scannedSql(request: FacetRequest, view: View): Sql {
  const counted = sql`SELECT ${groupKey(request.by).id} AS id, ${partNumber(partsOf(request), view)} AS bin, ${COUNTS} FROM event e WHERE ${view.condition} GROUP BY 1, 2`
  return sql`${placedSql(request, counted)} ORDER BY place, bin`
}

export const SHOWN_ROW = { key: nullable(TEXT), n: COUNT, place: COUNT, groups: COUNT, ids: list(nullable(INTEGER)) }

/** The keys of one facet that are shown, with the ids that stand for each. */
export function shownSql(request: FacetRequest, view: View): Sql {
  const { id } = groupKey(request.by)
  const counted = sql`SELECT ${id} AS id, ${ranking(request)} FROM event e WHERE ${view.condition} GROUP BY 1`
  return sql`WITH ${shownGroups(request, counted)}
    SELECT p.key, p.n, p.place, p.groups, list(g.id::BIGINT ORDER BY g.id) AS ids FROM p JOIN g ON g.m IS NOT DISTINCT FROM p.m GROUP BY ALL ORDER BY p.place`
}

export const PART_ROW = { id: nullable(INTEGER), bin: COUNT, n: COUNT, first: MICROS, last: MICROS }

/** WHY: a short list is looked at while reading, a long one is joined. */
const SHORT_LIST = 64

/** When the events of some ids of one facet lie; ids are those of `shownSql`. */
export function partsSql(request: FacetRequest, view: View, ids: readonly (number | null)[]): Sql {
  const { id } = groupKey(request.by)
  const type = sql.raw(request.by in EVENT_COLUMNS ? EVENT_COLUMNS[request.by as EventColumn] : 'UINTEGER')
  const numbers = ids.filter((one) => one !== null)
  const among = sql`${id} IN ${numbers.length > SHORT_LIST ? idList(numbers, 'UINTEGER') : sql`(${sql.join(numbers.map((one) => sql`${one}::${type}`))})`}`
  const parts = [...(numbers.length > 0 ? [among] : []), ...(numbers.length < ids.length ? [sql`${id} IS NULL`] : [])]
  return sql`SELECT ${id}::BIGINT AS id, ${partNumber(partsOf(request), view)} AS bin, count(*) AS n, min(e.ts) AS first, max(e.ts) AS last
    FROM event e WHERE ${view.condition} AND (${sql.join(parts, ' OR ')}) GROUP BY ${id}, 2`
}

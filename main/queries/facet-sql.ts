/** The statements that count facets. Each gives rows of one shape: a key that is shown, and what of it lies in one part of the time. */
import type { FacetRequest } from '#contract/query'
import { COUNT, INTEGER, list, MICROS, nullable, TEXT, type RowOf } from '#main/store/rows'
import { EVENT_COLUMNS, type EventColumn } from '#main/store/schema'
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

const ORDERS: Record<FacetRequest['order'], string> = {
  count: 'n DESC',
  value: 'n DESC',
  rarest: 'n',
  'first-seen': 'first',
  newest: 'first DESC',
}

export const FACET_ROW = {
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
export type RawFacetRow = RowOf<typeof FACET_ROW>

const letter = (name: string, number: number): Sql => sql.raw(`${name}${number}`)
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

/** Keys in their order and their parts, from rows (id, bin, n, first, last). */
function placedSql(request: FacetRequest, facet: number, counted: Sql): Sql {
  const { by, top } = request
  const key = groupKey(by)
  const label = key.label(sql.raw('g.id'), 'l')
  return sql`WITH g AS (${counted}), k AS MATERIALIZED (
      SELECT (${label.value})::VARCHAR AS key, bin, sum(n)::BIGINT AS n, min(first) AS first, max(last) AS last FROM g ${label.join} GROUP BY 1, 2),
    t AS (SELECT key, sum(n)::BIGINT AS n, min(first) AS first, max(last) AS last FROM k WHERE ${wanted(request)} GROUP BY key),
    p AS (${placesSql(request)})
    SELECT ${facet}::INTEGER AS facet, p.key, p.n, p.first, p.last, p.place, p.groups, k.bin, k.n AS in_bin
    FROM p JOIN k ON k.key IS NOT DISTINCT FROM p.key WHERE p.place <= ${top}`
}

const wanted = ({ search }: FacetRequest): Sql => (search === '' ? sql.raw('true') : sql`contains(lower(key), lower(${search}))`)

function placesSql({ by, order }: FacetRequest): Sql {
  const key = sql.raw(groupKey(by).numeric ? 'key::BIGINT' : 'key')
  return sql`SELECT *, row_number() OVER (ORDER BY ${sql.raw(ORDERS[order])}, ${key} NULLS LAST) AS place, count(*) OVER () AS groups FROM t`
}

/** Several facets: the rows in view are held once, every facet counts what is held. */
export function heldSql(requests: readonly FacetRequest[], view: View): Sql {
  const cuts = [...new Set(requests.map(partsOf))]
  const ids = requests.map(({ by }, facet) => sql`${groupKey(by).id} AS ${letter('c', facet)}`)
  const parts = cuts.map((cut) => sql`${partNumber(cut, view)} AS ${letter('b', cut)}`)
  const branches = requests.map((request, facet) => {
    const counted = sql`SELECT h.${letter('c', facet)} AS id, h.${letter('b', partsOf(request))} AS bin, count(*) AS n, min(h.ts) AS first, max(h.ts) AS last
      FROM held h GROUP BY 1, 2`
    return sql`(${placedSql(request, facet, counted)})`
  })
  return sql`WITH held AS MATERIALIZED (SELECT ${sql.join([...ids, ...parts])}, e.ts FROM event e WHERE ${view.condition})
    ${sql.join(branches, ' UNION ALL ')} ORDER BY facet, place, bin`
}

/** One facet, counted where the events lie. */
export function scannedSql(request: FacetRequest, view: View): Sql {
  const counted = sql`SELECT ${groupKey(request.by).id} AS id, ${partNumber(partsOf(request), view)} AS bin, count(*) AS n, min(e.ts) AS first, max(e.ts) AS last
    FROM event e WHERE ${view.condition} GROUP BY 1, 2`
  return sql`${placedSql(request, 0, counted)} ORDER BY place, bin`
}

export const SHOWN_ROW = { key: nullable(TEXT), n: COUNT, place: COUNT, groups: COUNT, ids: list(nullable(INTEGER)) }

/** The keys of one facet that are shown, with the ids that stand for each. */
export function shownSql(request: FacetRequest, view: View): Sql {
  const key = groupKey(request.by)
  const label = key.label(sql.raw('g.id'), 'l')
  const first = sql.raw(ORDERS[request.order].startsWith('first') ? 'min(e.ts)' : 'NULL')
  return sql`WITH g AS (SELECT ${key.id} AS id, count(*) AS n, ${first} AS first FROM event e WHERE ${view.condition} GROUP BY 1),
    k AS MATERIALIZED (SELECT (${label.value})::VARCHAR AS key, g.id::BIGINT AS id, n, first FROM g ${label.join}),
    t AS (SELECT key, sum(n)::BIGINT AS n, min(first) AS first FROM k WHERE ${wanted(request)} GROUP BY key),
    p AS (${placesSql(request)})
    SELECT p.key, p.n, p.place, p.groups, list(k.id ORDER BY k.id) AS ids FROM p JOIN k ON k.key IS NOT DISTINCT FROM p.key
    WHERE p.place <= ${request.top} GROUP BY ALL ORDER BY p.place`
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

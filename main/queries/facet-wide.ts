/**
 * Facets over many events: one statement per facet reads the table itself.
 *
 * WHY: holding millions of rows costs more than reading narrow columns again, and counting per part of time is cheapest as one plain count
 * for each part, because the table lies in time order and a part skips what is outside it.
 */
import type { FacetRequest, FacetResult } from '#contract/query'
import { COUNT, MICROS, nullable, TEXT } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { isTimed, RANKED_ROW, rankedOf, rankedSql, resultOf, type Ranked } from './facet-rank'
import { inPart, partsOf, type Parts, type View } from './facet-view'
import { groupKey, type GroupKey } from './keys'

interface Question {
  store: Store
  view: View
  asking: Asking
  key: GroupKey
  parts: Parts
}

const numbered = (count: number): number[] => Array.from({ length: count }, (_, n) => n)

/** Shape: view, request → its result. */
export async function wideFacet(store: Store, view: View, request: FacetRequest, asking: Asking): Promise<FacetResult> {
  const key = groupKey(request.by)
  const question = { store, view, asking, key, parts: partsOf(view, Math.max(1, request.sparkBins)) }
  const later = key.many && !key.regroup && request.sparkBins > 0
  const ranked = await rank(question, request, !later)
  if (later) await addParts(question, ranked)
  if (!isTimed(request.order)) await addTimes(question, ranked)
  return resultOf(ranked, view.total)
}

/** Joined before counting only where the id is nearly unique (tags). */
function source({ key, view }: Question): { id: Sql; from: Sql } {
  if (!key.joinFirst) return { id: key.id, from: sql`event e WHERE ${view.condition}` }
  const label = key.label(key.id, 'j')
  return { id: label.value, from: sql`event e ${label.join} WHERE ${view.condition}` }
}

const timesSql = (timed: boolean): Sql =>
  sql.raw(timed ? 'min(e.ts) AS first, max(e.ts) AS last' : 'NULL::TIMESTAMP AS first, NULL::TIMESTAMP AS last')

/** Count every id (per part of time where `withParts`) and keep the top. */
async function rank(question: Question, request: FacetRequest, withParts: boolean): Promise<Ranked> {
  const { store, asking, key, parts } = question
  const { id, from } = source(question)
  const times = timesSql(isTimed(request.order))
  const branch = (part: Sql, more: Sql) =>
    sql`SELECT ${id} AS id, ${part} AS part, count(*) AS n, ${times} FROM ${from} ${more} GROUP BY 1`
  const branches = withParts
    ? numbered(parts.count).map((n) => branch(sql`${n}::UTINYINT`, sql`AND ${inPart(parts, n)}`))
    : [branch(sql.raw('0::UTINYINT'), sql.raw(''))]
  const solid = key.joinFirst ? sql.raw('id') : key.solid(sql.raw('id'))
  const merged = sql.raw('sum(n)::BIGINT AS n, min(first) AS first, max(last) AS last FROM u GROUP BY ALL')
  const shown: GroupKey = key.joinFirst ? { ...key, regroup: true, label: (value) => ({ join: sql.raw(''), value }) } : key
  const stage = { counts: 'g', hasParts: withParts }
  const ranked = rankedSql(request, shown, stage, 0)
  const rows = await store.all(
    sql`WITH u AS (${sql.join(branches, ' UNION ALL ')}), g AS MATERIALIZED (SELECT ${solid} AS id, ${sql.raw(withParts ? 'part,' : '')} ${merged}),
      ${ranked.tables} ${ranked.select}`,
    RANKED_ROW,
    asking,
  )
  return rankedOf(request, key, rows)
}

/** Condition on the ids that are shown, so that the scan itself leaves out the rest. */
function shownOnly({ key }: Question, { rows }: Ranked): Sql {
  const ids = rows.flatMap(({ id }) => (id === null || id < 0 ? [] : [sql`${id}::${sql.raw(key.type)}`]))
  const among = ids.length === 0 ? sql.raw('false') : sql`${key.id} IN (${sql.join(ids)})`
  return rows.some(({ text }) => text === null) ? sql`(${among} OR ${key.id} IS NULL)` : among
}

async function addParts(question: Question, ranked: Ranked): Promise<void> {
  if (ranked.rows.length === 0) return
  const { store, asking, key, parts, view } = question
  const branches = numbered(parts.count).map(
    (n) => sql`SELECT ${key.solid(key.id)}::BIGINT AS id, ${n}::INTEGER AS part, count(*) AS n FROM event e
      WHERE ${view.condition} AND ${inPart(parts, n)} AND ${shownOnly(question, ranked)} GROUP BY 1`,
  )
  const counted = await store.all(sql.join(branches, ' UNION ALL '), { id: nullable(COUNT), part: COUNT, n: COUNT }, asking)
  const byId = new Map(ranked.rows.map((row) => [row.id, row]))
  for (const { id, part, n } of counted) {
    const row = byId.get(id)
    if (row !== undefined) row.spark[part] = n
  }
}

/** First and last time of the rows shown, looked for only in the parts of time where each begins and ends. */
async function addTimes(question: Question, ranked: Ranked): Promise<void> {
  const { store, asking, key, parts } = question
  if (ranked.rows.length === 0) return
  const wanted = new Set(ranked.rows.flatMap(({ spark }) => [spark.findIndex((n) => n > 0), spark.findLastIndex((n) => n > 0)]))
  wanted.delete(-1)
  const isPlain = !key.regroup && !key.joinFirst
  const { id, from } = source(question)
  const only = isPlain ? sql`AND ${shownOnly(question, ranked)}` : sql.raw('')
  const counted = (times: Sql) =>
    sql`SELECT ${id} AS id, min(e.ts) AS first, max(e.ts) AS last FROM ${from} ${only} ${times} GROUP BY 1`
  const some = wanted.size > 0 && wanted.size < parts.count
  const branches = some ? [...wanted].map((n) => counted(sql`AND ${inPart(parts, n)}`)) : [counted(sql.raw(''))]
  const label = key.joinFirst ? { join: sql.raw(''), value: sql.raw('x.id') } : key.label(key.solid(sql.raw('x.id')), 'l')
  const rows = await store.all(
    sql`SELECT (${label.value})::VARCHAR AS key, min(x.first) AS first, max(x.last) AS last
      FROM (${sql.join(branches, ' UNION ALL ')}) x ${label.join} GROUP BY 1`,
    { key: nullable(TEXT), first: MICROS, last: MICROS },
    asking,
  )
  const byKey = new Map(ranked.rows.map((row) => [row.text, row]))
  for (const { key: text, first, last } of rows) {
    const row = byKey.get(text)
    if (row !== undefined) Object.assign(row, { firstUs: first, lastUs: last })
  }
}

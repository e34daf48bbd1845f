/** First and last time of the case. */
import { BESIDE_FORMATS } from '#main/analysis/codes'
import { COUNT, MICROS, nullable } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'

export interface Span {
  firstUs: number
  lastUs: number
}

async function spanWhere(store: Store, condition: Sql, asking: Asking): Promise<Span | null> {
  const row = await store.first(
    sql`SELECT min(first) AS first, max(last) AS last FROM (SELECT min(ts) AS first, max(ts) AS last FROM event_settled WHERE ${condition}
      UNION ALL SELECT min(ts), max(ts) FROM event_open WHERE ${condition})`,
    { first: nullable(MICROS), last: nullable(MICROS) },
    asking,
  )
  return row === undefined || row.first === null || row.last === null ? null : { firstUs: row.first, lastUs: row.last }
}

/**
 * Shape: first and last `ts` of the evidence in µs, or null where the case is empty.
 *
 * WHY: a call to the owner months later, or a list of indicators of today, does not move the windows that end with the last event; it counts
 * where there is nothing else.
 */
export async function caseSpan(store: Store, asking: Asking = {}): Promise<Span | null> {
  const formats = sql.join(BESIDE_FORMATS.map((format) => sql`${format}`))
  const beside = await store.all(sql`SELECT source_id FROM source WHERE format IN (${formats})`, { source_id: COUNT }, asking)
  const ids = beside.map(({ source_id }) => sql`${source_id}::UINTEGER`)
  const ofEvidence = ids.length === 0 ? null : await spanWhere(store, sql`source_id NOT IN (${sql.join(ids)})`, asking)
  return ofEvidence ?? (await spanWhere(store, sql.raw('true'), asking))
}

/** First and last time of the case. */
import { MICROS, nullable } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'

export interface Span {
  firstUs: number
  lastUs: number
}

/** Shape: first and last `ts` of all events in µs, or null where there are none. */
export async function caseSpan(store: Store, asking: Asking = {}): Promise<Span | null> {
  const row = await store.first(
    sql`SELECT min(first) AS first, max(last) AS last FROM (SELECT min(ts) AS first, max(ts) AS last FROM event_settled
      UNION ALL SELECT min(ts), max(ts) FROM event_open)`,
    { first: nullable(MICROS), last: nullable(MICROS) },
    asking,
  )
  return row === undefined || row.first === null || row.last === null ? null : { firstUs: row.first, lastUs: row.last }
}

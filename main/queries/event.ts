/** Whole events, exactly as the command line prints them. */
import { fault } from '#contract/errors'
import { parseEventKey, type EventRow } from '#contract/event'
import { COUNT, MICROS } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { eventsAt, type Place } from './event-rows'

/** Shape: event key → condition on `event e`, or null where the text is no key. */
export function keyCondition(key: string): Sql | null {
  const parts = parseEventKey(key)
  if (parts === null) return null
  return sql`e.record = ${parts.record}::UBIGINT AND e.ordinal = ${parts.ordinal}::USMALLINT AND e.source_id IN
    (SELECT source_id FROM source WHERE sha256 = ${parts.sha256} AND member = ${encodeURIComponent(parts.member)})`
}

/** Every event that is stored under its own key, those that another file gave before included. */
export const STORED_EVENTS = sql.raw('(SELECT * FROM event UNION ALL SELECT * FROM event_repeat)')

/** Shape: event key → its place, or null where the case has no such event; of a record that another file gave before, the place of that one. */
export async function placeOf(store: Store, key: string, asking: Asking = {}): Promise<Place | null> {
  const condition = keyCondition(key)
  if (condition === null) return null
  const row = await store.first(
    sql`SELECT coalesce(r.original_id, e.event_id) AS event_id, e.ts FROM ${STORED_EVENTS} e LEFT JOIN repeat_of r USING (event_id) WHERE ${condition} ORDER BY e.event_id LIMIT 1`,
    { event_id: COUNT, ts: MICROS },
    asking,
  )
  return row === undefined ? null : { eventId: row.event_id, tsUs: row.ts }
}

/**
 * Find one event by its key.
 *
 * Errors: QRY-002 where the case has no such event.
 */
export async function eventByKey(store: Store, key: string, asking: Asking = {}): Promise<EventRow> {
  const place = await placeOf(store, key, asking)
  const [event] = place === null ? [] : await eventsAt(store, [place], asking)
  if (event === undefined) throw fault('QRY-002', { key })
  return event
}

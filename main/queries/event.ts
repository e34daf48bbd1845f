/** Whole events, exactly as the command line prints them. */
import { fault } from '#contract/errors'
import { parseEventKey, type EventRow } from '#contract/event'
import { isoFromMicros } from '#contract/units'
import { COUNT, MICROS, nullable, OBJECT, REAL, TEXT, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'

const WORD = nullable(TEXT)
const NUMBER = nullable(COUNT)

/** Columns of `events` and how each is read. */
export const EVENT_SHAPE = {
  event_id: COUNT,
  event_key: TEXT,
  ts: MICROS,
  ts_end: nullable(MICROS),
  ts_quality: TEXT,
  type: TEXT,
  name: nullable(TEXT),
  specificity: TEXT,
  format: TEXT,
  sensor: WORD,
  src_ip: WORD,
  src_port: NUMBER,
  dst_ip: WORD,
  dst_port: NUMBER,
  client_ip: WORD,
  client_port: NUMBER,
  server_ip: WORD,
  server_port: NUMBER,
  role_rule: WORD,
  role_confidence: WORD,
  direction: TEXT,
  proto: WORD,
  service: WORD,
  duration_s: nullable(REAL),
  client_bytes: NUMBER,
  server_bytes: NUMBER,
  client_pkts: NUMBER,
  server_pkts: NUMBER,
  session_state: WORD,
  user_name: WORD,
  host_name: WORD,
  process_name: WORD,
  severity: NUMBER,
  signature_id: WORD,
  signature: WORD,
  outcome: WORD,
  message: WORD,
  attrs: OBJECT,
  sensor_disagrees: WORD,
  evidence: TEXT,
  line: NUMBER,
  byte_offset: COUNT,
  byte_length: COUNT,
}

/** Shape: a row of `events` → the event with times as ISO 8601. */
export function eventRow(row: RowOf<typeof EVENT_SHAPE>): EventRow {
  const { ts, ts_end, name, ...rest } = row
  const times = { ts: isoFromMicros(ts), ts_end: ts_end === null ? null : isoFromMicros(ts_end) }
  return { ...rest, ...times, name: name ?? '' } as EventRow
}

/** Shape: event key → condition on `event e`, or null where the text is no key. */
export function keyCondition(key: string): Sql | null {
  const parts = parseEventKey(key)
  if (parts === null) return null
  return sql`e.record = ${parts.record}::UBIGINT AND e.ordinal = ${parts.ordinal}::USMALLINT AND e.source_id IN
    (SELECT source_id FROM source WHERE sha256 = ${parts.sha256} AND member = ${encodeURIComponent(parts.member)})`
}

/** Where an event stands in time order. */
export interface Place {
  eventId: number
  tsUs: number
}

/** Shape: event key → its place, or null where the case has no such event. */
export async function placeOf(store: Store, key: string, asking: Asking = {}): Promise<Place | null> {
  const condition = keyCondition(key)
  if (condition === null) return null
  const row = await store.first(
    sql`SELECT e.event_id, e.ts FROM event e WHERE ${condition} ORDER BY e.event_id LIMIT 1`,
    { event_id: COUNT, ts: MICROS },
    asking,
  )
  return row === undefined ? null : { eventId: row.event_id, tsUs: row.ts }
}

/** Shape: places → their events, in the same order. */
export async function eventsAt(store: Store, places: readonly Place[], asking: Asking = {}): Promise<EventRow[]> {
  if (places.length === 0) return []
  const times = places.map(({ tsUs }) => tsUs)
  const ids = sql.join(places.map(({ eventId }) => sql`${eventId}::UBIGINT`))
  // WHY: the time range lets the scan skip almost everything; a list of ids alone would not.
  const rows = await store.all(
    sql`SELECT * FROM events WHERE ts >= ${sql.micros(Math.min(...times))} AND ts <= ${sql.micros(Math.max(...times))} AND event_id IN (${ids})`,
    EVENT_SHAPE,
    asking,
  )
  const byId = new Map(rows.map((row) => [row.event_id, eventRow(row)]))
  return places.flatMap(({ eventId }) => byId.get(eventId) ?? [])
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

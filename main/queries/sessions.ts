/** Connections, each once, with every sensor that saw it, its measures from the best witness and its roles from the surest. */
import { DIRECTIONS, SESSION_STATES } from '#contract/event'
import type { SessionQuery, SessionRow } from '#contract/hosts'
import type { Selection } from '#contract/selection'
import { isoFromMicros, MICROS_PER_SECOND } from '#contract/units'
import { COUNT, MICROS, nullable, TEXT, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { ladderRung } from './ladder'
import { sessionsInView } from './session-view'
import { JOIN_REASON, REASON, REASON_COLUMNS, reasonOf, verdictWord } from './verdicts'

/** Asked in portions, so that a case of millions of sessions is not held twice. */
const WITNESSES_PER_QUESTION = 2000
const EARLIEST_US = -62_135_596_800_000_000
const LATEST_US = 253_402_300_800_000_000

const SESSION = {
  id: COUNT,
  client_ip: nullable(TEXT),
  client_port: nullable(COUNT),
  server_ip: nullable(TEXT),
  server_port: nullable(COUNT),
  proto: nullable(TEXT),
  service: nullable(TEXT),
  direction: COUNT,
  start: MICROS,
  duration_us: nullable(COUNT),
  client_bytes: nullable(COUNT),
  server_bytes: nullable(COUNT),
  state: nullable(COUNT),
  ...REASON,
}
const WITNESS = { id: COUNT, format: TEXT, evidence: TEXT, label: nullable(TEXT), event_key: TEXT, disagrees: nullable(TEXT) }
type Witness = RowOf<typeof WITNESS>

function selectionOf({ where, fromUs, toUs }: SessionQuery): Selection {
  const clauses = where.trim() === '' ? [] : [{ id: 'where', source: 'sessions', text: where, exclude: false, disabled: false }]
  if (fromUs === undefined && toUs === undefined) return { clauses, window: { kind: 'all' } }
  return { clauses, window: { kind: 'between', fromUs: fromUs ?? EARLIEST_US, toUs: toUs ?? LATEST_US } }
}

/**
 * Sessions in order of their start.
 *
 * Shape:  where, least measured length, limit → rows. Measures come from the standing event (pcap, else Zeek, else other flows, else TNM).
 * Units:  duration_s seconds, bytes sent by each side.
 * Errors: QRY-001 for a filter that cannot be read.
 */
export async function sessions(store: Store, query: SessionQuery, asking: Asking = {}): Promise<SessionRow[]> {
  const inView = await sessionsInView(store, selectionOf(query), asking)
  const longEnough =
    query.minSeconds === undefined
      ? sql.raw('true')
      : sql`e.duration_us >= ${Math.round(query.minSeconds * MICROS_PER_SECOND)}::BIGINT`
  const limit = query.limit === undefined ? sql.raw('') : sql`LIMIT ${query.limit}`
  const found = await sessionsWhere(store, sql`${inView} AND ${longEnough}`, sql`e.ts, e.event_id ${limit}`, asking)
  return found.map(({ row }) => row)
}

/** A session with the id of the event that stands for it. */
export interface StandingSession {
  id: number
  row: SessionRow
}

/** Shape: condition on the standing `event e`, and order with its limit → sessions with every witness of each. */
export async function sessionsWhere(store: Store, condition: Sql, order: Sql, asking: Asking = {}): Promise<StandingSession[]> {
  const rows = await store.all(
    sql`SELECT e.event_id AS id, c.value AS client_ip, e.client_port, s.value AS server_ip, e.server_port, p.value AS proto, n.value AS service,
        e.direction, e.ts AS start, e.duration_us, e.client_bytes, e.server_bytes, e.session_state AS state, ${REASON_COLUMNS}
      FROM event e LEFT JOIN ip c ON c.ip_id = e.client_ip LEFT JOIN ip s ON s.ip_id = e.server_ip
        LEFT JOIN text p ON p.text_id = e.proto LEFT JOIN text n ON n.text_id = e.service ${JOIN_REASON}
      WHERE ${condition} ORDER BY ${order}`,
    SESSION,
    asking,
  )
  const answers: StandingSession[] = []
  for (let from = 0; from < rows.length; from += WITNESSES_PER_QUESTION) {
    const portion = rows.slice(from, from + WITNESSES_PER_QUESTION)
    const ids = portion.map(({ id }) => id)
    const seen = await witnessesOf(store, ids, asking)
    answers.push(...portion.map((row) => ({ id: row.id, row: sessionRow(row, seen.get(row.id) ?? []) })))
  }
  return answers
}

/** Shape: standing events → every witness of each, the standing event first. */
async function witnessesOf(store: Store, ids: readonly number[], asking: Asking): Promise<Map<number, Witness[]>> {
  const wanted = sql.join(ids.map((id) => sql`(${id}::UBIGINT)`))
  const rows = await store.all(
    sql`WITH wanted(id) AS (VALUES ${wanted}),
        seen AS (SELECT id, id AS event_id FROM wanted UNION ALL SELECT w.event_id, w.witness_id FROM session_witness w JOIN wanted ON wanted.id = w.event_id)
      SELECT seen.id, s.format, s.sha256 AS evidence, n.value AS label, d.value AS disagrees,
        s.sha256 || '/' || s.member || '/' || e.record || '/' || e.ordinal AS event_key
      FROM seen JOIN event e ON e.event_id = seen.event_id JOIN source s USING (source_id)
        LEFT JOIN text n ON n.text_id = e.name LEFT JOIN text d ON d.text_id = e.sensor_disagrees
      ORDER BY seen.id, seen.event_id <> seen.id, s.format, e.event_id`,
    WITNESS,
    asking,
  )
  const seen = new Map<number, Witness[]>()
  for (const row of rows) seen.set(row.id, [...(seen.get(row.id) ?? []), row])
  return seen
}

function sessionRow(row: RowOf<typeof SESSION>, witnesses: Witness[]): SessionRow {
  const { direction, start, duration_us, state, client_ip, client_port, server_ip, server_port, proto, service } = row
  const durationSeconds = duration_us === null ? null : duration_us / MICROS_PER_SECOND
  const access = reasonOf(row, client_ip)
  const word = state === null ? null : (SESSION_STATES[state] ?? null)
  return {
    ...{ client_ip, client_port, server_ip, server_port, proto, service },
    ...{ client_bytes: row.client_bytes, server_bytes: row.server_bytes },
    direction: DIRECTIONS[direction] ?? 'unknown',
    start: isoFromMicros(start),
    end: duration_us === null ? null : isoFromMicros(start + duration_us),
    duration_s: durationSeconds,
    state: word,
    ladder: ladderRung(word, durationSeconds),
    witnesses: witnesses.map(({ id: _id, ...witness }) => witness),
    verdict: verdictWord(row),
    ...(access === undefined ? {} : { access }),
    event_key: witnesses[0]?.event_key ?? '',
  }
}

/** Whether sessions reached the ports that findings are about: from where, which way, and whether before or after a finding was reported there. */
import { DIRECTIONS, type Direction } from '#contract/event'
import type { Reachability } from '#contract/hosts'
import { isoFromMicros } from '#contract/units'
import { ESTABLISHED_STATES, stateCode, typeCode } from '#main/analysis/codes'
import { COUNT, MICROS, TEXT, type RowOf } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'

/** Clients named one by one. Chosen: who came is what is asked; the others are a pivot away. */
const MOST_CLIENTS = 5

const ROW = {
  host: TEXT,
  port: COUNT,
  proto: TEXT,
  client: TEXT,
  direction: COUNT,
  sessions: COUNT,
  attempts: COUNT,
  before: COUNT,
  first: MICROS,
  last: MICROS,
}
type Reach = RowOf<typeof ROW>

/** The host a finding is about: scans name it as destination, passive discovery as the only side there is. */
export const WEAK_HOST = 'coalesce(e.dst_ip, e.src_ip)'
/** The port a finding is about; NULL where it is about the whole host. */
export const WEAK_PORT = 'nullif(CASE WHEN e.dst_ip IS NULL THEN e.src_port ELSE e.dst_port END, 0)'

const ANSWERED = `e.session_state IN (${ESTABLISHED_STATES.join(', ')})`
const ATTEMPTED = `e.session_state IN (${(['no-answer', 'refused', 'probe'] as const).map(stateCode).join(', ')})`

/** Clients of each endpoint that has findings. */
function question(host: string | undefined) {
  return sql`WITH reported AS MATERIALIZED (SELECT ${sql.raw(WEAK_HOST)} AS ip, ${sql.raw(WEAK_PORT)} AS port, e.proto, min(e.ts) AS ts FROM event e
      WHERE e.type = ${typeCode('vulnerability')} AND ${sql.raw(WEAK_PORT)} IS NOT NULL
        AND (${host ?? null}::VARCHAR IS NULL OR ${sql.raw(WEAK_HOST)} = (SELECT ip_id FROM ip WHERE value = ${host ?? null})) GROUP BY ALL)
    SELECT v.value AS host, e.server_port AS port, coalesce(p.value, 'tcp') AS proto, c.value AS client, e.direction,
      count(*) FILTER (${sql.raw(ANSWERED)}) AS sessions, count(*) FILTER (${sql.raw(ATTEMPTED)}) AS attempts,
      count(*) FILTER (${sql.raw(ANSWERED)} AND e.ts < r.ts) AS before,
      coalesce(min(e.ts) FILTER (${sql.raw(ANSWERED)}), min(e.ts)) AS first, coalesce(max(e.ts) FILTER (${sql.raw(ANSWERED)}), max(e.ts)) AS last
    FROM event e JOIN reported r ON r.ip = e.server_ip AND r.port = e.server_port AND (r.proto IS NULL OR e.proto IS NULL OR r.proto = e.proto)
      JOIN ip v ON v.ip_id = e.server_ip JOIN ip c ON c.ip_id = e.client_ip LEFT JOIN text p ON p.text_id = r.proto
    WHERE (${sql.raw(ANSWERED)} OR ${sql.raw(ATTEMPTED)}) AND e.event_id NOT IN (SELECT witness_id FROM session_witness)
    GROUP BY ALL ORDER BY first, client, direction`
}

const endpointKey = (host: string, port: number, proto: string): string => `${proto}/${host}/${port}`
const sum = (rows: readonly Reach[], of: (row: Reach) => number): number => rows.reduce((total, row) => total + of(row), 0)
const wordOf = (row: Reach): Direction => DIRECTIONS[row.direction] ?? 'unknown'
const fromOutside = (row: Reach): boolean => ['inbound', 'external', 'unknown'].includes(wordOf(row))

const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`

/** WHY never "not reachable": that no session is in the evidence does not say that none could be made. */
function saying(reached: readonly Reach[], attempts: number): string {
  const [first] = reached
  if (first === undefined)
    return attempts > 0
      ? `No session got an answer from this port; ${counted(attempts, 'attempt')} came to nothing.`
      : 'No session to this port is in the evidence; that does not say that it cannot be reached.'
  const [sessions, before] = [sum(reached, (row) => row.sessions), sum(reached, (row) => row.before)]
  const outside = sum(reached.filter(fromOutside), (row) => row.sessions)
  const from = outside === 0 ? 'none from outside' : `${outside} not from inside`
  return `${counted(sessions, 'session')} from ${counted(new Set(reached.map(({ client }) => client)).size, 'client')}, ${from}; ${before} before the first report, ${sessions - before} since.`
}

function summary(rows: readonly Reach[]): Reachability {
  const reached = rows.filter(({ sessions }) => sessions > 0)
  const byDirection: Partial<Record<Direction, number>> = {}
  for (const row of reached) byDirection[wordOf(row)] = (byDirection[wordOf(row)] ?? 0) + row.sessions
  const named = [...reached].sort((a, b) => Number(fromOutside(b)) - Number(fromOutside(a)) || a.first - b.first)
  const [sessions, before, attempts] = [
    sum(reached, (row) => row.sessions),
    sum(reached, (row) => row.before),
    sum(rows, (row) => row.attempts),
  ]
  return {
    ...{ sessions, attempts, by_direction: byDirection, clients: new Set(reached.map(({ client }) => client)).size },
    first_clients: named.slice(0, MOST_CLIENTS).map((row) => ({
      ip: row.client,
      direction: wordOf(row),
      sessions: row.sessions,
      first_ts: isoFromMicros(row.first),
      last_ts: isoFromMicros(row.last),
    })),
    first_ts: reached.length === 0 ? null : isoFromMicros(Math.min(...reached.map(({ first }) => first))),
    last_ts: reached.length === 0 ? null : isoFromMicros(reached.reduce((latest, { last }) => Math.max(latest, last), -Infinity)),
    before_first_report: before,
    after_first_report: sessions - before,
    says: saying(reached, attempts),
  }
}

/**
 * Who reached the ports that findings are about.
 *
 * Shape:  host or all → a function from host, port and protocol to its reachability. A session that several sensors saw counts once.
 */
export async function reachability(
  store: Store,
  host: string | undefined,
  asking: Asking = {},
): Promise<(host: string, port: number, proto: string | null) => Reachability> {
  const byEndpoint = new Map<string, Reach[]>()
  for (const row of await store.all(question(host), ROW, asking)) {
    const key = endpointKey(row.host, row.port, row.proto)
    const rows = byEndpoint.get(key)
    if (rows === undefined) byEndpoint.set(key, [row])
    else rows.push(row)
  }
  return (ip, port, proto) => summary(byEndpoint.get(endpointKey(ip, port, proto ?? 'tcp')) ?? [])
}

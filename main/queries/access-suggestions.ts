/**
 * Accesses to log-in services that sessions show on day after day and that nothing states. They are proposals: none counts before a person
 * adds it. WHY only log-in services: what is open to everybody is no question of access, and a row would make every other visitor suspect.
 */
import type { AccessSuggestion } from '#contract/access'
import { network } from '#contract/query-language/addresses'
import { clauseText } from '#contract/selection'
import { isoFromMicros } from '#contract/units'
import { directionCode } from '#main/analysis/codes'
import { ESTABLISHED, STANDING, TO_LOGIN_SERVICE } from '#main/analysis/contacts'
import { JOIN_VERDICT, verdictCode, VERDICT_OF } from '#main/analysis/verdicts'
import { COUNT, MICROS, TEXT, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'

/** Chosen: the working days of a week; what happens less often is looked at one by one. */
export const LEAST_DAYS = 5
const MOST_SUGGESTIONS = 100

/** Sessions of one service in this time are not learned from, both ends included. */
export interface Barred {
  server_ip: string
  server_port: number
  fromUs: number
  toUs: number
}

/** What may be learned from. */
export interface Learning {
  /** Sessions that begin before; null: all. */
  beforeUs: number | null
  barred: readonly Barred[]
}

const GROUP = {
  client: TEXT,
  family: COUNT,
  clients: COUNT,
  server: TEXT,
  port: COUNT,
  proto: TEXT,
  sessions: COUNT,
  days: COUNT,
  first: MICROS,
  last: MICROS,
}
type Group = RowOf<typeof GROUP>

function notBarred(barred: readonly Barred[]): Sql {
  if (barred.length === 0) return sql.raw('true')
  const rows = sql.join(
    barred.map(
      ({ server_ip, server_port, fromUs, toUs }) =>
        sql`(${server_ip}::VARCHAR, ${server_port}::INTEGER, ${sql.micros(fromUs)}::TIMESTAMP, ${sql.micros(toUs)}::TIMESTAMP)`,
    ),
  )
  return sql`NOT EXISTS (SELECT 1 FROM (VALUES ${rows}) b(server, port, first, last)
    WHERE b.server = t.value AND b.port = e.server_port AND e.ts BETWEEN b.first AND b.last)`
}

/** One client is proposed by its address, several of one segment (/24, IPv6 /64) by that network. */
const question = ({ beforeUs, barred }: Learning): Sql => sql`
  SELECT min(c.value) AS client, c.family, count(DISTINCT e.client_ip) AS clients, t.value AS server, e.server_port AS port, p.value AS proto,
    count(*) AS sessions, count(DISTINCT date_trunc('day', e.ts)) AS days, min(e.ts) AS first, max(e.ts) AS last
  FROM event e ${JOIN_VERDICT} JOIN ip c ON c.ip_id = e.client_ip JOIN ip t ON t.ip_id = e.server_ip JOIN text p ON p.text_id = e.proto
  WHERE ${STANDING} AND ${ESTABLISHED} AND ${TO_LOGIN_SERVICE} AND e.server_port IS NOT NULL AND ${VERDICT_OF} = ${verdictCode('no_statement')}
    AND e.direction NOT IN (${directionCode('outbound')}, ${directionCode('external')})
    AND ${beforeUs === null ? sql.raw('true') : sql`e.ts < ${sql.micros(beforeUs)}`} AND ${notBarred(barred)}
  GROUP BY c.family, c.number // (CASE c.family WHEN 4 THEN 256 ELSE 18446744073709551616 END)::UHUGEINT, t.value, e.server_port, p.value
  HAVING count(DISTINCT date_trunc('day', e.ts)) >= ${LEAST_DAYS}
  ORDER BY days DESC, sessions DESC, server, port, proto, client LIMIT ${MOST_SUGGESTIONS}`

function suggestionOf(group: Group): AccessSuggestion {
  const segment = network(`${group.client}/${group.family === 4 ? 24 : 64}`)?.text ?? group.client
  const source = group.clients === 1 ? group.client : segment
  const [first_ts, last_ts] = [isoFromMicros(group.first), isoFromMicros(group.last)]
  const clients = group.clients === 1 ? 'one client' : `${group.clients} clients`
  return {
    source,
    target: group.server,
    service: `${group.proto}/${group.port}`,
    ...{ sessions: group.sessions, clients: group.clients, days: group.days, first_ts, last_ts },
    because: `${group.sessions} sessions of ${clients} on ${group.days} days from ${first_ts.slice(0, 10)} to ${last_ts.slice(0, 10)}; nobody stated that they may`,
    where: [
      ...[clauseText('client_ip', source), clauseText('server_ip', group.server), clauseText('server_port', group.port)],
      ...[clauseText('proto', group.proto), `ts:[${first_ts} TO ${last_ts}]`],
    ].join(' '),
  }
}

/**
 * Shape: what may be learned from → at most 100 proposals, those seen on most days first.
 * Units: days are calendar days in UTC.
 */
export async function accessSuggestions(store: Store, learning: Learning, asking: Asking = {}): Promise<AccessSuggestion[]> {
  return (await store.all(question(learning), GROUP, asking)).map(suggestionOf)
}

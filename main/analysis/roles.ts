/**
 * Who is client and who server where the sensor could not say: rules tried from the surest down, the deciding one stored.
 *
 * Reads `event_unsettled` and makes `event_open` anew; nothing is updated in place, and `src`/`dst` stay as written.
 */
import { EVENT_COLUMNS } from '#main/store/columns'
import { sql, type Sql } from '#main/store/sql'
import { ESTABLISHED_STATES, confidenceCode, ruleCode, stateCode, typeCode } from './codes'
import { directionSql } from './locality'
import { FIRST_EPHEMERAL_PORT, REGISTERED_SERVICE_PORTS } from './service-ports'

/** Two sensors see the same session when their intervals overlap within this. */
export const SAME_SESSION_SLACK_SECONDS = 2
/** Distinct peers on one side's port before fan-in decides; chosen: three peers are no coincidence of one client. */
const FAN_IN_PEERS = 3

/** Addresses that the open question is about; every other table is cut to these first. */
const CONCERNED = `CREATE TEMP TABLE concerned AS SELECT src_ip AS ip FROM event_unsettled WHERE src_ip IS NOT NULL
  UNION SELECT dst_ip FROM event_unsettled WHERE dst_ip IS NOT NULL`

/** Endpoints known to listen: a scan or passive discovery named the port, or a handshake to it was answered. */
const LISTENING = `CREATE TEMP TABLE listening AS SELECT DISTINCT ip, port FROM (
  SELECT host_ip AS ip, port FROM fact WHERE kind = 'service'
  UNION ALL SELECT dst_ip, dst_port FROM event_settled WHERE type = ${typeCode('vulnerability')} AND dst_port > 0
  UNION ALL SELECT server_ip, server_port FROM event_settled
    WHERE role_rule = ${ruleCode('handshake')} AND session_state IN (${ESTABLISHED_STATES.join(', ')})
) WHERE port IS NOT NULL AND ip IN (SELECT ip FROM concerned)`

/** Open rows whose session another sensor saw open: that sensor's originator, the longest overlap first. */
const SAME_SESSION = `CREATE TEMP TABLE same_session AS
  SELECT u.event_id, arg_max(s.src_ip = u.src_ip AND s.src_port = u.src_port,
    epoch_us(least(u.ts + to_microseconds(coalesce(u.duration_us, 0)), s.ts + to_microseconds(coalesce(s.duration_us, 0)))) - epoch_us(greatest(u.ts, s.ts))) AS src_is_client
  FROM event_unsettled u JOIN event_settled s ON s.proto = u.proto
    AND least(s.src_ip, s.dst_ip) = least(u.src_ip, u.dst_ip) AND greatest(s.src_ip, s.dst_ip) = greatest(u.src_ip, u.dst_ip)
    AND ((s.src_ip = u.src_ip AND s.src_port = u.src_port AND s.dst_port = u.dst_port) OR (s.src_ip = u.dst_ip AND s.src_port = u.dst_port AND s.dst_port = u.src_port))
    AND s.ts <= u.ts + to_microseconds(coalesce(u.duration_us, 0)) + INTERVAL ${SAME_SESSION_SLACK_SECONDS} SECOND
    AND u.ts <= s.ts + to_microseconds(coalesce(s.duration_us, 0)) + INTERVAL ${SAME_SESSION_SLACK_SECONDS} SECOND
  WHERE s.role_rule = ${ruleCode('handshake')} AND s.session_state <> ${stateCode('none')} AND s.src_ip IN (SELECT ip FROM concerned) AND s.dst_ip IN (SELECT ip FROM concerned)
  GROUP BY u.event_id`

/** How many peers met each endpoint, over the open rows. */
const FAN_IN = `CREATE TEMP TABLE fan_in AS SELECT ip, port, count(DISTINCT peer) AS peers FROM (
  SELECT src_ip AS ip, src_port AS port, dst_ip AS peer FROM event_unsettled UNION ALL SELECT dst_ip, dst_port, src_ip FROM event_unsettled
) WHERE port IS NOT NULL GROUP BY ALL`

const servicePort = (column: string) => `(${column} < 1024 OR ${column} IN (${REGISTERED_SERVICE_PORTS.join(', ')}))`

/** Each rule as (rule, confidence, condition for src = client, condition for dst = client), surest first. */
function verdictSql(): string {
  const ephemeral = (column: string) => `${column} >= ${FIRST_EPHEMERAL_PORT}`
  const rules: [number, number, string, string][] = [
    [ruleCode('same-session'), confidenceCode('high'), 'm.src_is_client', 'NOT m.src_is_client'],
    [
      ruleCode('service-port'),
      confidenceCode('high'),
      'ld.ip IS NOT NULL AND ls.ip IS NULL',
      'ls.ip IS NOT NULL AND ld.ip IS NULL',
    ],
    [
      ruleCode('service-port'),
      confidenceCode('medium'),
      `${servicePort('u.dst_port')} AND NOT ${servicePort('u.src_port')}`,
      `${servicePort('u.src_port')} AND NOT ${servicePort('u.dst_port')}`,
    ],
    [
      ruleCode('ephemeral-port'),
      confidenceCode('medium'),
      `${ephemeral('u.src_port')} AND NOT ${ephemeral('u.dst_port')}`,
      `${ephemeral('u.dst_port')} AND NOT ${ephemeral('u.src_port')}`,
    ],
    [
      ruleCode('fan-in'),
      confidenceCode('low'),
      `fd.peers >= ${FAN_IN_PEERS} AND coalesce(fs.peers, 0) < fd.peers`,
      `fs.peers >= ${FAN_IN_PEERS} AND coalesce(fd.peers, 0) < fs.peers`,
    ],
  ]
  const pick = (value: (rule: [number, number, string, string], flip: boolean) => string) =>
    rules.map((rule) => `WHEN ${rule[2]} THEN ${value(rule, false)} WHEN ${rule[3]} THEN ${value(rule, true)}`).join(' ')
  return `SELECT u.event_id,
      CASE ${pick(([code]) => String(code))} ELSE ${ruleCode('arrow')} END AS rule,
      CASE ${pick(([, sure]) => String(sure))} ELSE ${confidenceCode('low')} END AS sure,
      CASE ${pick((_, flip) => String(flip))} ELSE false END AS flip
    FROM event_unsettled u
      LEFT JOIN same_session m ON m.event_id = u.event_id
      LEFT JOIN listening ls ON ls.ip = u.src_ip AND ls.port = u.src_port LEFT JOIN listening ld ON ld.ip = u.dst_ip AND ld.port = u.dst_port
      LEFT JOIN fan_in fs ON fs.ip = u.src_ip AND fs.port = u.src_port LEFT JOIN fan_in fd ON fd.ip = u.dst_ip AND fd.port = u.dst_port`
}

/** Columns of a flipped row: the measure of the other side. */
const SWAPPED: Record<string, string> = {
  client_ip: 'CASE WHEN v.flip THEN u.dst_ip ELSE u.src_ip END',
  client_port: 'CASE WHEN v.flip THEN u.dst_port ELSE u.src_port END',
  server_ip: 'CASE WHEN v.flip THEN u.src_ip ELSE u.dst_ip END',
  server_port: 'CASE WHEN v.flip THEN u.src_port ELSE u.dst_port END',
  client_bytes: 'CASE WHEN v.flip THEN u.server_bytes ELSE u.client_bytes END',
  server_bytes: 'CASE WHEN v.flip THEN u.client_bytes ELSE u.server_bytes END',
  client_pkts: 'CASE WHEN v.flip THEN u.server_pkts ELSE u.client_pkts END',
  server_pkts: 'CASE WHEN v.flip THEN u.client_pkts ELSE u.server_pkts END',
  role_rule: 'v.rule::UTINYINT',
  role_confidence: 'v.sure::UTINYINT',
}

/** Shape: statements that make `event_open` anew from `event_unsettled`, in time order. */
export function roleStatements(homeStated: boolean): Sql[] {
  const columns = Object.keys(EVENT_COLUMNS)
  const read = columns.map((column) => `${SWAPPED[column] ?? `u.${column}`} AS ${column}`).join(', ')
  const directed = columns
    .map((column) => (column === 'direction' ? `${directionSql('client_ip', 'server_ip', homeStated)} AS direction` : column))
    .join(', ')
  const temporary = ['concerned', 'listening', 'same_session', 'fan_in']
  return [
    ...temporary.map((table) => sql`DROP TABLE IF EXISTS ${sql.raw(table)}`),
    ...[CONCERNED, LISTENING, SAME_SESSION, FAN_IN].map((text) => sql`${sql.raw(text)}`),
    sql`DELETE FROM event_open`,
    sql`INSERT INTO event_open SELECT ${sql.raw(directed)} FROM (
      SELECT ${sql.raw(read)} FROM event_unsettled u JOIN (${sql.raw(verdictSql())}) v ON v.event_id = u.event_id
    ) ORDER BY ts, event_id`,
    ...temporary.map((table) => sql`DROP TABLE IF EXISTS ${sql.raw(table)}`),
  ]
}

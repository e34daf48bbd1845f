/** Log-ins over SSH that failed or succeeded, by client; in SQL. */
import { DIRECTIONS } from '#contract/event'
import { directionCode, typeCode } from '#main/analysis/codes'
import { COUNT, list, MICROS, TEXT, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import { ESTABLISHED, STANDING } from './flows'

export interface GuessLimits {
  leastFailures: number
  windowUs: number
  leastBeforeSuccess: number
  successUs: number
  leastBrief: number
  briefUs: number
}

/** What the filter and the statements call a log-in over SSH. */
export const SSH_NAMES_CLAUSE = '(name:SSHD-* OR name:Zeek-SSH_Login_*) type:(login OR login-failure)'
const SSH_LOGIN = sql.raw(`e.type IN (${typeCode('login')}, ${typeCode('login-failure')}) AND e.name IN (
  SELECT text_id FROM text WHERE value LIKE 'SSHD-%' OR value LIKE 'Zeek-SSH\\_Login\\_%' ESCAPE '\\')`)
/** Records that sshd writes beside the failure itself; counted they would double it. */
const BESIDE = sql.raw(`e.name IN (SELECT text_id FROM text WHERE value IN ('SSHD-Invalid_User', 'SSHD-PAM_Failure'))`)
const OUTSIDE = sql.raw(`max(direction NOT IN (${directionCode('internal')}, ${directionCode('outbound')}))`)

export const GUESSING = {
  client: TEXT,
  failures: COUNT,
  most: COUNT,
  users: COUNT,
  servers: list(TEXT),
  outside: COUNT,
  successes: COUNT,
  entered: list(TEXT),
  format: TEXT,
  first: MICROS,
  last: MICROS,
  records: COUNT,
}
export type Guessing = RowOf<typeof GUESSING>

/** Shape: limits → one row per client that guessed or got in after failing. Sensors are counted each for itself; the one that saw most speaks. */
export function guessingQuestion(limits: GuessLimits): Sql {
  return sql`WITH tried AS MATERIALIZED (SELECT e.client_ip, e.server_ip, e.ts, e.user_name, e.direction, s.format, (e.type = ${typeCode('login')})::UTINYINT AS success
    FROM event e JOIN source s USING (source_id) WHERE e.client_ip IS NOT NULL AND ${SSH_LOGIN} AND NOT ${BESIDE}),
  counted AS (SELECT *, sum(1 - success) OVER (PARTITION BY client_ip, format ORDER BY ts RANGE BETWEEN to_microseconds(${limits.windowUs}) PRECEDING AND CURRENT ROW) AS recent,
      sum(1 - success) OVER (PARTITION BY client_ip, format ORDER BY ts RANGE BETWEEN to_microseconds(${limits.successUs}) PRECEDING AND CURRENT ROW) AS before
    FROM tried),
  per_sensor AS (SELECT client_ip, format, sum(1 - success)::BIGINT AS failures, max(recent)::BIGINT AS most, count(DISTINCT user_name) AS users,
      (${OUTSIDE})::UTINYINT AS outside, count(*) FILTER (success = 1 AND before >= ${limits.leastBeforeSuccess}) AS successes,
      list(DISTINCT server_ip) AS server_ids, min(ts) AS first, max(ts) AS last
    FROM counted GROUP BY client_ip, format
    HAVING max(recent) >= ${limits.leastFailures} OR count(*) FILTER (success = 1 AND before >= ${limits.leastBeforeSuccess}) > 0),
  chosen AS (SELECT * FROM per_sensor QUALIFY row_number() OVER (PARTITION BY client_ip ORDER BY successes DESC, failures DESC, format) = 1),
  entered AS (SELECT c.client_ip, list(coalesce(u.value, '?') || ' at ' || strftime(c.ts, '%Y-%m-%dT%H:%M:%SZ') ORDER BY c.ts, u.value)[1:20] AS entered
    FROM counted c JOIN chosen h ON h.client_ip = c.client_ip AND h.format = c.format LEFT JOIN text u ON u.text_id = c.user_name
    WHERE c.success = 1 AND c.before >= ${limits.leastBeforeSuccess} GROUP BY c.client_ip),
  shown AS (SELECT e.client_ip, count(*) AS records FROM event e JOIN chosen h ON h.client_ip = e.client_ip AND e.ts BETWEEN h.first AND h.last
    WHERE ${SSH_LOGIN} GROUP BY e.client_ip)
  SELECT i.value AS client, h.failures, h.most, h.users, h.outside, h.successes, coalesce(n.entered, []) AS entered, h.format, h.first, h.last, w.records,
    (SELECT coalesce(list(v.value ORDER BY v.number), [])[1:20] FROM ip v WHERE list_contains(h.server_ids, v.ip_id)) AS servers
  FROM chosen h JOIN ip i ON i.ip_id = h.client_ip JOIN shown w ON w.client_ip = h.client_ip LEFT JOIN entered n ON n.client_ip = h.client_ip
  ORDER BY client`
}

export const BRIEF = {
  client: TEXT,
  server: TEXT,
  port: COUNT,
  sessions: COUNT,
  most: COUNT,
  direction: COUNT,
  first: MICROS,
  last: MICROS,
  records: COUNT,
}
export type Brief = RowOf<typeof BRIEF>
export const directionOfBrief = ({ direction }: Brief) => DIRECTIONS[direction] ?? 'unknown'

/** Shape: limits → pairs with many short sessions on an SSH service in a while: what guessing looks like where no log-in log was kept. */
export function briefQuestion(limits: GuessLimits): Sql {
  const brief = sql`${ESTABLISHED} AND e.duration_us < ${limits.briefUs} AND e.client_bytes > 0 AND e.server_bytes > 0
    AND (e.server_port = 22 OR e.service IN (SELECT text_id FROM text WHERE value = 'ssh'))`
  return sql`WITH brief AS MATERIALIZED (SELECT e.* FROM event e WHERE ${STANDING} AND ${brief}),
  counted AS (SELECT client_ip, server_ip, server_port, direction, ts,
      count(*) OVER (PARTITION BY client_ip, server_ip, server_port ORDER BY ts RANGE BETWEEN to_microseconds(${limits.windowUs}) PRECEDING AND CURRENT ROW) AS recent FROM brief),
  pair AS (SELECT client_ip, server_ip, server_port, max(direction) AS direction, count(*) AS sessions, max(recent) AS most, min(ts) AS first, max(ts) AS last
    FROM counted GROUP BY ALL HAVING max(recent) >= ${limits.leastBrief}),
  shown AS (SELECT e.client_ip, e.server_ip, e.server_port, count(*) AS records FROM event e JOIN pair p ON p.client_ip = e.client_ip
      AND p.server_ip = e.server_ip AND p.server_port = e.server_port AND e.ts BETWEEN p.first AND p.last
    WHERE ${ESTABLISHED} AND e.duration_us < ${limits.briefUs} AND e.client_bytes > 0 AND e.server_bytes > 0 GROUP BY ALL)
  SELECT c.value AS client, v.value AS server, p.server_port AS port, p.sessions, p.most, p.direction, p.first, p.last, w.records
  FROM pair p JOIN shown w USING (client_ip, server_ip, server_port) JOIN ip c ON c.ip_id = p.client_ip JOIN ip v ON v.ip_id = p.server_ip
  ORDER BY client, server, port`
}

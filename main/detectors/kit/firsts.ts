/** What was seen for the first time although its source had been covered for a while before; in SQL. */
import { directionCode, typeCode } from '#main/analysis/codes'
import { COUNT, list, MICROS, nullable, TEXT, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import { daysSql } from './first-cover'
import { ESTABLISHED, STANDING, TO_LOGIN_SERVICE } from './flows'

export const RELATIONS = {
  server: TEXT,
  port: COUNT,
  proto: nullable(TEXT),
  peers: COUNT,
  clients: list(TEXT),
  outside: COUNT,
  keys: list(TEXT),
  first: MICROS,
  last: MICROS,
}
export type Relations = RowOf<typeof RELATIONS>

/** Shape: days that are ready, most listed → log-in services with clients that had never been there before, with the first session of each. */
export function relationsQuestion(ready: Sql, most: number): Sql {
  return sql`WITH ${ready},
  met AS (SELECT e.client_ip, e.server_ip, e.server_port, e.proto, arg_min(e.event_id, (e.ts, e.event_id)) AS first_id, any_value(e.direction) AS direction FROM event e
    WHERE ${STANDING} AND ${ESTABLISHED} AND ${TO_LOGIN_SERVICE} AND e.client_ip IS NOT NULL AND e.server_ip IS NOT NULL AND e.server_port IS NOT NULL GROUP BY ALL),
  fresh AS (SELECT m.client_ip, m.server_ip, m.server_port, m.proto, m.direction, e.ts, e.event_id, s.sha256 || '/' || s.member || '/' || e.record || '/' || e.ordinal AS key
    FROM met m JOIN event e ON e.event_id = m.first_id JOIN source s USING (source_id) JOIN ready r ON r.kind = 'flow' AND r.day = date_trunc('day', e.ts)),
  /* WHY: an aggregate that sorts holds a buffer for every group; one list that is sorted afterwards does not. */
  met_at AS (SELECT n.server_ip, n.server_port, n.proto, count(*) AS peers, count(*) FILTER (n.direction = ${directionCode('inbound')}) AS outside,
      min(n.ts) AS first, max(n.ts) AS last, list_sort(list({'ts': n.ts, 'number': c.number, 'client': c.value, 'key': n.key}))[1:${most}::BIGINT] AS listed
    FROM fresh n JOIN ip c ON c.ip_id = n.client_ip GROUP BY n.server_ip, n.server_port, n.proto)
  SELECT v.value AS server, m.server_port AS port, t.value AS proto, m.peers, [x.client FOR x IN m.listed] AS clients, m.outside,
    [x.key FOR x IN m.listed] AS keys, m.first, m.last
  FROM met_at m JOIN ip v ON v.ip_id = m.server_ip LEFT JOIN text t ON t.text_id = m.proto ORDER BY server, port, proto`
}

export const LISTENING = {
  server: TEXT,
  port: COUNT,
  proto: nullable(TEXT),
  clients: COUNT,
  first: MICROS,
  last: MICROS,
  records: COUNT,
}
export type Listening = RowOf<typeof LISTENING>

/** Shape: days that are ready, days of the warm-up → services of home hosts that answered for the first time, though the host had been seen answering before. */
export function listeningQuestion(ready: Sql, days: number): Sql {
  return sql`WITH ${ready},
  answered AS (SELECT e.server_ip, e.server_port, e.proto, min(e.ts) AS first, max(e.ts) AS last, count(DISTINCT e.client_ip) AS clients, count(*) AS records
    FROM event e WHERE ${ESTABLISHED} AND e.server_bytes > 0 AND e.server_port > 0 AND (e.server_port < 1024 OR ${TO_LOGIN_SERVICE})
      AND e.server_ip IN (SELECT ip_id FROM ip_home) GROUP BY ALL),
  host AS (SELECT server_ip, min(first) + ${daysSql(days)} AS known FROM answered GROUP BY server_ip)
  SELECT v.value AS server, a.server_port AS port, t.value AS proto, a.clients, a.first, a.last, a.records
  FROM answered a JOIN host h ON h.server_ip = a.server_ip JOIN ip v ON v.ip_id = a.server_ip LEFT JOIN text t ON t.text_id = a.proto
    JOIN ready r ON r.kind = 'flow' AND r.day = date_trunc('day', a.first)
  WHERE a.first >= h.known ORDER BY server, port, proto`
}

export const LOGINS = {
  user: TEXT,
  home: COUNT,
  places: COUNT,
  clients: list(TEXT),
  first: MICROS,
  last: MICROS,
  records: COUNT,
}
export type Logins = RowOf<typeof LOGINS>

/**
 * Shape: days that are ready, days of the warm-up, most listed → users who logged in from addresses for the first time, though the user had been seen logging in before; those from
 *        home and those from elsewhere apart. `records` counts the log-ins from the addresses listed.
 */
export function loginsQuestion(ready: Sql, days: number, most: number): Sql {
  return sql`WITH ${ready},
  seen AS (SELECT e.user_name, e.client_ip, arg_min(s.format, (e.ts, e.event_id)) AS format, min(e.ts) AS first, max(e.ts) AS last, count(*) AS records FROM event e JOIN source s USING (source_id)
    WHERE e.type = ${typeCode('login')} AND e.user_name IS NOT NULL AND e.client_ip IS NOT NULL GROUP BY e.user_name, e.client_ip),
  known AS (SELECT user_name, min(first) + ${daysSql(days)} AS known FROM seen GROUP BY user_name),
  fresh AS (SELECT s.*, i.value AS client, (s.client_ip IN (SELECT ip_id FROM ip_home))::UTINYINT AS home FROM seen s JOIN known k USING (user_name)
    JOIN ip i ON i.ip_id = s.client_ip
    JOIN ready r ON r.kind = s.format AND r.day = date_trunc('day', s.first) WHERE s.first >= k.known),
  placed AS (SELECT *, row_number() OVER (PARTITION BY user_name, home ORDER BY first, client) AS place FROM fresh)
  SELECT u.value AS user, p.home, count(*) AS places, list(p.client ORDER BY p.place) FILTER (p.place <= ${most}) AS clients,
    min(p.first) AS first, max(p.last) FILTER (p.place <= ${most}) AS last, sum(p.records) FILTER (p.place <= ${most})::BIGINT AS records
  FROM placed p JOIN text u ON u.text_id = p.user_name GROUP BY u.value, p.home ORDER BY user, home`
}

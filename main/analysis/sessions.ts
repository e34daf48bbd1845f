/** The same connection seen by several sensors is one session: which event stands for it, and who else saw it. */
import { sql, type Sql } from '#main/store/sql'
import { stateCode } from './codes'
import { SAME_SESSION_SLACK_SECONDS } from './roles'

/** Whose measures a merged session takes, best first; flows of other sensors lie between Zeek and TNM. */
const RANK_SQL = `CASE s.format WHEN 'pcap' THEN 0 WHEN 'zeek' THEN 1 WHEN 'tnm' THEN 3 ELSE 2 END`

/** Formats whose events can be flows. */
const FLOW_FORMATS = ['pcap', 'zeek', 'suricata-eve', 'netflow-csv', 'argus-csv', 'tnm']

/** With one sensor there is nothing to merge, and nothing is read. */
const SEVERAL_SENSORS = `(SELECT count(DISTINCT format || '/' || coalesce(sensor, 0)) > 1 FROM source WHERE format IN ('${FLOW_FORMATS.join("', '")}'))`

const SEEN_BY = `s.format || '/' || coalesce(e.sensor, s.sensor, 0)`
const IS_FLOW = `e.session_state > ${stateCode('none')} AND e.client_ip IS NOT NULL AND e.server_ip IS NOT NULL AND e.client_port IS NOT NULL`

/** WHY: two addresses that only one sensor ever saw together need no comparison; most are such, and the rest is small. */
const SHARED_PAIRS = `CREATE TEMP TABLE shared_pair AS SELECT low, high FROM (
    SELECT DISTINCT least(e.client_ip, e.server_ip) AS low, greatest(e.client_ip, e.server_ip) AS high, ${SEEN_BY} AS seen_by
    FROM event e JOIN source s USING (source_id) WHERE ${SEVERAL_SENSORS} AND ${IS_FLOW}
  ) GROUP BY low, high HAVING count(*) > 1`

/** Flow rows of shared pairs, with a rank and the sensor that saw them. A flow is an event that has a session state. */
const FLOWS = `CREATE TEMP TABLE flow AS SELECT e.event_id, e.ts, e.ts + to_microseconds(coalesce(e.duration_us, 0)) AS ts_end, e.proto,
    e.client_ip, e.client_port, e.server_ip, e.server_port, ${RANK_SQL} AS rank, ${SEEN_BY} AS seen_by
  FROM event e JOIN source s USING (source_id) JOIN shared_pair p ON p.low = least(e.client_ip, e.server_ip) AND p.high = greatest(e.client_ip, e.server_ip)
  WHERE ${IS_FLOW}`

/** Each flow's better witness of the same session: lowest rank, then longest overlap, then first. */
const BETTER = `CREATE TEMP TABLE better AS SELECT event_id, better_id FROM (
  SELECT b.event_id, a.event_id AS better_id,
    row_number() OVER (PARTITION BY b.event_id ORDER BY a.rank, least(a.ts_end, b.ts_end) - greatest(a.ts, b.ts) DESC, a.event_id) AS place
  FROM flow b JOIN flow a ON a.proto = b.proto AND least(a.client_ip, a.server_ip) = least(b.client_ip, b.server_ip)
    AND greatest(a.client_ip, a.server_ip) = greatest(b.client_ip, b.server_ip) AND least(a.client_port, a.server_port) = least(b.client_port, b.server_port)
    AND greatest(a.client_port, a.server_port) = greatest(b.client_port, b.server_port) AND a.seen_by <> b.seen_by
    AND (a.rank < b.rank OR (a.rank = b.rank AND a.seen_by < b.seen_by))
    AND a.ts <= b.ts_end + INTERVAL ${SAME_SESSION_SLACK_SECONDS} SECOND AND b.ts <= a.ts_end + INTERVAL ${SAME_SESSION_SLACK_SECONDS} SECOND
) WHERE place = 1`

/** Follows better witnesses up to the best one: three ranks below the best are at most three steps. */
const WITNESSES = `INSERT INTO session_witness
  SELECT coalesce(b3.better_id, b2.better_id, b1.better_id) AS event_id, b1.event_id AS witness_id
  FROM better b1 LEFT JOIN better b2 ON b2.event_id = b1.better_id LEFT JOIN better b3 ON b3.event_id = b2.better_id`

/** Shape: statements that make `session_witness` anew: (standing event, other witness); the standing event is not its own witness row. */
export function sessionStatements(): Sql[] {
  const temporary = ['shared_pair', 'flow', 'better']
  return [
    ...temporary.map((table) => sql`DROP TABLE IF EXISTS ${sql.raw(table)}`),
    ...[SHARED_PAIRS, FLOWS, BETTER].map((text) => sql`${sql.raw(text)}`),
    sql`DELETE FROM session_witness`,
    sql`${sql.raw(WITNESSES)}`,
    ...temporary.map((table) => sql`DROP TABLE IF EXISTS ${sql.raw(table)}`),
  ]
}

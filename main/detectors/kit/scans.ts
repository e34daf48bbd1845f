/** Distinct hosts or ports that one client failed to reach within a while; in SQL. */
import { DIRECTIONS, type Direction } from '#contract/event'
import { COUNT, MICROS, nullable, TEXT, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import { DENIED, ESTABLISHED, FAILED, IN_VAIN } from './flows'

export const SCAN = {
  client: TEXT,
  /** The host, where ports were tried. */
  server: nullable(TEXT),
  /** The port, where hosts were tried. */
  port: nullable(COUNT),
  proto: nullable(TEXT),
  direction: COUNT,
  /** Most distinct targets within the window, and in all. */
  most: COUNT,
  distinct: COUNT,
  attempts: COUNT,
  answered: COUNT,
  first: MICROS,
  last: MICROS,
  records: COUNT,
}
export type Scan = RowOf<typeof SCAN>
export const directionOf = ({ direction }: Scan): Direction => DIRECTIONS[direction] ?? 'unknown'
/** An inside host, whoever it looks for. */
export const isInside = (scan: Scan): boolean => ['internal', 'outbound'].includes(directionOf(scan))

/**
 * Shape: what varies (`server_ip` or `server_port`), least number of distinct ones, window → one row per scan, `records` counting those of every
 *        sensor.
 * WHY:   clients with too few distinct targets in all are dropped before the sliding count, which is dear.
 */
export function scanQuestion(varies: 'server_ip' | 'server_port', least: number, windowUs: number): Sql {
  const target = sql.ref(varies)
  const fixed = sql.ref(varies === 'server_ip' ? 'server_port' : 'server_ip')
  return sql`WITH failed AS MATERIALIZED (SELECT e.client_ip, e.server_ip, e.server_port, e.proto, e.direction, e.ts FROM event e
      WHERE ${IN_VAIN} AND e.client_ip IS NOT NULL AND e.server_ip IS NOT NULL AND e.server_port IS NOT NULL),
  many AS (SELECT client_ip, ${fixed}, proto FROM failed GROUP BY ALL HAVING count(DISTINCT ${target}) >= ${least}),
  sliding AS (SELECT f.*, count(DISTINCT f.${target}) OVER (PARTITION BY f.client_ip, f.${fixed}, f.proto ORDER BY f.ts
      RANGE BETWEEN to_microseconds(${windowUs}) PRECEDING AND CURRENT ROW) AS recent
    FROM failed f JOIN many m ON m.client_ip = f.client_ip AND m.${fixed} = f.${fixed} AND m.proto IS NOT DISTINCT FROM f.proto),
  scan AS (SELECT client_ip, ${fixed}, proto, max(direction) AS direction, max(recent) AS most, count(DISTINCT ${target}) AS n, count(*) AS attempts,
      min(ts) AS first, max(ts) AS last FROM sliding GROUP BY client_ip, ${fixed}, proto HAVING max(recent) >= ${least}),
  shown AS (SELECT s.client_ip, s.${fixed}, s.proto, count(*) FILTER (${FAILED} OR ${DENIED}) AS records,
      count(DISTINCT e.${target}) FILTER (${ESTABLISHED} AND e.server_bytes > 0) AS answered
    FROM scan s JOIN event e ON e.client_ip = s.client_ip AND e.${fixed} = s.${fixed} AND e.proto IS NOT DISTINCT FROM s.proto AND e.ts BETWEEN s.first AND s.last
    WHERE e.server_ip IS NOT NULL AND e.server_port IS NOT NULL GROUP BY ALL)
  SELECT c.value AS client, ${varies === 'server_ip' ? sql`NULL::VARCHAR` : sql`v.value`} AS server,
    ${varies === 'server_ip' ? sql`s.server_port` : sql`NULL::INTEGER`} AS port, t.value AS proto, s.direction, s.most, s.n AS distinct, s.attempts,
    w.answered, s.first, s.last, w.records
  FROM scan s JOIN shown w ON w.client_ip = s.client_ip AND w.${fixed} = s.${fixed} AND w.proto IS NOT DISTINCT FROM s.proto
    JOIN ip c ON c.ip_id = s.client_ip ${varies === 'server_ip' ? sql`` : sql`JOIN ip v ON v.ip_id = s.server_ip`} LEFT JOIN text t ON t.text_id = s.proto
  ORDER BY client, server, port, proto`
}

/** Sessions on services by which people log in, that stand out by what the access register says or by where they came from; in SQL. */
import { directionCode } from '#main/analysis/codes'
import { verdictCode } from '#main/analysis/verdicts'
import { JOIN_REASON, REASON, REASON_COLUMNS } from '#main/queries/verdicts'
import { COUNT, list, MICROS, nullable, TEXT, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import { ESTABLISHED, STANDING, TO_LOGIN_SERVICE } from './flows'

export const LOGIN_SESSION = {
  client: TEXT,
  client_port: nullable(COUNT),
  server: TEXT,
  server_port: COUNT,
  proto: nullable(TEXT),
  service: nullable(TEXT),
  direction: COUNT,
  start: MICROS,
  duration_us: COUNT,
  client_bytes: nullable(COUNT),
  server_bytes: nullable(COUNT),
  state: COUNT,
  met_before: COUNT,
  covered: COUNT,
  ...REASON,
  keys: list(TEXT),
  formats: list(TEXT),
}
export type LoginSession = RowOf<typeof LOGIN_SESSION>

const FROM_OUTSIDE = sql.join([directionCode('inbound'), directionCode('unknown')])
const OUTBOUND = directionCode('outbound')

/**
 * WHY: a row that rests on an address alone is no proof that a client which was never there before may be; what the register does not
 *      authorise is shown whoever it is.
 */
const FIRES = sql`(CASE verdict WHEN ${verdictCode('not_authorised')} THEN true
  WHEN ${verdictCode('authorised')} THEN len(by_address_alone) > 0 AND met_before = 0 AND (direction IN (${FROM_OUTSIDE}) OR (direction <> ${OUTBOUND} AND covered = 1))
  ELSE direction IN (${FROM_OUTSIDE}) OR (direction <> ${OUTBOUND} AND met_before = 0 AND covered = 1) END)`

/** Log-in sessions, whether their client had been at that service before, and whether a warm-up before them is covered by flows. */
export const loginSessionQuestion = (leastUs: number, warmUpUs: number): Sql => sql`
  WITH contact AS MATERIALIZED (SELECT e.*, ${REASON_COLUMNS} FROM event e ${JOIN_REASON} WHERE ${STANDING} AND ${ESTABLISHED} AND ${TO_LOGIN_SERVICE}),
    first_flow AS (SELECT min(ts) AS ts FROM event WHERE session_state > 0),
    met AS (SELECT client_ip, server_ip, server_port, min(ts) AS ts FROM contact GROUP BY ALL),
    chosen AS (SELECT c.*, (met.ts < c.ts)::UTINYINT AS met_before, (first_flow.ts <= c.ts - to_microseconds(${warmUpUs}))::UTINYINT AS covered
      FROM contact c JOIN met ON met.client_ip = c.client_ip AND met.server_ip = c.server_ip AND met.server_port = c.server_port, first_flow
      WHERE c.duration_us >= ${leastUs}),
    firing AS (SELECT * FROM chosen WHERE ${FIRES}),
    witness AS (SELECT event_id, event_id AS seen FROM firing
      UNION ALL SELECT w.event_id, w.witness_id FROM session_witness w JOIN firing USING (event_id)),
    evidence AS (SELECT w.event_id, list(s.sha256 || '/' || s.member || '/' || e.record || '/' || e.ordinal ORDER BY s.format, e.event_id) AS keys,
        list(DISTINCT s.format ORDER BY s.format) AS formats
      FROM witness w JOIN event e ON e.event_id = w.seen JOIN source s USING (source_id) GROUP BY w.event_id)
  SELECT c.value AS client, f.client_port, v.value AS server, f.server_port, p.value AS proto, n.value AS service, f.direction, f.ts AS start,
    f.duration_us, f.client_bytes, f.server_bytes, f.session_state AS state, f.met_before, f.covered,
    f.verdict, f.clause, f.access_row, f.access_source, f.access_target, f.access_service, f.access_hours, f.access_zone, f.attested_by, f.by_address_alone,
    evidence.keys, evidence.formats
  FROM firing f JOIN evidence USING (event_id) JOIN ip c ON c.ip_id = f.client_ip JOIN ip v ON v.ip_id = f.server_ip
    LEFT JOIN text p ON p.text_id = f.proto LEFT JOIN text n ON n.text_id = f.service
  ORDER BY f.ts, f.event_id`

import { DIRECTIONS, ROLE_CONFIDENCES, ROLE_RULES, SESSION_STATES } from '#contract/event'
import { VERDICTS } from '#contract/detections'
import { JOIN_VERDICT, VERDICT_OF } from '#main/analysis/verdicts'
import { wordOf } from '#main/store/views'
import type { Relation } from './relation'

export const sessions: Relation = {
  name: 'sessions',
  doc: 'One row per connection, merged across the sensors that saw it; measures of the best witness, roles of the surest.',
  columns: {
    event_key: ['VARCHAR', 'Key of the event that stands for the session.'],
    ts: ['TIMESTAMP', 'Start, UTC.'],
    ts_end: ['TIMESTAMP', 'End, UTC; null where no witness has one.'],
    duration_s: ['DOUBLE', 'Measured seconds.'],
    client_ip: ['VARCHAR', 'Who began.'],
    client_port: ['USMALLINT', 'Port of the client.'],
    server_ip: ['VARCHAR', 'Who was asked.'],
    server_port: ['USMALLINT', 'Port of the server.'],
    proto: ['VARCHAR', 'tcp, udp, …'],
    service: ['VARCHAR', 'Application protocol, where known.'],
    direction: ['VARCHAR', 'inbound, outbound, internal, external or unknown.'],
    role_rule: ['VARCHAR', 'Which rule decided client and server.'],
    role_confidence: ['VARCHAR', 'low, medium or high.'],
    client_bytes: ['UBIGINT', 'Payload bytes the client sent.'],
    server_bytes: ['UBIGINT', 'Payload bytes the server sent.'],
    state: ['VARCHAR', 'no-answer, refused, probe, open, complete, half-closed, aborted or one-sided.'],
    label: ['VARCHAR', 'Name the standing sensor gave it; a length in it is a claim.'],
    verdict: ['VARCHAR', 'What the access register says: authorised, not_authorised or no_statement.'],
    formats: ['VARCHAR[]', 'Formats of the witnesses, sorted.'],
    witnesses: ['UBIGINT', 'Events that saw this session.'],
  },
  from: {
    select: `
      WITH seen AS (SELECT w.event_id, list(DISTINCT s.format ORDER BY s.format) AS formats, count(*) AS n
        FROM (SELECT event_id, witness_id FROM session_witness UNION ALL SELECT DISTINCT event_id, event_id FROM session_witness) w
          JOIN event e ON e.event_id = w.witness_id JOIN source s USING (source_id) GROUP BY w.event_id)
      SELECT s.sha256 || '/' || s.member || '/' || e.record || '/' || e.ordinal AS event_key,
        e.ts, e.ts + to_microseconds(e.duration_us) AS ts_end, e.duration_us / 1e6 AS duration_s,
        c.value AS client_ip, e.client_port, d.value AS server_ip, e.server_port, p.value AS proto, a.value AS service,
        ${wordOf('e.direction', DIRECTIONS)} AS direction, ${wordOf('e.role_rule', ROLE_RULES)} AS role_rule,
        ${wordOf('e.role_confidence', ROLE_CONFIDENCES)} AS role_confidence, e.client_bytes, e.server_bytes,
        ${wordOf('e.session_state', SESSION_STATES)} AS state, n.value AS label,
        ${wordOf(VERDICT_OF.text, VERDICTS)} AS verdict,
        coalesce(seen.formats, [s.format]) AS formats, coalesce(seen.n, 1)::UBIGINT AS witnesses
      FROM event e JOIN source s USING (source_id) LEFT JOIN seen ON seen.event_id = e.event_id
        LEFT JOIN ip c ON c.ip_id = e.client_ip LEFT JOIN ip d ON d.ip_id = e.server_ip LEFT JOIN text p ON p.text_id = e.proto
        LEFT JOIN text a ON a.text_id = e.service LEFT JOIN text n ON n.text_id = e.name
        ${JOIN_VERDICT.text}
      WHERE e.session_state > 0 AND e.event_id NOT IN (SELECT witness_id FROM session_witness)`,
  },
}

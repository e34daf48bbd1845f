import { ESTABLISHED_STATES } from '#main/analysis/codes'
import { OPEN_PORT_FORMATS } from '#main/analysis/open-ports'
import { DATED, type Relation } from './relation'

export const services: Relation = {
  name: 'services',
  doc: 'Ports that answered a session, and ports that a scan found, side by side.',
  columns: {
    host: ['VARCHAR', 'Address of the server.'],
    port: ['USMALLINT', 'Its port.'],
    proto: ['VARCHAR', 'tcp, udp, …'],
    service: ['VARCHAR', 'Application protocol, where a sensor or a scan names it.'],
    observed: ['UBIGINT', 'Events of sessions that got an answer; a session that two sensors saw counts twice.'],
    scanned: ['BOOLEAN', 'Whether a scan found it.'],
    ...DATED,
  },
  from: {
    select: `
      WITH seen AS (
        SELECT e.server_ip AS ip, e.server_port AS port, e.proto, e.service, 1 AS observed, false AS scanned, e.source_id, e.ts
          FROM event e WHERE e.session_state IN (${ESTABLISHED_STATES.join(', ')})
        UNION ALL SELECT e.dst_ip, e.dst_port, e.proto, e.service, 0, true, e.source_id, e.ts
          FROM event e JOIN source s USING (source_id) WHERE s.format IN (${OPEN_PORT_FORMATS}) AND e.dst_port > 0)
      SELECT i.value AS host, seen.port, coalesce(p.value, 'tcp') AS proto, min(v.value) AS service, sum(observed)::UBIGINT AS observed,
        bool_or(scanned) AS scanned, string_agg(DISTINCT s.format, ', ' ORDER BY s.format) AS source, min(ts) AS first_ts, max(ts) AS last_ts
      FROM seen JOIN ip i ON i.ip_id = seen.ip JOIN source s USING (source_id) LEFT JOIN text p ON p.text_id = seen.proto
        LEFT JOIN text v ON v.text_id = seen.service
      WHERE seen.port IS NOT NULL GROUP BY 1, 2, 3`,
  },
}

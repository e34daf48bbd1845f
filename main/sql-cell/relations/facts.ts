import { DATED, type Relation } from './relation'

const HOST = `coalesce(i.value, f.host)`
const FACTS = `fact f JOIN source s USING (source_id) LEFT JOIN ip i ON i.ip_id = f.host_ip`

export const hostFacts: Relation = {
  name: 'host_facts',
  doc: 'What scans and configuration state of a host, dated. A fact holds at its date; between two dates it is not known.',
  columns: {
    host: ['VARCHAR', 'Address; its name where no address is known.'],
    kind: ['VARCHAR', 'name, os, software, service, mac, user, …'],
    value: ['VARCHAR', 'What is stated.'],
    port: ['USMALLINT', 'Of services.'],
    proto: ['VARCHAR', 'Of services.'],
    ts: ['TIMESTAMP', 'When it was stated, UTC; null where nothing says.'],
    format: ['VARCHAR', 'Format that states it.'],
    evidence: ['VARCHAR', 'SHA-256 of the evidence file.'],
  },
  from: {
    select: `SELECT ${HOST} AS host, f.kind, f.value, f.port, f.proto, f.ts, s.format, s.sha256 AS evidence FROM ${FACTS}`,
  },
}

export const software: Relation = {
  name: 'software',
  doc: 'Software that scans and configuration name on a host.',
  columns: {
    host: ['VARCHAR', 'Address; its name where no address is known.'],
    software: ['VARCHAR', 'As stated, with its version where that is stated.'],
    ...DATED,
  },
  from: {
    select: `SELECT ${HOST} AS host, f.value AS software, string_agg(DISTINCT s.format, ', ' ORDER BY s.format) AS source,
        min(f.ts) AS first_ts, max(f.ts) AS last_ts
      FROM ${FACTS} WHERE f.kind = 'software' GROUP BY ALL`,
  },
}

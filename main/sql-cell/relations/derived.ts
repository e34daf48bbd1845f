import { DATED, type Relation } from './relation'

export const evidence: Relation = {
  name: 'evidence',
  doc: 'The ledger: each evidence file, and each member of an archive, with what was read from it.',
  columns: {
    sha256: ['VARCHAR', 'Of the file’s own bytes.'],
    name: ['VARCHAR', 'As it was added; a member as archive!path.'],
    member_of: ['VARCHAR', 'Of a member: SHA-256 of its archive.'],
    format: ['VARCHAR', 'Format it was read as; null where none claimed it.'],
    status: ['VARCHAR', 'added, unrecognised, failed, cancelled or excluded.'],
    size_bytes: ['UBIGINT', 'Bytes of the file.'],
    zone: ['VARCHAR', 'Zone its times were read in, where they name none.'],
    records: ['UBIGINT', 'Represented and rejected ones.'],
    represented: ['UBIGINT', 'Records that gave an event or a fact.'],
    rejected: ['UBIGINT', 'Records in `rejects`.'],
    structural: ['UBIGINT', 'Headers, blanks, comments; not counted in records.'],
    events: ['UBIGINT', 'Events it gave.'],
    first_ts: ['TIMESTAMP', 'First event, UTC.'],
    last_ts: ['TIMESTAMP', 'Last event, UTC.'],
    added_by: ['VARCHAR', 'Who added it.'],
    added_at: ['TIMESTAMP', 'When, UTC.'],
  },
  from: 'handed',
}

export const hosts: Relation = {
  name: 'hosts',
  doc: 'Every address that takes part in an event or that a scan looked at.',
  columns: {
    ip: ['VARCHAR', 'Address.'],
    names: ['VARCHAR[]', 'Names that evidence gives it, at whatever date.'],
    home: ['BOOLEAN', 'Whether it lies in the home networks of the case.'],
    os: ['VARCHAR', 'As last stated by a scan.'],
    lists: ['VARCHAR[]', 'Asset lists it is in.'],
    events: ['UBIGINT', 'Events it takes part in.'],
    inbound_sessions: ['UBIGINT', 'Sessions to it from outside, each once.'],
    outbound_sessions: ['UBIGINT', 'Sessions from it to outside, each once.'],
    peers: ['UBIGINT', 'Addresses it had a session with.'],
    first_ts: ['TIMESTAMP', 'First event, UTC.'],
    last_ts: ['TIMESTAMP', 'Last event, UTC.'],
  },
  from: 'handed',
}

export const vulnerabilities: Relation = {
  name: 'vulnerabilities',
  doc: 'What scans and passive discovery reported, one row per host, port and plugin.',
  columns: {
    host: ['VARCHAR', 'Address.'],
    port: ['USMALLINT', 'Null for the host as a whole.'],
    proto: ['VARCHAR', 'tcp, udp, …'],
    plugin_id: ['VARCHAR', 'Rule of the scanner.'],
    name: ['VARCHAR', 'What the scanner calls it.'],
    family: ['VARCHAR', 'Family of the rule.'],
    severity: ['UTINYINT', '0 info … 4 critical; the highest that was reported.'],
    cves: ['VARCHAR[]', 'CVE ids, sorted.'],
    sessions: ['UBIGINT', 'Sessions that got an answer from that port.'],
    ...DATED,
  },
  from: 'handed',
}

export const detections: Relation = {
  name: 'detections',
  doc: 'What the detectors found, by the thresholds in force; rank 1 is the most consequential.',
  columns: {
    rank: ['UBIGINT', 'Place in the one ranked list.'],
    detector: ['VARCHAR', 'Id of the detector.'],
    key: ['VARCHAR', 'Stays the same for the same evidence.'],
    severity: ['UTINYINT', '0 info … 4 critical, if it is what it looks like.'],
    score: ['DOUBLE', 'The detector’s own measure, 0 to 1; never decides the rank.'],
    title: ['VARCHAR', 'What it is.'],
    summary: ['VARCHAR', 'One sentence with the counts.'],
    because: ['VARCHAR', 'Why it stands where it stands.'],
    evidence_count: ['UBIGINT', 'Events that its filter shows.'],
    filter: ['VARCHAR', 'The filter that shows them.'],
    dismissed: ['VARCHAR', 'The reason somebody gave to explain it away, or null.'],
    first_ts: ['TIMESTAMP', 'First of its events, UTC.'],
    last_ts: ['TIMESTAMP', 'Last of its events, UTC.'],
  },
  from: 'handed',
}

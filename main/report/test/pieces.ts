/** Pieces of a case for tests of the report: citations, entries, events, sources, a hostile text. */
import type { EventRow } from '#contract/event'
import type { EvidenceSource } from '#contract/evidence'
import type { AggregateCitation, Entry, RowCitation } from '#contract/notebook'

export const SHA = (letter: string) => letter.repeat(64)
export const RAW =
  'Sun Jun 28 17:04:33 - TNM-Long_TCP_Session_60_Minutes[498353]:198.18.20.14:22 -> 203.0.113.5:3701 [u:410233 d:88120]|1246219329|1246223073|3744'
/** Typst markup, HTML, a direction override, a right-to-left script, a control, a character no face draws. */
export const HOSTILE =
  '#set page(fill: red) *bold* <script>alert(1)</script> $x$ `code` \u202egnp.exe \u05d0 \u0007 \u4e2d @label /* x */ "q" \\ [b]'

export const row = (id: string, label: string, more: Partial<RowCitation> = {}): RowCitation => ({
  id,
  label,
  kind: 'row',
  event_key: `${SHA('a')}/-/4/0`,
  sha256: SHA('a'),
  file_name: 'tnm-sessions.log',
  member: '-',
  line: 4,
  byte_offset: 396,
  byte_length: RAW.length + 1,
  bytes_sha256: SHA('b'),
  fields_sha256: SHA('c'),
  raw: RAW,
  summary: 'TNM-Long_TCP_Session_60_Minutes',
  ts: '2009-06-28T20:02:09Z',
  ...more,
})

export const aggregate = (id: string, label: string): AggregateCitation => ({
  id,
  label,
  kind: 'aggregate',
  title: 'Network events on port 22 of the server',
  query: {
    by: ['name'],
    measure: 'count',
    order: 'count',
    selection: {
      clauses: [{ id: '1', source: 'bar', text: 'ip:198.18.20.14 port:22', exclude: false, disabled: false }],
      window: { kind: 'last', seconds: 25 * 86_400 },
    },
  },
  view_version: 1,
  rows_sha256: SHA('d'),
  row_count: 3,
  total: 804,
  frozen: [
    ['TNM-TCP_Session_TimedOut', 573],
    ['TNM-TCP_Session_Short', 230],
    ['TNM-Long_TCP_Session_60_Minutes', 1],
  ],
})

export const entry = (id: string, kind: Entry['kind'], title: string, body: string, more: Partial<Entry> = {}): Entry => ({
  id,
  kind,
  title,
  body,
  tlp: null,
  author: 'R. Vega (3f2a9c01)',
  created_at: '2026-11-20T09:12:00Z',
  changed_at: '2026-11-20T10:00:00Z',
  citations: [],
  control: null,
  removed: false,
  ...more,
})

export const event = (more: Partial<EventRow> = {}): EventRow => ({
  event_id: 4,
  event_key: `${SHA('a')}/-/4/0`,
  ts: '2009-06-28T20:02:09Z',
  ts_end: '2009-06-28T21:04:33Z',
  ts_quality: 'exact',
  type: 'network',
  name: 'TNM-Long_TCP_Session_60_Minutes',
  specificity: 'specific',
  format: 'tnm',
  sensor: 'tnm-border',
  src_ip: '198.18.20.14',
  src_port: 22,
  dst_ip: '203.0.113.5',
  dst_port: 3701,
  client_ip: '203.0.113.5',
  client_port: 3701,
  server_ip: '198.18.20.14',
  server_port: 22,
  role_rule: 'service-port',
  role_confidence: 'high',
  direction: 'inbound',
  proto: 'tcp',
  service: null,
  duration_s: 3744,
  client_bytes: 88_120,
  server_bytes: 410_233,
  client_pkts: null,
  server_pkts: null,
  session_state: 'complete',
  user_name: null,
  host_name: null,
  process_name: null,
  severity: null,
  signature_id: null,
  signature: null,
  outcome: null,
  message: null,
  attrs: {},
  sensor_disagrees: null,
  evidence: SHA('a'),
  line: 4,
  byte_offset: 396,
  byte_length: RAW.length + 1,
  ...more,
})

export const source = (name: string, more: Partial<EvidenceSource> = {}): EvidenceSource => ({
  path: `/evidence/${name}`,
  sha256: SHA('a'),
  size_bytes: 700_930,
  format: 'tnm',
  zone: '-04:00',
  zone_rule: 'solved: the text time is the end of the session in UTC−04:00 in 4 of the first 4 records',
  year: 2009,
  records: 5255,
  represented: 5255,
  rejected: 0,
  structural: 0,
  recovered: 0,
  events: 5255,
  first_ts: '2009-06-05T11:02:31Z',
  last_ts: '2009-07-10T03:56:12Z',
  checks: [{ id: 'tnm-label', level: 'warning', text: 'Labels state a longer session than was measured (3 of 4).', count: 1 }],
  status: 'added',
  name,
  sensor: 'tnm-border',
  added_by: 'R. Vega (3f2a9c01)',
  added_at: '2026-11-20T09:00:00Z',
  options: {},
  excluded_because: null,
  in_place: false,
  ...more,
})

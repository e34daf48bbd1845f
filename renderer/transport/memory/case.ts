/** The made-up case around the events: its name, sources, hosts, notebook. Enough for every view to have something to show. */
import type { CaseInfo } from '#contract/case'
import type { EventRow } from '#contract/event'
import type { EvidenceSource } from '#contract/evidence'
import { HOST_LISTS } from './cells'
import type { MemoryQuestions } from './questions'
import type { AssetList, HostDossier, HostSummary, SessionRow, VulnerabilityRow } from '#contract/hosts'
import { SERVER, SOURCES, shaOf, type SourceName } from './events'

const NAMES: Record<SourceName, [string, string, string]> = {
  snort: ['alert.fast', '+00:00', 'written by the sensor in UTC, stated when it was added'],
  zeek: ['conn.log.gz', 'UTC', 'times are seconds since 1970'],
  tnm: ['tnm.log', '-04:00', 'solved from 604 of 604 records'],
  pvs: ['pvs-export.log', '+00:00', 'stated when it was added'],
  syslog: ['auth.log', '-04:00', 'assumed: the zone of the case'],
}

function sourceOf(source: SourceName, rows: readonly EventRow[]): EvidenceSource {
  const own = rows.filter((row) => row.evidence === shaOf(source))
  const [name, zone, rule] = NAMES[source]
  const rejected = source === 'syslog' ? 2 : 0
  return {
    path: `/evidence/${name}`,
    name,
    sha256: shaOf(source),
    size_bytes: own.length * 140,
    format: own[0]?.format as EvidenceSource['format'],
    zone,
    zone_rule: rule,
    year: source === 'snort' ? 2009 : null,
    records: own.length + rejected,
    represented: own.length,
    rejected,
    structural: source === 'zeek' ? 8 : 0,
    recovered: 0,
    events: own.length,
    first_ts: own[0]?.ts ?? null,
    last_ts: own.at(-1)?.ts ?? null,
    status: 'added',
    sensor: 'sensor-1',
    added_by: 'analyst',
    added_at: '2026-01-05T09:30:00Z',
    options: {},
    excluded_because: null,
    in_place: false,
    checks:
      source === 'tnm'
        ? [{ id: 'label', level: 'warning', text: 'label against measured length', count: 1 }]
        : [{ id: 'order', level: 'ok', text: 'times ascend', count: 0 }],
  }
}

/** Shape: rows → the case they make. */
export function makeCase(questions: MemoryQuestions): CaseInfo {
  const { rows } = questions
  return {
    case_id: '0190a0d0-0000-7000-8000-000000000001',
    name: 'Odd IRC connections',
    path: '/cases/odd-irc-connections.case',
    home_networks: ['198.18.0.0/16'],
    display_zone: 'America/New_York',
    tlp: 'TLP:AMBER',
    evidence: SOURCES.map((source) => sourceOf(source, rows)),
    events: rows.length,
    first_ts: rows[0]?.ts ?? null,
    last_ts: rows.at(-1)?.ts ?? null,
    size_bytes: rows.length * 220,
    revision: 1,
    journal: { head: 'ab12'.repeat(16), operations: 41, repaired: null },
  }
}

const touches = (ip: string) => (row: EventRow) => row.client_ip === ip || row.server_ip === ip

/** Shape: rows → one line per address. */
export function makeHosts(rows: readonly EventRow[]): HostSummary[] {
  const ips = new Set(rows.flatMap((row) => [row.client_ip, row.server_ip]).filter((ip): ip is string => ip !== null))
  return [...ips].map((ip) => {
    const own = rows.filter(touches(ip))
    const vulns = own.filter((row) => row.type === 'vulnerability')
    const bySeverity = Object.fromEntries(
      [0, 1, 2, 3, 4].map((level) => [String(level), vulns.filter((row) => row.severity === level).length]),
    )
    const list = HOST_LISTS[ip]
    return {
      ip,
      names: ip === SERVER ? ['research1.example'] : [],
      home: ip.startsWith('198.18.'),
      events: own.length,
      first_ts: own[0]?.ts ?? null,
      last_ts: own.at(-1)?.ts ?? null,
      lists: list === undefined ? [] : [list],
      vulns_by_severity: bySeverity,
      os: ip === SERVER ? 'Linux 2.6' : null,
      inbound_sessions: own.filter((row) => row.direction === 'inbound').length,
      outbound_sessions: own.filter((row) => row.direction === 'outbound').length,
      peers: new Set(own.map((row) => (row.client_ip === ip ? row.server_ip : row.client_ip))).size,
    }
  })
}

/** Shape: rows, host → its vulnerabilities, one per plugin and scan. */
export function makeVulnerabilities(rows: readonly EventRow[], host?: string): VulnerabilityRow[] {
  return rows
    .filter((row) => row.type === 'vulnerability' && (host === undefined || row.server_ip === host))
    .map((row) => ({
      host: row.server_ip!,
      port: row.server_port,
      proto: 'tcp',
      plugin_id: row.signature_id!,
      name: row.signature!,
      family: 'General',
      severity: row.severity!,
      cves: [],
      source: row.evidence,
      first_ts: row.ts,
      last_ts: row.ts,
    }))
}

type Dated = Pick<HostDossier['services'][number], 'source' | 'first_ts' | 'last_ts'>
function servicesOf(own: readonly EventRow[], ip: string, dated: Dated): HostDossier['services'] {
  const ports = new Set(own.filter((row) => row.server_ip === ip).map((row) => row.server_port))
  return [...ports]
    .filter((port) => port !== null)
    .map((port) => ({
      port,
      proto: 'tcp',
      service: port === 22 ? 'ssh' : null,
      observed: own.filter((row) => row.server_port === port).length,
      scanned: port === 22,
      ...dated,
    }))
}

/** Shape: rows and address → what is known about it, or null. */
export function makeDossier(rows: readonly EventRow[], ip: string): HostDossier | null {
  const summary = makeHosts(rows).find((host) => host.ip === ip)
  if (summary === undefined) return null
  const dated = { source: shaOf('zeek'), first_ts: summary.first_ts, last_ts: summary.last_ts }
  const own = rows.filter(touches(ip))
  const count = (direction: EventRow['direction']) => own.filter((row) => row.direction === direction).length
  const services = servicesOf(own, ip, dated)
  const vulnerabilities = makeVulnerabilities(rows, ip)
  return {
    ip,
    home: summary.home,
    names: summary.names.map((name) => ({ name, ...dated })),
    roles: [{ role: 'server', because: `answers on ${services.length} ports`, ...dated }],
    os: summary.os === null ? [] : [{ os: summary.os, ...dated }],
    lists: summary.lists.map((title) => ({ id: title, title, because: 'port 22 answered' })),
    services,
    vulnerabilities,
    vulns_by_severity: summary.vulns_by_severity,
    users: [],
    software: [],
    facts: [],
    config: [],
    config_topics: [],
    peers: { inbound: count('inbound'), outbound: count('outbound'), internal: count('internal'), external: 0, top: [] },
    sessions: {
      total: own.length,
      inbound: count('inbound'),
      outbound: count('outbound'),
      internal: count('internal'),
      by_ladder: {},
    },
    detections: [],
    coverage: {},
    events: own.length,
    first_ts: summary.first_ts,
    last_ts: summary.last_ts,
  }
}

/** Shape: rows → sessions of the made-up case: every row with a length. */
export function makeSessions(rows: readonly EventRow[]): SessionRow[] {
  return rows
    .filter((row) => row.duration_s !== null)
    .map((row) => ({
      client_ip: row.client_ip,
      client_port: row.client_port,
      server_ip: row.server_ip,
      server_port: row.server_port,
      proto: row.proto,
      service: row.service,
      direction: row.direction,
      start: row.ts,
      end: row.ts_end,
      duration_s: row.duration_s,
      client_bytes: row.client_bytes,
      server_bytes: row.server_bytes,
      state: row.session_state,
      ladder: row.session_state ?? 'unknown',
      verdict: 'no_statement',
      event_key: row.event_key,
      witnesses: [
        {
          format: row.format,
          evidence: row.evidence,
          label: row.name,
          event_key: row.event_key,
          disagrees: row.sensor_disagrees,
        },
      ],
    }))
}

/** Shape: → asset lists of the made-up case. */
export const makeAssets = (): AssetList[] =>
  Object.entries(HOST_LISTS).map(([ip, title]) => ({
    id: title.toLowerCase().replaceAll(' ', '-'),
    title,
    rule: 'a port of the service answered',
    hosts: [{ ip, because: 'a port of the service answered' }],
  }))

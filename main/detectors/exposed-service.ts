/** Services of home hosts that answered sessions from outside, and whether a scan knew of them. */
import { directionCode } from '#main/analysis/codes'
import { OPEN_PORT_FORMATS } from '#main/analysis/open-ports'
import { REGISTERED_SERVICE_PORTS } from '#main/analysis/service-ports'
import { COUNT, MICROS, nullable, TEXT, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import { isoFromMicros } from '#contract/units'
import { defineDetector, type Found } from './kit/detector'
import {
  clauses,
  counted,
  duringClause,
  endpointText,
  ESTABLISHED,
  ESTABLISHED_CLAUSE,
  STANDING,
  TO_LOGIN_SERVICE,
} from './kit/flows'

const PARAMS = {
  leastSessions: { value: 1, unit: 'answered sessions from outside', source: 'chosen: one that got through is enough' },
}

/** Services that hold data or control and are meant for neighbours. Source: IANA registry; which of them: chosen. */
const INNER_PORTS: readonly number[] = [
  ...[111, 135, 137, 139, 389, 445, 512, 513, 514, 631, 636, 873, 1433, 1521, 2049, 2375, 2379, 3306, 5432, 5984, 5985, 5986],
  ...[6000, 6379, 8086, 9200, 9300, 10000, 11211, 27017],
]
/** Services that are there to be reached from outside. Source: IANA registry; which of them: chosen. */
const PUBLIC_PORTS: readonly number[] = [25, 53, 80, 123, 443, 465, 587, 853, 993, 995]

const ROW = {
  server: TEXT,
  port: COUNT,
  proto: nullable(TEXT),
  service: nullable(TEXT),
  login: COUNT,
  sessions: COUNT,
  records: COUNT,
  clients: COUNT,
  first: MICROS,
  last: MICROS,
  /** Last time a scan or passive discovery reported the port. */
  reported: nullable(MICROS),
  /** Last time the host was scanned at all. */
  scanned: nullable(MICROS),
  reporters: nullable(TEXT),
}
type Row = RowOf<typeof ROW>

const SCANS = sql.raw(`(${OPEN_PORT_FORMATS})`)

const question = (least: number): Sql => sql`
  WITH reached AS MATERIALIZED (SELECT e.server_ip, e.server_port, e.proto, max(e.service) AS service, coalesce(bool_or(${TO_LOGIN_SERVICE}), false)::UTINYINT AS login, count(*) FILTER (${STANDING}) AS sessions, count(*) AS records,
      count(DISTINCT e.client_ip) AS clients, min(e.ts) AS first, max(e.ts) AS last
    FROM event e
    WHERE ${ESTABLISHED} AND e.direction = ${directionCode('inbound')} AND e.server_port > 0
      AND (e.server_port < 1024 OR e.server_port IN (${sql.join([...REGISTERED_SERVICE_PORTS])}))
    GROUP BY e.server_ip, e.server_port, e.proto HAVING count(*) FILTER (${STANDING}) >= ${least}),
  looked AS (SELECT e.dst_ip AS ip, e.dst_port AS port, e.ts, s.format FROM event e JOIN source s USING (source_id)
      WHERE s.format IN ${SCANS} AND e.dst_ip IN (SELECT server_ip FROM reached)
    UNION ALL SELECT f.host_ip, f.port, f.ts, s.format FROM fact f JOIN source s USING (source_id)
      WHERE s.format IN ${SCANS} AND f.host_ip IN (SELECT server_ip FROM reached) AND f.kind IN ('service', 'scan-target')),
  known AS (SELECT ip, port, max(ts) AS ts, string_agg(DISTINCT format, ', ' ORDER BY format) AS formats FROM looked WHERE port > 0 GROUP BY ip, port),
  scan AS (SELECT ip, max(ts) AS ts FROM looked WHERE format <> 'nnm-syslog' GROUP BY ip)
  SELECT v.value AS server, r.server_port AS port, p.value AS proto, n.value AS service, r.login, r.sessions, r.records, r.clients, r.first, r.last,
    k.ts AS reported, k.formats AS reporters, c.ts AS scanned
  FROM reached r JOIN ip v ON v.ip_id = r.server_ip LEFT JOIN text p ON p.text_id = r.proto LEFT JOIN text n ON n.text_id = r.service
    LEFT JOIN known k ON k.ip = r.server_ip AND k.port = r.server_port LEFT JOIN scan c ON c.ip = r.server_ip
  ORDER BY server, port, proto`

function kindOf({ port, login }: Row): { severity: number; kind: string } {
  if (INNER_PORTS.includes(port)) return { severity: 3, kind: 'a service meant for neighbours only' }
  if (login === 1) return { severity: 2, kind: 'a service that people log in to' }
  return PUBLIC_PORTS.includes(port)
    ? { severity: 0, kind: 'a service that is usually public' }
    : { severity: 1, kind: 'a service' }
}

/** WHY: a port that answers though a scan of the host did not find it came later, goes to some only, or is hidden. */
function scanOf({ reported, reporters, scanned }: Row): { isMissed: boolean; says: string } {
  if (reported !== null)
    return { isMissed: false, says: `Reported open by ${reporters}, last on ${isoFromMicros(reported).slice(0, 10)}.` }
  if (scanned === null) return { isMissed: false, says: 'The host was not scanned in this evidence.' }
  return { isMissed: true, says: `The scan of ${isoFromMicros(scanned).slice(0, 10)} did not report this port.` }
}

function found(row: Row): Found {
  const { severity, kind } = kindOf(row)
  const scan = scanOf(row)
  const server = endpointText(row.server, row.port)
  const pair = clauses({ server_ip: row.server, server_port: row.port, proto: row.proto })
  return {
    key: `${row.proto ?? 'ip'}/${server}`,
    subject: 'access',
    severity: Math.min(3, severity + (scan.isMissed && severity > 0 ? 1 : 0)),
    consequence: `${kind} answers to outside${scan.isMissed ? ', and the scan of its host did not find it' : ''}`,
    verdict: null,
    score: null,
    title: `${server} answered ${counted(row.sessions, 'session')} from outside`,
    summary: `${counted(row.clients, 'client')}; ${row.service ?? row.proto ?? 'no protocol named'}. ${scan.says}`,
    firstUs: row.first,
    lastUs: row.last,
    evidenceCount: row.records,
    where: `${pair} direction:inbound ${ESTABLISHED_CLAUSE} ${duringClause(row.first, row.last)}`,
    detail: {
      server_ip: row.server,
      server_port: row.port,
      proto: row.proto,
      service: row.service,
      sessions: row.sessions,
      clients: row.clients,
      reported_open_on: row.reported === null ? null : isoFromMicros(row.reported),
      host_scanned_on: row.scanned === null ? null : isoFromMicros(row.scanned),
      scan_missed_it: scan.isMissed,
    },
  }
}

export default defineDetector({
  id: 'exposed-service',
  version: 1,
  title: 'Service that answers to outside',
  params: PARAMS,
  falsePositives: [
    'services that are meant to be public, and log-in services that an owner opened on purpose',
    'home networks that leave out part of the site: neighbours look like outside',
    'sessions that opened a connection and were turned away by the program behind it',
  ],
  sources: ['NNM plugin 14, accepts external connections; the order of services by consequence is chosen'],
  find: async ({ store, params, asking }) => (await store.all(question(params.leastSessions), ROW, asking)).map(found),
  examples: {
    fires: [
      {
        title: 'a database, a log-in service and a web server, reached from outside',
        home: '10.',
        events: `
          ts                    src               dst            proto  session_state  duration
          2024-03-01T08:00:00Z  203.0.113.9:4000  10.0.0.5:3306  tcp    complete       2s
          2024-03-01T08:01:00Z  203.0.113.9:4001  10.0.0.5:22    tcp    complete       2s
          2024-03-01T08:01:00Z  203.0.113.8:4001  10.0.0.5:22    tcp    open           2s
          2024-03-01T08:02:00Z  203.0.113.9:4002  10.0.0.5:80    tcp    complete       2s
          2024-03-01T08:03:00Z  203.0.113.9:4002  10.0.0.5:7000  tcp    complete       2s`,
        expected: [
          { key: 'tcp/10.0.0.5:3306', severity: 3, evidenceCount: 1 },
          { key: 'tcp/10.0.0.5:22', severity: 2, evidenceCount: 2 },
          { key: 'tcp/10.0.0.5:7000', severity: 1, evidenceCount: 1 },
          { key: 'tcp/10.0.0.5:80', severity: 0, evidenceCount: 1 },
        ],
      },
    ],
    silent: [
      {
        title: 'from inside, outward, or without an answer',
        home: '10.',
        events: `
          ts                    src               dst               proto  session_state  duration
          2024-03-01T08:00:00Z  10.0.0.9:4000     10.0.0.5:3306     tcp    complete       2s
          2024-03-01T08:01:00Z  10.0.0.5:4001     203.0.113.9:22    tcp    complete       2s
          2024-03-01T08:02:00Z  203.0.113.9:4002  10.0.0.5:22       tcp    refused        0s`,
      },
    ],
  },
})

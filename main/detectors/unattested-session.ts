/** Established sessions on services by which people log in, that nothing authorises: the quiet answer, one detection per session. */
import { DIRECTIONS, SESSION_STATES, type Direction } from '#contract/event'
import { isoFromMicros, MICROS_PER_SECOND } from '#contract/units'
import { directionCode } from '#main/analysis/codes'
import { COUNT, list, MICROS, nullable, TEXT, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import { defineDetector, type Found } from './kit/detector'
import { endpointText, ESTABLISHED, keysClause, lengthText, NARROW_PORTS, STANDING, TO_LOGIN_SERVICE } from './kit/flows'

const PARAMS = {
  leastSeconds: { value: 60, unit: 's', source: 'chosen: a log-in that failed is over sooner' },
  warmUpDays: { value: 7, unit: 'd', source: 'chosen: a week holds working days and a week-end' },
}

const ROW = {
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
  keys: list(TEXT),
  formats: list(TEXT),
}
type Row = RowOf<typeof ROW>

const FROM_OUTSIDE = [directionCode('inbound'), directionCode('unknown')]

/** Log-in sessions, whether their client had been at that service before, and whether a warm-up before them is covered by flows. */
const question = (leastUs: number, warmUpUs: number): Sql => sql`
  WITH contact AS MATERIALIZED (SELECT e.* FROM event e WHERE ${STANDING} AND ${ESTABLISHED} AND ${TO_LOGIN_SERVICE}),
    first_flow AS (SELECT min(ts) AS ts FROM event WHERE session_state > 0),
    met AS (SELECT client_ip, server_ip, server_port, min(ts) AS ts FROM contact GROUP BY ALL),
    chosen AS (SELECT c.*, (met.ts < c.ts)::UTINYINT AS met_before, (first_flow.ts <= c.ts - to_microseconds(${warmUpUs}))::UTINYINT AS covered
      FROM contact c JOIN met ON met.client_ip = c.client_ip AND met.server_ip = c.server_ip AND met.server_port = c.server_port, first_flow
      WHERE c.duration_us >= ${leastUs} AND c.direction <> ${directionCode('outbound')}),
    firing AS (SELECT * FROM chosen WHERE direction IN (${sql.join(FROM_OUTSIDE)}) OR (met_before = 0 AND covered = 1)),
    witness AS (SELECT event_id, event_id AS seen FROM firing
      UNION ALL SELECT w.event_id, w.witness_id FROM session_witness w JOIN firing USING (event_id)),
    evidence AS (SELECT w.event_id, list(s.sha256 || '/' || s.member || '/' || e.record || '/' || e.ordinal ORDER BY s.format, e.event_id) AS keys,
        list(DISTINCT s.format ORDER BY s.format) AS formats
      FROM witness w JOIN event e ON e.event_id = w.seen JOIN source s USING (source_id) GROUP BY w.event_id)
  SELECT c.value AS client, f.client_port, v.value AS server, f.server_port, p.value AS proto, n.value AS service, f.direction, f.ts AS start,
    f.duration_us, f.client_bytes, f.server_bytes, f.session_state AS state, f.met_before, f.covered, evidence.keys, evidence.formats
  FROM firing f JOIN evidence USING (event_id) JOIN ip c ON c.ip_id = f.client_ip JOIN ip v ON v.ip_id = f.server_ip
    LEFT JOIN text p ON p.text_id = f.proto LEFT JOIN text n ON n.text_id = f.service
  ORDER BY f.ts, f.event_id`

type Peer = 'new' | 'seen-before' | 'unknown-before'

/** Shape: what is known → whether the client was new to the service; unknown where the evidence begins too late to tell. */
function peerOf({ met_before, covered }: Row): Peer {
  if (met_before === 1) return 'seen-before'
  return covered === 1 ? 'new' : 'unknown-before'
}

function consequenceOf(direction: Direction, port: number, entered: boolean): { severity: number; consequence: string } {
  const service = NARROW_PORTS.includes(port) ? 'a service that people log in to' : 'a service that gives control of the host'
  if (direction === 'inbound') return { severity: 3, consequence: `a session from outside on ${service}` }
  if (direction === 'unknown')
    return { severity: 2, consequence: `a session on ${service}, from inside or outside cannot be told without home networks` }
  if (entered)
    return { severity: 3, consequence: `the first session on ${service} from a host that was entered from outside before` }
  return { severity: 1, consequence: `the first session of this peer on ${service}` }
}

const PEER_WORDS: Record<Peer, (client: string) => string> = {
  new: (client) => `${client} was never seen on this service before`,
  'seen-before': (client) => `${client} was seen on this service before`,
  'unknown-before': (client) => `the evidence begins too late to tell whether ${client} was on this service before`,
}

function found(row: Row, entered: boolean): Found {
  const direction = DIRECTIONS[row.direction] ?? 'unknown'
  const peer = peerOf(row)
  const seconds = row.duration_us / MICROS_PER_SECOND
  const client = endpointText(row.client, row.client_port)
  const server = endpointText(row.server, row.server_port)
  return {
    key: `${row.proto ?? 'ip'}/${client}/${server}/${isoFromMicros(row.start)}`,
    subject: 'access',
    ...consequenceOf(direction, row.server_port, entered),
    verdict: 'no_statement',
    score: null,
    title: `${row.client} held a session of ${lengthText(seconds)} on ${server}`,
    summary: `${row.service ?? row.proto ?? 'Session'}, ${direction}: ${PEER_WORDS[peer](row.client)}. A flow shows a session, not who logged in.`,
    firstUs: row.start,
    lastUs: row.start + row.duration_us,
    evidenceCount: row.keys.length,
    where: keysClause(row.keys),
    detail: {
      client_ip: row.client,
      client_port: row.client_port,
      server_ip: row.server,
      server_port: row.server_port,
      proto: row.proto,
      service: row.service,
      direction,
      duration_s: seconds,
      client_bytes: row.client_bytes,
      server_bytes: row.server_bytes,
      state: SESSION_STATES[row.state],
      peer,
      client_entered_before: entered,
      verdict: 'no_statement',
      seen_by: row.formats,
    },
  }
}

/** Shape: rows in order of time → findings; a host counts as entered from the first session from outside on. */
function foundInOrder(rows: readonly Row[]): Found[] {
  const entered = new Set<string>()
  return rows.map((row) => {
    const one = found(row, entered.has(row.client))
    if (row.direction === directionCode('inbound')) entered.add(row.server)
    return one
  })
}

export default defineDetector({
  id: 'unattested-session',
  version: 1,
  title: 'Session on a log-in service that nothing authorises',
  params: PARAMS,
  falsePositives: [
    'people who work from outside and are nowhere stated to do so',
    'backup, monitoring and deployment from a host that was set up lately',
    'an address that a provider or DHCP changed: the same person looks like a new peer',
    'a log-in prompt that nobody answered and that the server let stand',
  ],
  sources: ['chosen: consequence before volume; an intruder who logs in makes one quiet session', 'ports: IANA registry'],
  find: async ({ store, params, asking }) => {
    const leastUs = params.leastSeconds * MICROS_PER_SECOND
    const warmUpUs = params.warmUpDays * 86_400 * MICROS_PER_SECOND
    return foundInOrder(await store.all(question(leastUs, warmUpUs), ROW, asking))
  },
  examples: {
    fires: [
      {
        title: 'one quiet session from outside among many refused ones',
        home: '198.18.',
        events: `
          ts                    src                 dst               proto  session_state  duration
          2009-06-10T02:00:00Z  203.0.113.9:4001    198.18.20.5:22    tcp    refused        0s
          2009-06-10T02:00:05Z  203.0.113.9:4002    198.18.20.5:22    tcp    refused        0s
          2009-06-10T02:31:14Z  192.0.2.8:2455      198.18.20.5:22    tcp    complete       71s`,
        expected: [
          {
            key: 'tcp/192.0.2.8:2455/198.18.20.5:22/2009-06-10T02:31:14Z',
            subject: 'access',
            severity: 3,
            verdict: 'no_statement',
          },
        ],
      },
      {
        title: 'an inside host that reaches a server for the first time, after a week in which it did not',
        home: '198.18.',
        events: `
          ts                    src                 dst               proto  session_state  duration
          2009-06-01T08:00:00Z  198.18.30.1:40000   198.18.20.5:22    tcp    complete       20m
          2009-06-09T08:00:00Z  198.18.30.1:40001   198.18.20.5:22    tcp    complete       20m
          2009-06-10T03:00:00Z  198.18.31.7:40002   198.18.20.5:22    tcp    complete       5m`,
        expected: [{ key: 'tcp/198.18.31.7:40002/198.18.20.5:22/2009-06-10T03:00:00Z', severity: 1 }],
      },
      {
        title: 'an inside host that was entered from outside goes on to another',
        home: '198.18.',
        events: `
          ts                    src                 dst               proto  session_state  duration
          2009-06-01T08:00:00Z  198.18.30.1:40000   198.18.20.6:22    tcp    complete       20m
          2009-06-10T03:00:00Z  192.0.2.8:40002     198.18.20.5:22    tcp    complete       5m
          2009-06-10T04:00:00Z  198.18.20.5:40002   198.18.20.6:22    tcp    complete       5m`,
        expected: [
          { key: 'tcp/192.0.2.8:40002/198.18.20.5:22/2009-06-10T03:00:00Z', severity: 3 },
          { key: 'tcp/198.18.20.5:40002/198.18.20.6:22/2009-06-10T04:00:00Z', severity: 3 },
        ],
      },
      {
        title: 'without home networks the direction is unknown and the consequence said to be so',
        events: `
          ts                    src                 dst               proto  session_state  duration
          2009-06-10T02:31:14Z  192.0.2.8:2455      198.18.20.5:3389  tcp    open           3h`,
        expected: [{ severity: 2, title: '192.0.2.8 held a session of 3 h on 198.18.20.5:3389' }],
      },
    ],
    silent: [
      {
        title: 'too short, not a log-in service, not established, or outward',
        home: '198.18.',
        events: `
          ts                    src                 dst               proto  session_state  duration
          2009-06-10T02:00:00Z  192.0.2.8:2455      198.18.20.5:22    tcp    complete       59s
          2009-06-10T02:00:00Z  192.0.2.8:2456      198.18.20.5:80    tcp    complete       10m
          2009-06-10T02:00:00Z  192.0.2.8:2457      198.18.20.5:22    tcp    no-answer      75s
          2009-06-10T02:00:00Z  198.18.20.5:40000   192.0.2.8:22      tcp    complete       10m`,
      },
      {
        title: 'an inside host whose past is not covered is not called new',
        home: '198.18.',
        events: `
          ts                    src                 dst               proto  session_state  duration
          2009-06-10T02:00:00Z  198.18.30.1:40000   198.18.20.5:22    tcp    complete       20m`,
      },
    ],
  },
})

/** Pairs of hosts whose connections to one service lasted long in all, each connection counted once however often it was written down. */
import { DIRECTIONS, type Direction } from '#contract/event'
import { MICROS_PER_SECOND } from '#contract/units'
import { stateCode } from '#main/analysis/codes'
import { COUNT, MICROS, nullable, TEXT, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import { defineDetector, type Found } from './kit/detector'
import { clauses, CONNECTIONS, counted, duringClause, endpointText, lengthText, STANDING } from './kit/flows'

const SOURCE = 'RITA v5: long connection thresholds, of the total of a pair'
const PARAMS = {
  baseSeconds: { value: 3600, unit: 's', source: SOURCE },
  lowSeconds: { value: 14_400, unit: 's', source: SOURCE },
  mediumSeconds: { value: 28_800, unit: 's', source: SOURCE },
  highSeconds: { value: 43_200, unit: 's', source: SOURCE },
}
type Values = { readonly [K in keyof typeof PARAMS]: number }

const ROW = {
  client: TEXT,
  server: TEXT,
  port: nullable(COUNT),
  proto: nullable(TEXT),
  direction: COUNT,
  connections: COUNT,
  open: COUNT,
  total_us: COUNT,
  longest_us: COUNT,
  bytes: nullable(COUNT),
  first: MICROS,
  last: MICROS,
  last_start: MICROS,
  records: COUNT,
}

/** States in which something went both ways, or may have: a sensor that came late sees one side. */
const LASTING = sql.raw(
  `e.session_state IN (${(['open', 'complete', 'half-closed', 'aborted', 'one-sided'] as const).map(stateCode).join(', ')})`,
)
const STATES_CLAUSE = 'session_state:(open OR complete OR half-closed OR aborted OR one-sided)'

/** WHY: a connection still open is written again and again with the same start and ports; the longest of these is the connection. */
const question = (leastUs: number): Sql => sql`
  /* WHY: counting a connection once only lowers the sum; pairs below it anyway are not taken apart. */
  WITH likely AS (SELECT e.client_ip, e.server_ip, e.server_port FROM event e WHERE ${LASTING} AND e.duration_us > 0 GROUP BY ALL HAVING sum(e.duration_us) >= ${leastUs}),
  once AS (SELECT e.client_ip, e.server_ip, e.server_port, e.proto, e.client_port, e.ts, max(e.duration_us) AS duration_us,
      max(coalesce(e.client_bytes, 0) + coalesce(e.server_bytes, 0)) AS bytes, max(e.direction) AS direction,
      arg_max(e.session_state, e.duration_us) AS state
    FROM event e SEMI JOIN likely l ON l.client_ip = e.client_ip AND l.server_ip = e.server_ip AND l.server_port IS NOT DISTINCT FROM e.server_port
    WHERE ${STANDING} AND ${LASTING} AND e.duration_us > 0 GROUP BY ALL),
  pair AS (SELECT client_ip, server_ip, server_port, proto, max(direction) AS direction, count(*) AS connections,
      count(*) FILTER (state IN (${stateCode('open')}, ${stateCode('one-sided')})) AS open, sum(duration_us)::BIGINT AS total_us,
      max(duration_us) AS longest_us, sum(bytes)::BIGINT AS bytes, min(ts) AS first, max(ts + to_microseconds(duration_us)) AS last, max(ts) AS last_start
    FROM once GROUP BY client_ip, server_ip, server_port, proto HAVING sum(duration_us) >= ${leastUs}),
  shown AS (SELECT e.client_ip, e.server_ip, e.server_port, e.proto, count(*) AS records FROM event e
    JOIN pair p ON p.client_ip = e.client_ip AND p.server_ip = e.server_ip AND p.server_port IS NOT DISTINCT FROM e.server_port
      AND p.proto IS NOT DISTINCT FROM e.proto AND e.ts BETWEEN p.first AND p.last_start
    WHERE ${LASTING} GROUP BY ALL)
  SELECT c.value AS client, v.value AS server, p.server_port AS port, t.value AS proto, p.direction, p.connections, p.open, p.total_us, p.longest_us,
    p.bytes, p.first, p.last, p.last_start, s.records
  FROM pair p JOIN shown s ON s.client_ip = p.client_ip AND s.server_ip = p.server_ip AND s.server_port IS NOT DISTINCT FROM p.server_port
      AND s.proto IS NOT DISTINCT FROM p.proto
    JOIN ip c ON c.ip_id = p.client_ip JOIN ip v ON v.ip_id = p.server_ip LEFT JOIN text t ON t.text_id = p.proto
  ORDER BY p.first, client, server, port, proto`

/** Shape: seconds → 0.2 to 0.8, linear between the thresholds. */
function scoreOf(seconds: number, { baseSeconds, lowSeconds, mediumSeconds, highSeconds }: Values): number {
  const steps = [baseSeconds, lowSeconds, mediumSeconds, highSeconds]
  const index = steps.findLastIndex((step) => seconds >= step)
  if (index === steps.length - 1) return 0.8
  const [from, to] = [steps[index]!, steps[index + 1]!]
  return Math.round((0.2 * (index + 1) + (0.2 * (seconds - from)) / (to - from)) * 1000) / 1000
}

function consequenceOf(direction: Direction, score: number): { severity: number; consequence: string } {
  if (direction === 'internal') return { severity: 0, consequence: 'a lasting connection between inside hosts' }
  const severity = score >= 0.6 ? 2 : 1
  return { severity, consequence: 'a lasting connection across the border can carry orders or data' }
}

function found(row: RowOf<typeof ROW>, params: Values): Found {
  const direction = DIRECTIONS[row.direction] ?? 'unknown'
  const seconds = row.total_us / MICROS_PER_SECOND
  const score = scoreOf(seconds, params)
  const server = endpointText(row.server, row.port)
  const pair = clauses({ client_ip: row.client, server_ip: row.server, server_port: row.port, proto: row.proto })
  return {
    key: `${row.proto ?? 'ip'}/${row.client}/${server}`,
    subject: 'contact',
    ...consequenceOf(direction, score),
    verdict: null,
    score,
    title: `${row.client} was connected to ${server} for ${lengthText(seconds)} in all`,
    summary: `${direction}, ${counted(row.connections, 'connection')}, the longest ${lengthText(row.longest_us / MICROS_PER_SECOND)}, ${row.open} still open or seen from one side.`,
    firstUs: row.first,
    lastUs: row.last,
    evidenceCount: row.records,
    where: `${pair} ${STATES_CLAUSE} ${duringClause(row.first, row.last_start)}`,
    detail: {
      client_ip: row.client,
      server_ip: row.server,
      server_port: row.port,
      proto: row.proto,
      direction,
      total_s: seconds,
      longest_s: row.longest_us / MICROS_PER_SECOND,
      connections: row.connections,
      open: row.open,
      bytes: row.bytes,
    },
  }
}

const HEAD = 'ts  src  dst  proto  session_state  duration'

export default defineDetector({
  id: 'long-connection',
  version: 1,
  title: 'Connections that last',
  params: PARAMS,
  falsePositives: [
    'remote work, tunnels between sites, file shares that stay mounted',
    'push channels of mail, chat and operating systems; streaming',
    'a sensor that joins what idled in between',
  ],
  sources: [
    'RITA v5, config and analysis.go (activecm/rita a3c5150)',
    'corelight/zeek-long-connections: a connection is reported again while it lasts',
  ],
  rests: { on: CONNECTIONS },
  find: async ({ store, params, asking }) =>
    (await store.all(question(params.baseSeconds * MICROS_PER_SECOND), ROW, asking)).map((row) => found(row, params)),
  examples: {
    fires: [
      {
        title: 'one connection written down twice while it lasts, and two that add up',
        home: '10.',
        events: `
          ${HEAD}
          2024-01-31T21:00:00Z  10.0.0.5:40000  203.0.113.9:8443  tcp  open  1h
          2024-01-31T21:00:00Z  10.0.0.5:40000  203.0.113.9:8443  tcp  open  2h
          2024-01-31T21:00:00Z  10.0.0.6:40000  203.0.113.9:443  tcp  complete  40m
          2024-01-31T22:00:00Z  10.0.0.6:40001  203.0.113.9:443  tcp  complete  40m`,
        expected: [
          { key: 'tcp/10.0.0.5/203.0.113.9:8443', score: 0.267, severity: 1, evidenceCount: 2 },
          { key: 'tcp/10.0.0.6/203.0.113.9:443', score: 0.222, evidenceCount: 2 },
        ],
      },
    ],
    silent: [
      {
        title: 'less than an hour in all, or never answered',
        home: '10.',
        events: `
          ${HEAD}
          2024-01-31T21:00:00Z  10.0.0.5:40000  203.0.113.9:443  tcp  complete  59m
          2024-01-31T21:00:00Z  10.0.0.5:40001  203.0.113.8:443  tcp  no-answer  3h`,
      },
    ],
  },
})

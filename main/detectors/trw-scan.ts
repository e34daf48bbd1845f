/** Clients whose first contacts fail so much more often than those of ordinary hosts that they look for something; however slowly they do it. */
import { DIRECTIONS, type Direction } from '#contract/event'
import { MICROS_PER_SECOND, SECONDS_PER_HOUR } from '#contract/units'
import { COUNT, list, MICROS, TEXT, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import { defineDetector, type Found } from './kit/detector'
import { repeated } from './kit/drawn-rows'
import { clauses, CONNECTIONS, counted, DENIED, duringClause, ESTABLISHED, FAILED, inVainClause, STANDING } from './kit/flows'

const JUNG = 'Jung, Paxson, Berger, Balakrishnan 2004, Fast portscan detection using sequential hypothesis testing'
const PARAMS = {
  benignSuccess: { value: 0.8, unit: 'probability that a first contact of an ordinary host succeeds', source: `${JUNG}: θ0` },
  scannerSuccess: { value: 0.2, unit: 'probability that a first contact of a scanner succeeds', source: `${JUNG}: θ1` },
  falseAlarms: { value: 0.01, unit: 'probability', source: `${JUNG}: α` },
  hits: { value: 0.99, unit: 'probability', source: `${JUNG}: β` },
  anewHours: { value: 24, unit: 'h', source: 'chosen: a client that was cleared is judged anew each day' },
  leastHostsGrave: { value: 10, unit: 'hosts not reached', source: 'chosen: a few hosts that are down are no search' },
}
type Values = { readonly [K in keyof typeof PARAMS]: number }

const ROW = {
  client: TEXT,
  direction: COUNT,
  days: COUNT,
  failed: COUNT,
  contacts: COUNT,
  flagged: MICROS,
  steps: COUNT,
  ports: list(COUNT),
  first: MICROS,
  last: MICROS,
  records: COUNT,
}
type Row = RowOf<typeof ROW>

/** What the ratio of likelihoods is multiplied by, and where it decides, as logarithms. */
interface Walk {
  up: number
  down: number
  flag: number
  clear: number
}

function walkOf({ benignSuccess, scannerSuccess, falseAlarms, hits }: Values): Walk {
  return {
    up: Math.log((1 - scannerSuccess) / (1 - benignSuccess)),
    down: Math.log(scannerSuccess / benignSuccess),
    flag: Math.log(hits / falseAlarms),
    clear: Math.log((1 - hits) / (1 - falseAlarms)),
  }
}

/**
 * Shape: walk, length of a period → clients that were flagged in a period before they were cleared in it; what failed is counted over those periods.
 * WHY:   how a host answered the first time is all that counts; a firewall that denies is an answer, and a failed one.
 */
const question = ({ up, down, flag, clear }: Walk, anewUs: number): Sql => sql`
  /* WHY: time and outcome in one number give the first contact by its least value, which is far cheaper than its row; of two at once the one answered. */
  WITH coded AS (SELECT e.client_ip, e.server_ip, min(epoch_us(e.ts) * 2 + (${FAILED} OR ${DENIED})::INT) AS code FROM event e
    WHERE e.client_ip IS NOT NULL AND e.server_ip IS NOT NULL AND e.proto IN (SELECT text_id FROM text WHERE value = 'tcp')
      AND ((${STANDING} AND (${FAILED} OR ${ESTABLISHED})) OR ${DENIED})
    GROUP BY e.client_ip, e.server_ip),
  contact AS MATERIALIZED (SELECT client_ip, server_ip, make_timestamp(code // 2) AS ts, code % 2 = 1 AS failed FROM coded),
  /* WHY: who fails so seldom in a period that no order of it could flag the client is not put in order. */
  period AS (SELECT client_ip, time_bucket(to_microseconds(${anewUs}), ts) AS period FROM contact GROUP BY ALL
    HAVING count(*) FILTER (failed) * ${up}::DOUBLE >= ${flag}::DOUBLE),
  walk AS (SELECT c.*, p.period, row_number() OVER w AS step, sum(CASE WHEN failed THEN ${up}::DOUBLE ELSE ${down}::DOUBLE END) OVER w AS height
    FROM contact c JOIN period p ON p.client_ip = c.client_ip AND p.period = time_bucket(to_microseconds(${anewUs}), c.ts)
    WINDOW w AS (PARTITION BY c.client_ip, p.period ORDER BY c.ts, c.server_ip ROWS UNBOUNDED PRECEDING)),
  judged AS (SELECT client_ip, period, min(step) FILTER (height >= ${flag}::DOUBLE) AS step, min(step) FILTER (height <= ${clear}::DOUBLE) AS cleared,
      min(ts) FILTER (height >= ${flag}::DOUBLE) AS flagged, count(*) FILTER (failed) AS failed, count(*) AS contacts,
      min(ts) FILTER (failed) AS first, max(ts) FILTER (failed) AS last
    FROM walk GROUP BY client_ip, period HAVING min(step) FILTER (height >= ${flag}::DOUBLE) < coalesce(min(step) FILTER (height <= ${clear}::DOUBLE), 9e15)),
  client AS (SELECT client_ip, count(*) AS days, sum(failed)::BIGINT AS failed, sum(contacts)::BIGINT AS contacts, min(flagged) AS flagged,
      arg_min(step, flagged) AS steps, min(first) AS first, max(last) AS last FROM judged GROUP BY client_ip),
  shown AS (SELECT e.client_ip, max(e.direction) AS direction, count(*) AS records, coalesce(list_sort(list(DISTINCT e.server_port)), [])[1:20] AS ports
    FROM event e JOIN client c ON c.client_ip = e.client_ip AND e.ts BETWEEN c.first AND c.last
    WHERE (${FAILED} OR ${DENIED}) AND e.server_ip IS NOT NULL AND e.proto IN (SELECT text_id FROM text WHERE value = 'tcp') GROUP BY e.client_ip)
  SELECT i.value AS client, s.direction, c.days, c.failed, c.contacts, c.flagged, c.steps, s.ports, c.first, c.last, s.records
  FROM client c JOIN shown s USING (client_ip) JOIN ip i ON i.ip_id = c.client_ip ORDER BY client`

function consequenceOf(inside: boolean, failed: number, grave: number): { severity: number; consequence: string } {
  if (!inside) return { severity: 1, consequence: 'an outside client looks for hosts, as happens all day' }
  if (failed < grave) return { severity: 1, consequence: 'an inside host fails to reach most of the few hosts it tries' }
  return { severity: 2, consequence: 'an inside host fails at most hosts it tries, as one that looks for something does' }
}

function found(row: Row, params: Values): Found {
  const direction: Direction = DIRECTIONS[row.direction] ?? 'unknown'
  const inside = direction === 'internal' || direction === 'outbound'
  return {
    key: row.client,
    subject: 'attempt',
    ...consequenceOf(inside, row.failed, params.leastHostsGrave),
    verdict: null,
    score: null,
    title: `${row.client} failed at ${row.failed} of ${counted(row.contacts, 'host')} that it tried for the first time`,
    summary: `${direction}, on ${counted(row.days, 'day')}; ${counted(row.steps, 'first contact')} decided it. Ports: ${row.ports.slice(0, 8).join(', ')}.`,
    firstUs: row.first,
    lastUs: row.last,
    evidenceCount: row.records,
    where: `${clauses({ client_ip: row.client, proto: 'tcp' })} server_ip:* ${inVainClause('src_ip', row.client)} ${duringClause(row.first, row.last)}`,
    detail: {
      client_ip: row.client,
      direction,
      first_contacts: row.contacts,
      failed_first_contacts: row.failed,
      contacts_until_decided: row.steps,
      days: row.days,
      server_ports: row.ports,
    },
  }
}

const HEAD = 'ts  src  dst  proto  session_state  duration'

export default defineDetector({
  id: 'trw-scan',
  version: 1,
  title: 'First contacts that mostly fail',
  params: PARAMS,
  falsePositives: [
    'a monitor or an inventory that asks hosts that are switched off',
    'peer-to-peer programs, whose lists of peers are old',
    'a sensor that sees one direction only: what was answered looks unanswered',
  ],
  sources: [JUNG, 'what a firewall denied counts as failed: chosen'],
  rests: { on: CONNECTIONS },
  find: async ({ store, params, asking }) => {
    const anewUs = params.anewHours * SECONDS_PER_HOUR * MICROS_PER_SECOND
    return (await store.all(question(walkOf(params), anewUs), ROW, asking)).map((row) => found(row, params))
  },
  examples: {
    fires: [
      {
        title: 'four failures in as many hours flag; so does a slow search for a dozen hosts, one of which answers',
        home: '10.',
        events: [
          HEAD,
          repeated('2024-03-01T02:00:00Z', 3600, 4, '10.0.0.9:4000  203.0.113.#:445  tcp  no-answer  3s'),
          repeated('2024-03-01T02:00:00Z', 3600, 6, '10.0.0.8:4000  198.51.100.1#:22  tcp  refused  0s'),
          '2024-03-01T08:30:00Z  10.0.0.8:4000  198.51.100.99:22  tcp  complete  9s',
          repeated('2024-03-01T09:00:00Z', 3600, 6, '10.0.0.8:4000  198.51.100.2#:22  tcp  no-answer  3s'),
        ].join('\n'),
        expected: [
          {
            key: '10.0.0.8',
            severity: 2,
            evidenceCount: 12,
            title: '10.0.0.8 failed at 12 of 13 hosts that it tried for the first time',
          },
          { key: '10.0.0.9', severity: 1, evidenceCount: 4 },
        ],
      },
    ],
    silent: [
      {
        title: 'three failures, four after a success, the same host again and again, and a client cleared before',
        home: '10.',
        events: [
          HEAD,
          repeated('2024-03-01T02:00:00Z', 60, 3, '10.0.0.9:4000  203.0.113.#:445  tcp  no-answer  3s'),
          '2024-03-01T01:00:00Z  10.0.0.8:4000  198.51.100.99:22  tcp  complete  9s',
          repeated('2024-03-01T02:00:00Z', 60, 4, '10.0.0.8:4000  198.51.100.1#:22  tcp  refused  0s'),
          repeated('2024-03-01T02:00:00Z', 60, 30, '10.0.0.7:4000  198.51.100.3:22  tcp  refused  0s'),
          repeated('2024-03-01T02:00:00Z', 60, 4, '10.0.0.6:4000  198.51.100.4#:443  tcp  complete  9s'),
          repeated('2024-03-01T03:00:00Z', 60, 9, '10.0.0.6:4000  198.51.100.5#:443  tcp  no-answer  9s'),
        ].join('\n'),
      },
    ],
  },
})

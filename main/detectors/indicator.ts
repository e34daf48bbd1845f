/** Addresses about which several unlike alarming events were written within a short time; each new type raises the level. */
import { EVENT_TYPES, OUTCOMES, type EventType } from '#contract/event'
import { MICROS_PER_SECOND, SECONDS_PER_MINUTE } from '#contract/units'
import { typeCode } from '#main/analysis/codes'
import { BOOLEAN, COUNT, list, MICROS, TEXT, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import { defineDetector, type Found } from './kit/detector'
import { clauses, counted, duringClause } from './kit/flows'

const PARAMS = {
  leastKinds: {
    value: 3,
    unit: 'kinds of event within the window',
    source: 'chosen: LCE takes two, which two alarms about one connection are',
  },
  leastTypes: {
    value: 2,
    unit: 'types of event within the window',
    source: 'chosen: one sensor that says the same in three words is one voice',
  },
  windowMinutes: { value: 60, unit: 'min; windows begin every half of it', source: 'chosen: LCE says a short period' },
}

/** What is alarming by itself; refused by a firewall too. */
const ALARMING = [
  ...['intrusion', 'virus', 'dos', 'scanning', 'data-leak', 'access-denied', 'login-failure', 'indicator', 'continuous'],
] as const satisfies readonly EventType[]
const IS_ALARMING = sql.raw(
  `(e.type IN (${ALARMING.map(typeCode).join(', ')}) OR (e.type = ${typeCode('firewall')} AND e.outcome = ${OUTCOMES.indexOf('failure')}))`,
)
const ALARMING_CLAUSE = `(type:(${ALARMING.join(' OR ')}) OR (type:firewall outcome:failure))`

const ROW = {
  host: TEXT,
  home: BOOLEAN,
  kinds: COUNT,
  types: list(COUNT),
  names: list(TEXT),
  events: COUNT,
  windows: COUNT,
  first: MICROS,
  last: MICROS,
}
type Row = RowOf<typeof ROW>

/** Shape: half a window, limits → addresses, of each the window with most types, then most kinds, then the earliest. */
const question = (halfUs: number, leastKinds: number, leastTypes: number): Sql => sql`
  WITH alarming AS MATERIALIZED (SELECT e.src_ip, e.dst_ip, time_bucket(to_microseconds(${halfUs}), e.ts) AS bin, e.type, e.name, count(*) AS n, min(e.ts) AS first, max(e.ts) AS last
    FROM event e WHERE ${IS_ALARMING} GROUP BY ALL),
  sided AS MATERIALIZED (SELECT src_ip AS host, bin, type, name, n, first, last FROM alarming WHERE src_ip IS NOT NULL
    UNION ALL SELECT dst_ip, bin, type, name, n, first, last FROM alarming WHERE dst_ip IS NOT NULL AND dst_ip IS DISTINCT FROM src_ip),
  /* WHY: types are told apart by a bit each; names, which are dear to tell apart, only where there are types enough. */
  of_many AS (SELECT host FROM sided GROUP BY host HAVING bit_count(bit_or(1::BIGINT << type)) >= ${leastTypes} AND count(*) >= ${leastKinds}),
  windowed AS (SELECT *, bin AS start FROM sided WHERE host IN (FROM of_many)
    UNION ALL SELECT *, bin - to_microseconds(${halfUs}) FROM sided WHERE host IN (FROM of_many)),
  likely AS (SELECT host, start FROM windowed GROUP BY host, start HAVING bit_count(bit_or(1::BIGINT << type)) >= ${leastTypes} AND count(*) >= ${leastKinds}),
  met AS (SELECT host, start, count(DISTINCT name) AS kinds, list_sort(list(DISTINCT type)) AS types, sum(n)::BIGINT AS events, min(first) AS first, max(last) AS last
    FROM windowed JOIN likely USING (host, start) GROUP BY host, start HAVING count(DISTINCT name) >= ${leastKinds}),
  best AS (SELECT *, count(*) OVER (PARTITION BY host) AS windows FROM met
    QUALIFY row_number() OVER (PARTITION BY host ORDER BY len(types) DESC, kinds DESC, start) = 1),
  named AS (SELECT b.host, list_sort(list(DISTINCT t.value))[1:20] AS names FROM best b JOIN windowed w ON w.host = b.host AND w.start = b.start
    JOIN text t ON t.text_id = w.name GROUP BY b.host)
  SELECT i.value AS host, b.host IN (SELECT ip_id FROM ip_home) AS home, b.kinds, b.types, n.names, b.events, b.windows, b.first, b.last
  FROM best b JOIN named n USING (host) JOIN ip i ON i.ip_id = b.host ORDER BY host`

/** The level rises with each type beyond the first; an address that is not home stays low: it is met all day. */
function consequenceOf({ types, home }: Row): { severity: number; consequence: string } {
  if (!home) return { severity: 1, consequence: 'several sensors speak about one outside address' }
  return {
    severity: Math.min(3, types.length - 1),
    consequence: `${types.length} types of alarming events about one inside host in a short time`,
  }
}

function found(row: Row, windowMinutes: number): Found {
  const types = row.types.map((code) => EVENT_TYPES[code] ?? 'unnormalized')
  return {
    key: row.host,
    subject: 'alarm',
    ...consequenceOf(row),
    verdict: null,
    score: null,
    title: `${row.kinds} kinds of alarming events about ${row.host} within ${windowMinutes} min`,
    summary: `Level ${types.length}: ${types.join(', ')}. ${row.names.slice(0, 6).join(', ')}${row.names.length > 6 ? ' and others' : ''}. ${counted(row.windows, 'such window')} in the case.`,
    firstUs: row.first,
    lastUs: row.last,
    evidenceCount: row.events,
    where: `${clauses({ ip: row.host })} ${ALARMING_CLAUSE} ${duringClause(row.first, row.last)}`,
    detail: {
      host_ip: row.host,
      is_home: row.home,
      level: types.length,
      types,
      kinds: row.kinds,
      names: row.names,
      events: row.events,
      windows: row.windows,
    },
  }
}

export default defineDetector({
  id: 'indicator',
  version: 1,
  title: 'Several unlike alarms about one address',
  params: PARAMS,
  falsePositives: [
    'a vulnerability scan that the site runs itself sets off everything at once',
    'many people behind one address',
    'one connection about which several sensors speak',
  ],
  sources: ['LCE indicator: unlike events of one address in a short time, its level rising with each type'],
  rests: { on: IS_ALARMING },
  find: async ({ store, params, asking }) => {
    const halfUs = (params.windowMinutes * SECONDS_PER_MINUTE * MICROS_PER_SECOND) / 2
    const rows = await store.all(question(Math.round(halfUs), params.leastKinds, params.leastTypes), ROW, asking)
    return rows.map((row) => found(row, params.windowMinutes))
  },
  examples: {
    fires: [
      {
        title: 'two alarms, a failed log-in and a denial about one inside host across the hour',
        home: '10.',
        events: `
          ts                    type           name                   src               dst              outcome
          2024-03-01T02:10:00Z  intrusion      Snort-Trojan           10.0.0.9:4000     203.0.113.9:80   -
          2024-03-01T02:20:00Z  intrusion      Snort-Policy           10.0.0.9:4001     203.0.113.7:80   -
          2024-03-01T02:50:00Z  login-failure  SSHD-Failed_Password   10.0.0.9:4002     203.0.113.6:22   failure
          2024-03-01T02:55:00Z  firewall       ASA-Packet_Denied      10.0.0.9:4003     203.0.113.5:445  failure
          2024-03-01T05:55:00Z  firewall       ASA-Packet_Denied      10.0.0.9:4004     203.0.113.5:445  failure`,
        expected: [{ key: '10.0.0.9', severity: 2, subject: 'alarm', evidenceCount: 4 }],
      },
    ],
    silent: [
      {
        title: 'three kinds of one type, and three types over two hours',
        home: '10.',
        events: `
          ts                    type           name                   src               dst              outcome
          2024-03-01T02:10:00Z  intrusion      Snort-Trojan           10.0.0.9:4000     203.0.113.9:80   -
          2024-03-01T02:11:00Z  intrusion      Snort-Policy           10.0.0.9:4001     203.0.113.9:80   -
          2024-03-01T02:12:00Z  intrusion      Snort-Info             10.0.0.9:4002     203.0.113.9:80   -
          2024-03-01T03:12:00Z  login-failure  SSHD-Failed_Password   10.0.0.9:4002     203.0.113.6:22   failure
          2024-03-01T04:55:00Z  firewall       ASA-Packet_Denied      10.0.0.9:4003     203.0.113.5:445  failure`,
      },
    ],
  },
})

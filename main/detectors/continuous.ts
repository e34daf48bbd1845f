/** Hosts about which intrusion sensors raise alarms without a pause. */
import { isoFromMicros, MICROS_PER_SECOND, SECONDS_PER_MINUTE } from '#contract/units'
import { typeCode } from '#main/analysis/codes'
import { SPECIFICITIES } from '#contract/event'
import { COUNT, MICROS, TEXT, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import { defineDetector, type Found } from './kit/detector'
import { repeated } from './kit/drawn-rows'
import { clauses, counted, duringClause, lengthText } from './kit/flows'
import { isOwn } from './kit/own-hosts'

const PARAMS = {
  leastMinutes: { value: 20, unit: 'min', source: 'LCE plugin 800125: events for more than twenty minutes in a row' },
  mostGapMinutes: { value: 5, unit: 'min between two alarms', source: 'chosen: what LCE takes for in a row is not documented' },
}

const ROW = {
  host: TEXT,
  runs: COUNT,
  alarms: COUNT,
  begun: COUNT,
  fallback: COUNT,
  names: COUNT,
  first: MICROS,
  last: MICROS,
  all_alarms: COUNT,
}
type Row = RowOf<typeof ROW>

/** Shape: limits → hosts with a long enough run, of each the longest, the earliest of equals; with the alarms the host began and those without a kind. */
const question = (leastUs: number, gapUs: number): Sql => sql`
  WITH alarm AS (SELECT e.src_ip AS host, e.ts, e.name, e.specificity, e.client_ip IS NOT DISTINCT FROM e.src_ip AS begun FROM event e
      WHERE e.type = ${typeCode('intrusion')} AND ${isOwn('e.src_ip')}
    UNION ALL SELECT e.dst_ip, e.ts, e.name, e.specificity, e.client_ip IS NOT DISTINCT FROM e.dst_ip FROM event e
      WHERE e.type = ${typeCode('intrusion')} AND ${isOwn('e.dst_ip')} AND e.dst_ip IS DISTINCT FROM e.src_ip),
  /* WHY: alarms of one bin as long as a pause may be are of one run; put in order are the bins, which are few. */
  bin AS (SELECT host, time_bucket(to_microseconds(${gapUs}), ts) AS bin, min(ts) AS first, max(ts) AS last, count(*) AS alarms, count(*) FILTER (begun) AS begun,
      count(*) FILTER (specificity = ${SPECIFICITIES.indexOf('fallback')}) AS fallback FROM alarm GROUP BY ALL),
  begins AS (SELECT *, first - lag(last) OVER (PARTITION BY host ORDER BY bin) > to_microseconds(${gapUs}) AS pause FROM bin),
  numbered AS (SELECT *, count(*) FILTER (pause) OVER (PARTITION BY host ORDER BY bin) AS run FROM begins),
  run AS (SELECT host, run, sum(alarms)::BIGINT AS alarms, sum(begun)::BIGINT AS begun, sum(fallback)::BIGINT AS fallback, min(first) AS first, max(last) AS last
    FROM numbered GROUP BY host, run HAVING max(last) - min(first) > to_microseconds(${leastUs})),
  longest AS MATERIALIZED (SELECT *, count(*) OVER (PARTITION BY host) AS runs, sum(alarms) OVER (PARTITION BY host)::BIGINT AS all_alarms FROM run
    QUALIFY row_number() OVER (PARTITION BY host ORDER BY last - first DESC, first) = 1),
  kind AS (SELECT l.host, count(DISTINCT a.name) AS names FROM longest l JOIN alarm a ON a.host = l.host AND a.ts BETWEEN l.first AND l.last GROUP BY l.host)
  SELECT i.value AS host, l.runs, l.alarms, l.begun, l.fallback, k.names, l.first, l.last, l.all_alarms
  FROM longest l JOIN kind k USING (host) JOIN ip i ON i.ip_id = l.host ORDER BY host`

function consequenceOf({ begun, fallback, alarms }: Row): { severity: number; consequence: string } {
  if (fallback === alarms)
    return { severity: 1, consequence: 'alarms without a pause, all of a name that says only that the sensor had no better one' }
  if (begun > 0) return { severity: 2, consequence: 'what an inside host does sets off a sensor without a pause' }
  return { severity: 1, consequence: 'alarms without a pause about what reaches a host' }
}

function found(row: Row): Found {
  const seconds = (row.last - row.first) / MICROS_PER_SECOND
  return {
    key: row.host,
    subject: 'alarm',
    ...consequenceOf(row),
    verdict: null,
    score: null,
    title: `Sensors raised alarms about ${row.host} for ${lengthText(seconds)} without a pause`,
    summary: `${counted(row.alarms, 'alarm')} of ${counted(row.names, 'kind')}, ${row.begun} of them about what the host began. ${counted(row.runs, 'such run')} in the case.`,
    firstUs: row.first,
    lastUs: row.last,
    evidenceCount: row.alarms,
    where: `${clauses({ ip: row.host, type: 'intrusion' })} ${duringClause(row.first, row.last)}`,
    detail: {
      host_ip: row.host,
      length_s: seconds,
      alarms: row.alarms,
      begun_by_host: row.begun,
      kinds: row.names,
      without_kind: row.fallback,
      runs: row.runs,
      alarms_of_all_runs: row.all_alarms,
      first: isoFromMicros(row.first),
    },
  }
}

const HEAD = 'ts  type  name  specificity  src  dst'

export default defineDetector({
  id: 'continuous',
  version: 1,
  title: 'Alarms without a pause',
  params: PARAMS,
  falsePositives: [
    'a rule that is too broad for this network and fires on every connection of a service',
    'a vulnerability scan that the site runs itself',
    'a scan from outside that reaches a host and gets nowhere',
  ],
  sources: ['LCE plugin 800125, continuous activity'],
  rests: { on: sql.raw(`e.type = ${typeCode('intrusion')}`) },
  find: async ({ store, params, asking }) => {
    const perMinute = SECONDS_PER_MINUTE * MICROS_PER_SECOND
    return (await store.all(question(params.leastMinutes * perMinute, params.mostGapMinutes * perMinute), ROW, asking)).map(found)
  },
  examples: {
    fires: [
      {
        title: 'an alarm every four minutes for twenty-four minutes, begun by an inside host; later ten minutes more',
        home: '10.',
        events: [
          HEAD,
          repeated('2024-03-01T02:00:00Z', 240, 7, 'intrusion  Snort-Trojan  specific  10.0.0.9:4000  203.0.113.9:80'),
          repeated('2024-03-01T03:00:00Z', 240, 3, 'intrusion  Snort-Trojan  specific  10.0.0.9:4000  203.0.113.9:80'),
        ].join('\n'),
        expected: [{ key: '10.0.0.9', severity: 2, subject: 'alarm', evidenceCount: 7 }],
      },
      {
        title: 'a fallback label that never ends is not graver for that',
        home: '10.',
        events: [
          HEAD,
          repeated('2024-03-01T02:00:00Z', 60, 30, 'intrusion  Snort-TCP_Event  fallback  10.0.0.9:4000  203.0.113.9:80'),
        ].join('\n'),
        expected: [{ key: '10.0.0.9', severity: 1, evidenceCount: 30 }],
      },
    ],
    silent: [
      {
        title: 'twenty minutes and no longer, and alarms with pauses',
        home: '10.',
        events: [
          HEAD,
          repeated('2024-03-01T02:00:00Z', 240, 6, 'intrusion  Snort-Trojan  specific  10.0.0.9:4000  203.0.113.9:80'),
          repeated('2024-03-01T02:00:00Z', 301, 20, 'intrusion  Snort-Trojan  specific  10.0.0.8:4000  203.0.113.8:80'),
        ].join('\n'),
      },
    ],
  },
})

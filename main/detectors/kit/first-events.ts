/** Events of a name that were never written about an own host before, though their kind of source watched it. */
import { EVENT_TYPES } from '#contract/event'
import { isoFromMicros } from '#contract/units'
import { typeCode } from '#main/analysis/codes'
import { COUNT, list, MICROS, TEXT, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Found } from './detector'
import { daysSql } from './first-cover'
import { counted, keysClause } from './flows'
import { byOwnHost, ownHostText, SIDE_WORDS, SIDES } from './own-hosts'

export const FIRST_EVENTS = {
  host: TEXT,
  side: TEXT,
  kinds: COUNT,
  names: list(TEXT),
  types: list(COUNT),
  times: list(MICROS),
  keys: list(TEXT),
  first: MICROS,
  last: MICROS,
}
type FirstEvents = RowOf<typeof FIRST_EVENTS>

/** Connections have questions of their own; results of scans say when somebody looked. */
const NAMED = sql.raw(
  `coalesce(e.session_state, 0) = 0 AND e.type NOT IN (${(['vulnerability', 'compliance', 'stats', 'manual', 'unnormalized'] as const).map(typeCode).join(', ')})`,
)

/** Shape: days that are ready, days of the warm-up, most listed → own hosts and sides with names of events that are new there, the first of each. */
export const firstEventsQuestion = (ready: Sql, days: number, most: number): Sql => sql`
  WITH ${ready},
  told AS (SELECT b.side, b.host, b.name, b.source_id, min(b.ts) AS ts FROM (${byOwnHost(NAMED, sql.raw('e.name, e.source_id, e.ts'))}) b GROUP BY ALL),
  seen AS MATERIALIZED (SELECT t.side, t.host, t.name, s.format, min(t.ts) AS ts FROM told t JOIN source s USING (source_id) GROUP BY ALL),
  watched AS (SELECT side, host, format, min(ts) AS since FROM seen GROUP BY ALL),
  /* WHY: a name that two kinds of source give is new once, when the first of them writes it. */
  fresh AS (SELECT s.* FROM seen s JOIN watched w ON w.side = s.side AND w.host = s.host AND w.format = s.format
      JOIN ready r ON r.kind = s.format AND r.day = date_trunc('day', s.ts)
    WHERE w.since <= s.ts - ${daysSql(days)} AND NOT EXISTS (FROM seen o WHERE o.side = s.side AND o.host = s.host AND o.name = s.name AND o.ts < s.ts)),
  /* WHY: the event is looked up for what is new alone, not for all that was ever seen. */
  event_of AS (SELECT x.side, x.host, x.name, x.ts, min(e.event_id) AS event_id FROM fresh x JOIN event e ON e.name = x.name AND e.ts = x.ts
      AND x.host = CASE x.side WHEN 'from' THEN e.client_ip WHEN 'against' THEN e.server_ip ELSE e.host_name END
    WHERE ${NAMED} AND (x.side <> 'on' OR (e.client_ip IS NULL AND e.server_ip IS NULL)) GROUP BY x.side, x.host, x.name, x.ts),
  f AS (SELECT x.side, x.host, count(*) AS kinds, list(t.value ORDER BY x.ts, t.value)[1:${most}::BIGINT] AS names, list(e.type ORDER BY x.ts, t.value)[1:${most}::BIGINT] AS types,
      list(x.ts ORDER BY x.ts, t.value)[1:${most}::BIGINT] AS times, list(s.sha256 || '/' || s.member || '/' || e.record || '/' || e.ordinal ORDER BY x.ts, t.value)[1:${most}::BIGINT] AS keys,
      min(x.ts) AS first, max(x.ts) AS last
    FROM event_of x JOIN event e ON e.event_id = x.event_id JOIN source s ON s.source_id = e.source_id JOIN text t ON t.text_id = x.name GROUP BY x.side, x.host)
  SELECT ${ownHostText('f')} AS host, f.side, f.kinds, f.names, f.types, f.times, f.keys, f.first, f.last FROM f ORDER BY host, side`

const isAlarm = (code: number): boolean => ['intrusion', 'virus', 'data-leak', 'dos'].includes(EVENT_TYPES[code] ?? '')

/** Shape: a row → the detection of what is new about a host. */
export function newEvents(row: FirstEvents): Found {
  const side = SIDES.find((one) => one === row.side) ?? 'on'
  const alarm = side === 'from' && row.types.some(isAlarm)
  return {
    key: `event/${side}/${row.host}`,
    subject: 'novelty',
    severity: alarm ? 1 : 0,
    consequence: alarm ? 'the first alarm about what an inside host does' : 'events of a kind that a host did not have before',
    verdict: null,
    score: null,
    title: `${counted(row.kinds, 'kind')} of event ${SIDE_WORDS[side]} ${row.host} for the first time`,
    summary: `${row.names.slice(0, 6).join(', ')}${row.names.length > 6 ? ' and others' : ''}. Their kind of source wrote about this host before, and was covered.`,
    firstUs: row.first,
    lastUs: row.last,
    evidenceCount: row.keys.length,
    where: keysClause(row.keys),
    detail: {
      kind: 'event',
      host: row.host,
      side,
      kinds: row.kinds,
      names: row.names.map((name, index) => ({ name, first: isoFromMicros(row.times[index]!) })),
    },
  }
}

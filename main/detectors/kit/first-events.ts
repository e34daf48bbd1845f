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
  earliest AS (SELECT * FROM seen QUALIFY row_number() OVER (PARTITION BY side, host, name ORDER BY ts, format) = 1),
  fresh AS MATERIALIZED (SELECT s.* FROM earliest s JOIN watched w ON w.side = s.side AND w.host = s.host AND w.format = s.format
      JOIN ready r ON r.kind = s.format AND r.day = date_trunc('day', s.ts) WHERE w.since <= s.ts - ${daysSql(days)}),
  /* WHY: the event is looked up for what is new alone; by its time first, so that few are held. */
  likely AS MATERIALIZED (SELECT e.event_id, e.source_id, e.record, e.ordinal, e.type, e.name, e.ts, e.client_ip, e.server_ip, e.host_name FROM event e
    WHERE ${NAMED} AND e.ts IN (SELECT ts FROM fresh)),
  event_of AS (SELECT x.side, x.host, x.name, x.ts, e.* EXCLUDE (name, ts) FROM fresh x JOIN likely e ON e.name = x.name AND e.ts = x.ts
      AND x.host = CASE x.side WHEN 'from' THEN e.client_ip WHEN 'against' THEN e.server_ip ELSE e.host_name END
      AND (x.side <> 'on' OR (e.client_ip IS NULL AND e.server_ip IS NULL))
    QUALIFY row_number() OVER (PARTITION BY x.side, x.host, x.name ORDER BY e.event_id) = 1),
  placed AS (SELECT *, row_number() OVER (PARTITION BY side, host ORDER BY ts, name) AS place, count(*) OVER (PARTITION BY side, host) AS kinds FROM event_of),
  /* WHY: an aggregate that sorts holds a buffer for every group; one list that is sorted afterwards does not. */
  f AS (SELECT p.side, p.host, any_value(p.kinds) AS kinds, min(p.ts) AS first, max(p.ts) AS last,
      list_sort(list({'ts': p.ts, 'name': t.value, 'type': p.type, 'key': s.sha256 || '/' || s.member || '/' || p.record || '/' || p.ordinal})) AS all
    FROM placed p JOIN source s ON s.source_id = p.source_id JOIN text t ON t.text_id = p.name WHERE p.place <= ${most} GROUP BY p.side, p.host)
  SELECT ${ownHostText('f')} AS host, f.side, f.kinds, [x.name FOR x IN f.all] AS names, [x.type FOR x IN f.all] AS types, [x.ts FOR x IN f.all] AS times,
    [x.key FOR x IN f.all] AS keys, f.first, f.last
  FROM f ORDER BY host, side`

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

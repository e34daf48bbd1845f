/** Attempts at one service per bin of time, and what followed them; in SQL. */
import { MICROS_PER_SECOND, SECONDS_PER_HOUR, SECONDS_PER_MINUTE } from '#contract/units'
import { directionCode, typeCode } from '#main/analysis/codes'
import { JOIN_VERDICT, VERDICT_OF } from '#main/analysis/verdicts'
import { BOOLEAN, COUNT, list, MICROS, nullable, REAL, TEXT } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import { spearman } from './correlation'
import { DENIED, ESTABLISHED, STANDING, TO_LOGIN_SERVICE, UNANSWERED, deniedClause } from './flows'

/** Parameters of the detector of bursts, as people set them. */
export interface BurstParams {
  readonly binMinutes: number
  readonly leastAttempts: number
  readonly timesMedian: number
  readonly briefSeconds: number
  readonly leastSessionSeconds: number
  readonly followHours: number
}

export interface BurstLimits {
  binUs: number
  leastAttempts: number
  timesMedian: number
  briefUs: number
  leastSessionUs: number
  followUs: number
}

/** Shape: parameters → limits in µs. */
export const burstLimits = (params: BurstParams): BurstLimits => ({
  binUs: params.binMinutes * SECONDS_PER_MINUTE * MICROS_PER_SECOND,
  leastAttempts: params.leastAttempts,
  timesMedian: params.timesMedian,
  briefUs: params.briefSeconds * MICROS_PER_SECOND,
  leastSessionUs: params.leastSessionSeconds * MICROS_PER_SECOND,
  followUs: params.followHours * SECONDS_PER_HOUR * MICROS_PER_SECOND,
})

/** Shape: attempts that came to nothing and brief sessions, per bin that has any, and how many bins are covered → Spearman's coefficient over all of these. */
export function movedTogether(attempts: readonly number[], brief: readonly number[], covered: number): number | null {
  const quiet = Array.from({ length: Math.max(0, covered - attempts.length) }, () => 0)
  return spearman([...attempts, ...quiet], [...brief, ...quiet])
}

export const BURST = {
  server: TEXT,
  port: COUNT,
  proto: nullable(TEXT),
  server_id: COUNT,
  bursts: COUNT,
  unanswered: COUNT,
  brief: COUNT,
  peak: COUNT,
  median: REAL,
  sources: COUNT,
  from_outside: COUNT,
  login: BOOLEAN,
  /** The worst that the access register says of an attempt. */
  verdict: COUNT,
  first: MICROS,
  last: MICROS,
  covered: COUNT,
  records: COUNT,
  a: list(COUNT),
  s: list(COUNT),
}

export const FOLLOWING = {
  server: TEXT,
  port: COUNT,
  proto: nullable(TEXT),
  client: TEXT,
  client_port: nullable(COUNT),
  start: MICROS,
  duration_us: COUNT,
  direction: COUNT,
  verdict: COUNT,
}

/** `event e` is an attempt that got no answer, or that a firewall did not let through. */
const REFUSED = sql`(${UNANSWERED} OR ${DENIED})`
/** Shape: limits → `event e` is an established session so short that it was a knock. */
const knock = ({ briefUs }: BurstLimits): Sql => sql`(${ESTABLISHED} AND e.duration_us < ${briefUs})`
/** Shape: limits → `event e` is an attempt, a connection counted once. */
const attempt = (limits: BurstLimits): Sql => sql`((${STANDING} AND (${UNANSWERED} OR ${knock(limits)})) OR ${DENIED})`

/** Shape: server, seconds → the records of attempts in the query language. */
export const attemptClause = (server: string, briefSeconds: number): string =>
  `(session_state:(no-answer OR refused OR probe) OR (session_state:(open OR complete OR half-closed OR aborted) duration:<${briefSeconds}s) OR ${deniedClause('dst_ip', server)})`

/** Bins with attempts, targets with a burst in one of them, and the bins of those bursts. */
const binned = (limits: BurstLimits): Sql => {
  const { binUs, leastAttempts, timesMedian } = limits
  return sql`
  bin AS MATERIALIZED (SELECT e.server_ip, e.server_port, e.proto, time_bucket(to_microseconds(${binUs}), e.ts) AS bin,
      count(*) FILTER (${REFUSED}) AS a, count(*) FILTER (${knock(limits)}) AS s
    FROM event e WHERE e.server_port IS NOT NULL AND e.server_ip IS NOT NULL AND ${attempt(limits)} GROUP BY ALL),
  coverage AS (SELECT count(DISTINCT time_bucket(to_microseconds(${binUs}), ts)) AS covered FROM event WHERE session_state > 0 OR type = ${typeCode('firewall')}),
  /* WHY: most targets are never tried that often; their bins are not put in order. */
  hot AS (SELECT DISTINCT server_ip, server_port, proto FROM bin WHERE a + s >= ${leastAttempts}),
  target AS (SELECT b.server_ip, b.server_port, b.proto, list_sort(list(a + s)) AS counts, list(a ORDER BY bin) AS a, list(s ORDER BY bin) AS s
    FROM bin b JOIN hot h ON h.server_ip = b.server_ip AND h.server_port = b.server_port AND h.proto IS NOT DISTINCT FROM b.proto GROUP BY ALL),
  usual AS (SELECT t.*, covered, covered - len(counts) AS quiet,
      /* WHY: bins without attempts count as 0; they come first in the order. */
      list_avg([CASE WHEN place > covered - len(counts) THEN counts[place - (covered - len(counts))] ELSE 0 END
        FOR place IN [(covered + 1) // 2, (covered + 2) // 2]]) AS median
    FROM target t, coverage),
  burst AS MATERIALIZED (SELECT b.* FROM bin b JOIN usual u ON u.server_ip = b.server_ip AND u.server_port = b.server_port AND u.proto IS NOT DISTINCT FROM b.proto
    WHERE b.a + b.s >= ${leastAttempts} AND b.a + b.s >= ${timesMedian} * u.median)`
}

/** Shape: limits → one row per target with a burst (`BURST`). */
export function burstQuestion(limits: BurstLimits): Sql {
  return sql`WITH ${binned(limits)},
  summed AS (SELECT server_ip, server_port, proto, count(*) AS bursts, sum(a)::BIGINT AS unanswered, sum(s)::BIGINT AS brief, max(a + s) AS peak FROM burst GROUP BY ALL),
  inside AS (SELECT e.server_ip, e.server_port, e.proto, count(DISTINCT e.client_ip) AS sources, min(e.ts) AS first, max(e.ts) AS last,
      count(*) FILTER (e.direction NOT IN (${directionCode('internal')}, ${directionCode('outbound')})) AS from_outside, coalesce(bool_or(${TO_LOGIN_SERVICE}), false) AS login, min(${VERDICT_OF}) AS verdict
    FROM event e ${JOIN_VERDICT} JOIN burst b ON b.server_ip = e.server_ip AND b.server_port = e.server_port AND b.proto IS NOT DISTINCT FROM e.proto
      AND b.bin = time_bucket(to_microseconds(${limits.binUs}), e.ts)
    WHERE ${attempt(limits)} GROUP BY ALL),
  shown AS (SELECT e.server_ip, e.server_port, e.proto, count(*) AS records FROM event e JOIN inside i ON i.server_ip = e.server_ip
      AND i.server_port = e.server_port AND i.proto IS NOT DISTINCT FROM e.proto AND e.ts BETWEEN i.first AND i.last
    WHERE ${REFUSED} OR ${knock(limits)} GROUP BY ALL)
  SELECT v.value AS server, m.server_port AS port, t.value AS proto, m.server_ip AS server_id, m.bursts, m.unanswered, m.brief, m.peak, u.median,
    i.sources, i.from_outside, i.login, i.verdict, i.first, i.last, u.covered, h.records, u.a, u.s
  FROM summed m JOIN usual u ON u.server_ip = m.server_ip AND u.server_port = m.server_port AND u.proto IS NOT DISTINCT FROM m.proto
    JOIN inside i ON i.server_ip = m.server_ip AND i.server_port = m.server_port AND i.proto IS NOT DISTINCT FROM m.proto
    JOIN shown h ON h.server_ip = m.server_ip AND h.server_port = m.server_port AND h.proto IS NOT DISTINCT FROM m.proto
    JOIN ip v ON v.ip_id = m.server_ip LEFT JOIN text t ON t.text_id = m.proto
  ORDER BY server, port, proto`
}

/** Shape: limits → sessions that lasted and began during a burst on their target or soon after one (`FOLLOWING`), in order of time. */
export function followingQuestion(limits: BurstLimits): Sql {
  return sql`WITH ${binned(limits)}
  SELECT i.value AS server, e.server_port AS port, t.value AS proto, c.value AS client, e.client_port, e.ts AS start, e.duration_us, e.direction, ${VERDICT_OF} AS verdict
  FROM event e ${JOIN_VERDICT} JOIN ip i ON i.ip_id = e.server_ip JOIN ip c ON c.ip_id = e.client_ip LEFT JOIN text t ON t.text_id = e.proto
  WHERE ${STANDING} AND ${ESTABLISHED} AND e.duration_us >= ${limits.leastSessionUs}
    AND EXISTS (FROM burst b WHERE b.server_ip = e.server_ip AND b.server_port = e.server_port AND b.proto IS NOT DISTINCT FROM e.proto
      AND e.ts >= b.bin AND e.ts < b.bin + to_microseconds(${limits.binUs + limits.followUs}))
  ORDER BY e.ts, e.event_id`
}

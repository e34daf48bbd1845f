/** Days before which a kind of source was watching for long enough that a first time may be called new; in SQL. */
import { sql, type Sql } from '#main/store/sql'

export interface WarmUp {
  /** How long the time before must be covered, days. */
  days: number
  /** In how many of these days the kind of source must have written something. */
  leastDays: number
}

/** Shape: days → an interval. */
export const daysSql = (days: number): Sql => sql`to_days(${days}::INTEGER)`

/**
 * Shape: warm-up → common table `ready(kind, day)`; a kind is a format, or `flow` for all that write connections together.
 * WHY:   a log that begins, pauses for a week and goes on covers nothing of the pause; the first day alone does not say that it was watching.
 */
export const readyTable = ({ days, leastDays }: WarmUp): Sql => sql`
  written AS (SELECT DISTINCT source_id, coalesce(session_state, 0) > 0 AS flow, date_trunc('day', ts) AS day FROM event),
  cover AS (SELECT DISTINCT s.format AS kind, w.day FROM written w JOIN source s USING (source_id) UNION SELECT DISTINCT 'flow', day FROM written WHERE flow),
  ready AS (SELECT kind, day FROM cover QUALIFY min(day) OVER (PARTITION BY kind) <= day - ${daysSql(days)}
    AND count(*) OVER (PARTITION BY kind ORDER BY day RANGE BETWEEN ${daysSql(days)} PRECEDING AND INTERVAL 1 DAY PRECEDING) >= ${leastDays})`

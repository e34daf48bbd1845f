/** Days before which a kind of source was watching for long enough that a first time may be called new; in SQL. */
import { MICROS, TEXT } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'

export interface WarmUp {
  /** How long the time before must be covered, days. */
  days: number
  /** In how many of these days the kind of source must have written something. */
  leastDays: number
}

/** Shape: days → an interval. */
export const daysSql = (days: number): Sql => sql`to_days(${days}::INTEGER)`

const READY = { kind: TEXT, day: MICROS }

/**
 * Ask once which days are ready, for all questions of a round.
 *
 * Shape: warm-up → common table `ready(kind, day)`; a kind is a format, or `flow` for all that write connections together.
 * WHY:   a log that begins, pauses for a week and goes on covers nothing of the pause; the first day alone does not say that it was watching.
 */
export async function readyTable(store: Store, { days, leastDays }: WarmUp, asking: Asking): Promise<Sql> {
  const rows = await store.all(
    sql`WITH written AS (SELECT DISTINCT source_id, coalesce(session_state, 0) > 0 AS flow, date_trunc('day', ts) AS day FROM event),
      cover AS (SELECT DISTINCT s.format AS kind, w.day FROM written w JOIN source s USING (source_id) UNION SELECT DISTINCT 'flow', day FROM written WHERE flow)
      SELECT kind, day::TIMESTAMP AS day FROM cover QUALIFY min(day) OVER (PARTITION BY kind) <= day - ${daysSql(days)}
        AND count(*) OVER (PARTITION BY kind ORDER BY day RANGE BETWEEN ${daysSql(days)} PRECEDING AND INTERVAL 1 DAY PRECEDING) >= ${leastDays}`,
    READY,
    asking,
  )
  const listed = rows.map(({ kind, day }) => `${kind} ${day}`).join('\n')
  return sql`ready AS (SELECT split_part(line, ' ', 1) AS kind, make_timestamp(split_part(line, ' ', 2)::BIGINT) AS day
    FROM (SELECT unnest(string_split(${listed}, '\n')) AS line) WHERE line <> '')`
}

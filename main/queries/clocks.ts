/** Clocks of sources against each other: sessions that two of them saw, and by how much their times differ. */
import type { ClockComparison, ClockReading } from '#contract/clocks'
import { SAME_SESSION_SLACK_SECONDS } from '#main/analysis/roles'
import { COUNT, REAL, TEXT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'

/** Sessions that must have been seen by both. Chosen: fewer are a coincidence of ports as easily as a clock. */
const FEWEST_SESSIONS = 5
/** Farther apart, the same endpoints are another session. Chosen: no zone is more than 26 hours from another. */
const FARTHEST_HOURS = 26
const SECONDS_PER_QUARTER_HOUR = 900

/** A comparison without the names of its sources, which the case's ledger knows. */
export type Difference = Omit<ClockComparison, 'name' | 'other_name'>

/** Shape: median and quartiles of a difference, seconds → what it looks like. */
export function readingOf(laterS: number, lowerS: number, upperS: number): ClockReading {
  const spreadS = upperS - lowerS
  const slackS = SAME_SESSION_SLACK_SECONDS
  if (Math.abs(laterS) <= slackS && spreadS <= 2 * slackS) return 'agrees'
  if (spreadS > Math.max(2 * slackS, Math.abs(laterS) / 2)) return 'unsteady'
  const quarters = Math.round(laterS / SECONDS_PER_QUARTER_HOUR)
  return quarters !== 0 && Math.abs(laterS - quarters * SECONDS_PER_QUARTER_HOUR) <= slackS ? 'zone' : 'clock'
}

/** WHY: every look at a case asks, and only what is written to it changes the answer. */
const remembered = new WeakMap<Store, { changes: number; answer: Difference[] }>()

/**
 * Compare the clocks of all sources; the answer is kept until something is written to the case.
 *
 * Shape:  every two sources that saw at least five sessions both, by their hashes. A session is known again by its protocol, addresses and
 *         ports, where those stand for one session only in either source; which of the two is right is not told.
 * Units:  seconds; positive where the source dates a session later than the other one.
 */
export async function clockDifferences(store: Store, asking: Asking = {}): Promise<Difference[]> {
  const { changes } = store
  const known = remembered.get(store)
  if (known?.changes === changes) return known.answer
  const answer = await compared(store, asking)
  remembered.set(store, { changes, answer })
  return answer
}

async function compared(store: Store, asking: Asking): Promise<Difference[]> {
  const rows = await store.all(
    sql`WITH shared AS (
        SELECT client_ip, server_ip, proto FROM event WHERE session_state > 0 AND client_ip IS NOT NULL AND server_ip IS NOT NULL AND client_port IS NOT NULL
        GROUP BY ALL HAVING count(DISTINCT source_id) > 1),
      once AS MATERIALIZED (
        SELECT e.source_id, e.proto, e.client_ip, e.client_port, e.server_ip, e.server_port, any_value(epoch_us(e.ts)) AS at
        FROM event e JOIN shared p ON p.client_ip = e.client_ip AND p.server_ip = e.server_ip AND p.proto IS NOT DISTINCT FROM e.proto
        WHERE e.session_state > 0 AND e.client_port IS NOT NULL GROUP BY ALL HAVING count(*) = 1),
      apart AS (
        SELECT a.source_id AS one, b.source_id AS other, (a.at - b.at) / 1e6 AS later
        FROM once a JOIN once b ON a.source_id < b.source_id AND a.proto IS NOT DISTINCT FROM b.proto AND a.client_ip = b.client_ip
          AND a.client_port = b.client_port AND a.server_ip = b.server_ip AND a.server_port = b.server_port
        WHERE abs(a.at - b.at) <= ${FARTHEST_HOURS * 3600}::BIGINT * 1000000)
      SELECT coalesce(json_extract_string(s.result, '$.sha256'), s.sha256) AS sha256,
        coalesce(json_extract_string(o.result, '$.sha256'), o.sha256) AS other_sha256, count(*) AS sessions,
        quantile_disc(later, 0.5) AS middle, quantile_disc(later, 0.25) AS lower, quantile_disc(later, 0.75) AS upper
      FROM apart d JOIN source s ON s.source_id = d.one JOIN source o ON o.source_id = d.other
      GROUP BY d.one, d.other, s.sha256, o.sha256, s.result, o.result HAVING count(*) >= ${FEWEST_SESSIONS} ORDER BY 1, 2`,
    { sha256: TEXT, other_sha256: TEXT, sessions: COUNT, middle: REAL, lower: REAL, upper: REAL },
    asking,
  )
  return rows.map(({ sha256, other_sha256, sessions, middle, lower, upper }) => ({
    ...{ sha256, other_sha256, sessions },
    ...{ later_s: middle, lower_quartile_s: lower, upper_quartile_s: upper, reading: readingOf(middle, lower, upper) },
  }))
}

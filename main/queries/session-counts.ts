/** How a host's sessions spread over direction and the ladder of lengths. */
import { DIRECTIONS, SESSION_STATES } from '#contract/event'
import type { HostDossier } from '#contract/hosts'
import { COUNT, nullable, REAL } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { ladderRung, rungSql } from './ladder'

/** Shape: id of an address → sessions it took part in, each counted once. */
export async function sessionCounts(store: Store, ipId: number, asking: Asking): Promise<HostDossier['sessions']> {
  const rows = await store.all(
    sql`SELECT direction, session_state AS state, ${sql.raw(rungSql('duration_us'))} AS rung, count(*) AS n, max(duration_us / 1e6) AS longest FROM event
      WHERE (client_ip = ${ipId} OR server_ip = ${ipId}) AND session_state > 0 AND event_id NOT IN (SELECT witness_id FROM session_witness) GROUP BY ALL`,
    { direction: COUNT, state: COUNT, rung: nullable(COUNT), n: COUNT, longest: nullable(REAL) },
    asking,
  )
  const ladder: Record<string, number> = {}
  for (const { state, longest, n } of rows) {
    const rung = ladderRung(SESSION_STATES[state] ?? null, longest)
    ladder[rung] = (ladder[rung] ?? 0) + n
  }
  const sum = (word?: (typeof DIRECTIONS)[number]): number =>
    rows.filter((row) => word === undefined || DIRECTIONS[row.direction] === word).reduce((total, row) => total + row.n, 0)
  return { total: sum(), inbound: sum('inbound'), outbound: sum('outbound'), internal: sum('internal'), by_ladder: ladder }
}

/** Which sessions are in view: a session is, when any sensor's record of it is. */
import type { Selection } from '#contract/selection'
import { STANDING } from '#main/analysis/contacts'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { whereOf } from './selection'

/** Shape: selection → condition on `event e` that holds for the one event that stands for each session in view. Errors: QRY-001. */
export async function sessionsInView(store: Store, selection: Selection, asking: Asking = {}): Promise<Sql> {
  const { condition, everything } = await whereOf(store, selection, asking)
  if (everything) return STANDING
  // WHY: the inner `e` hides the outer one; the same condition is asked of the other witnesses.
  return sql`(${STANDING} AND (${condition} OR e.event_id IN (
    SELECT w.event_id FROM session_witness w JOIN event e ON e.event_id = w.witness_id WHERE ${condition})))`
}

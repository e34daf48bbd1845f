/** How many events are in view. */
import type { Selection } from '#contract/selection'
import { COUNT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { whereOf } from './selection'

/** Shape: selection → number of events. Errors: QRY-001. */
export async function count(store: Store, selection: Selection, asking: Asking = {}): Promise<number> {
  const where = await whereOf(store, selection, asking)
  return (await store.first(sql`SELECT count(*) AS n FROM event e WHERE ${where.condition}`, { n: COUNT }, asking))?.n ?? 0
}

/** The events of a case as text that is equal for equal content, whatever ids a database gave them. */
import { TEXT } from './rows'
import { sql } from './sql'
import type { Store } from './store'

/**
 * Write every event as one line of JSON, in order of event keys, without `event_id`.
 *
 * Shape: store × taker of lines → number of lines. Two databases made from the same evidence and decisions give equal lines.
 */
export async function canonicalEvents(store: Store, take: (line: string) => void, signal?: AbortSignal): Promise<number> {
  let lines = 0
  await store.batches(
    sql`SELECT to_json(e)::VARCHAR AS line FROM (SELECT * EXCLUDE (event_id) FROM events) e ORDER BY e.event_key`,
    { line: TEXT },
    (rows) => {
      for (const { line } of rows) take(line)
      lines += rows.length
    },
    { signal },
  )
  return lines
}

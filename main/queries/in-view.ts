/** How many events are in view, and from when to when: several questions need it at the same moment, it is worked out once. */
import { COUNT, MICROS, nullable } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import type { Timeline } from './resident/load'
import { positionsOf } from './resident/positions'
import { residentOf, type Resident } from './resident/resident'
import type { Where } from './selection'
import { SharedAnswers } from './shared-answers'

export interface InView {
  total: number
  /** Times of the first and last event in view; null where there is none. */
  firstUs: number | null
  lastUs: number | null
}

/** Views that are remembered. Chosen: some steps back and forth, each with the windows and panels beside it. */
const shared = new SharedAnswers<InView>(64)
/** Question under which the whole case is kept. */
export const WHOLE_CASE = 'in view'

/** Shape: condition → count and span of the events that meet it. */
export async function inView(
  store: Store,
  where: Where,
  asking: Asking = {},
  resident: Resident | null = residentOf(store),
): Promise<InView> {
  const kept = where.everything ? await store.keptAnswer(WHOLE_CASE, asking) : null
  if (kept !== null) return JSON.parse(kept) as InView
  const positions = resident === null ? null : await positionsOf(store, resident, where, asking)
  if (resident !== null && positions !== null) return viewOf(resident.timeline, positions)
  return shared.of(store, where, (work) => counted(store, where, work), asking)
}

/** Shape: events in view in time order → count and span. */
function viewOf({ ts }: Timeline, positions: Uint32Array): InView {
  const [first, last] = [positions[0], positions.at(-1)]
  return {
    total: positions.length,
    firstUs: first === undefined ? null : ts[first]!,
    lastUs: last === undefined ? null : ts[last]!,
  }
}

async function counted(store: Store, { condition }: Where, asking: Asking): Promise<InView> {
  const row = await store.first(
    sql`SELECT count(*) AS n, min(e.ts) AS first, max(e.ts) AS last FROM event e WHERE ${condition}`,
    { n: COUNT, first: nullable(MICROS), last: nullable(MICROS) },
    asking,
  )
  return { total: row?.n ?? 0, firstUs: row?.first ?? null, lastUs: row?.last ?? null }
}

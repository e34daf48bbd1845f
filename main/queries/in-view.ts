/** How many events are in view, and from when to when: several questions need it at the same moment, it is worked out once. */
import { COUNT, MICROS, nullable } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import type { Where } from './selection'

export interface InView {
  total: number
  /** Times of the first and last event in view; null where there is none. */
  firstUs: number | null
  lastUs: number | null
}

interface Shared {
  changes: number
  answer: Promise<InView>
  /** How many wait for it; it is given up when nobody does any more. */
  waiting: number
  stop: AbortController
}

/** Views that are remembered. Chosen: some steps back and forth, each with the windows and panels beside it. */
const MOST_VIEWS = 64
/** Question under which the whole case is kept. */
export const WHOLE_CASE = 'in view'

const remembered = new WeakMap<Store, Map<string, Shared>>()

/** Shape: condition → count and span of the events that meet it. */
export async function inView(store: Store, where: Where, asking: Asking = {}): Promise<InView> {
  const kept = where.everything ? await store.keptAnswer(WHOLE_CASE, asking) : null
  if (kept !== null) return JSON.parse(kept) as InView
  const shared = sharedView(store, where)
  const { signal } = asking
  signal?.throwIfAborted()
  shared.waiting++
  let leave: () => void = () => undefined
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(signal?.reason as Error)
    signal?.addEventListener('abort', leave)
  })
  try {
    return await Promise.race([shared.answer, left])
  } finally {
    signal?.removeEventListener('abort', leave)
    if (--shared.waiting === 0) shared.stop.abort()
  }
}

function sharedView(store: Store, where: Where): Shared {
  const views = remembered.get(store) ?? new Map<string, Shared>()
  remembered.set(store, views)
  const { text, values } = where.condition
  const key = JSON.stringify([text, values], (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))
  const known = views.get(key)
  if (known !== undefined && known.changes === store.changes) return known
  const stop = new AbortController()
  const answer = counted(store, where, { signal: stop.signal })
  const shared = { changes: store.changes, answer, waiting: 0, stop }
  views.set(key, shared)
  // WHY: what failed or was given up is asked again by the next one.
  answer.catch(() => views.get(key) === shared && views.delete(key))
  for (const oldest of views.keys()) if (views.size > MOST_VIEWS) views.delete(oldest)
  return shared
}

async function counted(store: Store, { condition }: Where, asking: Asking): Promise<InView> {
  const row = await store.first(
    sql`SELECT count(*) AS n, min(e.ts) AS first, max(e.ts) AS last FROM event e WHERE ${condition}`,
    { n: COUNT, first: nullable(MICROS), last: nullable(MICROS) },
    asking,
  )
  return { total: row?.n ?? 0, firstUs: row?.first ?? null, lastUs: row?.last ?? null }
}

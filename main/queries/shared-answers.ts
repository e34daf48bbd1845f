/** Answers that several questions need at the same moment: worked out once, remembered until something is written. */
import type { Asking, Store } from '#main/store/store'
import type { Where } from './selection'

interface Shared<T> {
  changes: number
  answer: Promise<T>
  /** How many wait for it; it is given up when nobody does any more. */
  waiting: number
  stop: AbortController
}

/** Shape: condition → a text that is the same for the same condition. */
function keyOf({ condition: { text, values } }: Where): string {
  return JSON.stringify([text, values], (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))
}

export class SharedAnswers<T> {
  private readonly remembered = new WeakMap<Store, Map<string, Shared<T>>>()

  /** `most`: views that are remembered. */
  constructor(private readonly most: number) {}

  /** The answer for a view, worked out by `work` unless it is there; `work` is stopped when everybody who waits has left. */
  async of(store: Store, where: Where, work: (asking: Asking) => Promise<T>, { signal }: Asking): Promise<T> {
    const shared = this.shared(store, keyOf(where), work)
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

  private shared(store: Store, key: string, work: (asking: Asking) => Promise<T>): Shared<T> {
    const views = this.remembered.get(store) ?? new Map<string, Shared<T>>()
    this.remembered.set(store, views)
    const known = views.get(key)
    if (known !== undefined && known.changes === store.changes) return known
    const stop = new AbortController()
    const answer = work({ signal: stop.signal })
    const shared = { changes: store.changes, answer, waiting: 0, stop }
    views.set(key, shared)
    // WHY: what failed or was given up is asked again by the next one.
    answer.catch(() => views.get(key) === shared && views.delete(key))
    for (const oldest of views.keys()) if (views.size > this.most) views.delete(oldest)
    return shared
  }
}

/** Asks for one page of events at a time; a newer beginning gives up the question before it. */
import type { PageQuery } from '#contract/query'
import { onScopeDispose, shallowRef } from 'vue'
import { useSelectionStore } from '../../stores/selection'
import { useSettledStore } from '../../stores/settled'
import { failureFrom, isAbort, type Failure } from '../../transport/faults'
import { useClient } from '../../transport/transport'
import type { HeldPage } from './held-pages'

/** Rows asked for at once. Chosen: several screens, some ten milliseconds. */
export const PAGE_ROWS = 200

export type Order = PageQuery['order']
export type PagePlace = Pick<PageQuery, 'after' | 'before' | 'around'>

/** Shape: → `ask` a page (null where it failed or was given up), `giveUp` what is asked, and how it stands. */
export function usePageQuestion() {
  const client = useClient()
  const selection = useSelectionStore()
  const settled = useSettledStore()
  const pending = shallowRef(false)
  const error = shallowRef<Failure | null>(null)
  let running: AbortController | null = null

  function giveUp() {
    running?.abort()
    running = null
  }
  async function ask(order: Order, place: PagePlace): Promise<HeldPage | null> {
    const mine = (running ??= new AbortController())
    const done = settled.begin()
    pending.value = true
    try {
      const query = { selection: selection.selection, order, limit: PAGE_ROWS, ...place }
      const page = await client.query.page(query, { signal: mine.signal })
      if (running !== mine) return null
      error.value = null
      return page
    } catch (thrown) {
      if (running === mine && !isAbort(thrown)) error.value = failureFrom(thrown)
      return null
    } finally {
      if (running === mine) pending.value = false
      done()
    }
  }
  onScopeDispose(giveUp)
  return { pending, error, ask, giveUp }
}

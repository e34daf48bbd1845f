/** Asks for pages of events; a newer beginning gives up the question before it. */
import type { PageQuery } from '#contract/query'
import { useLatest } from '../../composables/use-latest'
import { useSelectionStore } from '../../stores/selection'
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
  const { pending, error, ask: askLatest, giveUp } = useLatest()
  const ask = (order: Order, place: PagePlace): Promise<HeldPage | null> => {
    const query = { selection: selection.selection, order, limit: PAGE_ROWS, ...place }
    return askLatest((signal) => client.query.page(query, { signal }))
  }
  return { pending, error, ask, giveUp }
}

/** How many events are in view. */
import type { Selection } from '#contract/selection'
import type { Asking, Store } from '#main/store/store'
import { inView } from './in-view'
import { whereOf } from './selection'

/** Shape: selection → number of events. Errors: QRY-001. */
export async function count(store: Store, selection: Selection, asking: Asking = {}): Promise<number> {
  return (await inView(store, await whereOf(store, selection, asking), asking)).total
}

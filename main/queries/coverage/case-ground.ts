/** What coverage is told from, kept until something is written to the case. */
import { groundOf, type Ground } from '#main/analysis/coverage/ground'
import type { Asking, Store } from '#main/store/store'
import { caseSpan } from '../span'

/** WHY: every view that says “not seen” asks, and only what is written to the case changes the answer. */
const remembered = new WeakMap<Store, { changes: number; ground: Ground | null }>()

/** Shape: case → its ground, or null where it has no evidence. */
export async function caseGround(store: Store, asking: Asking = {}): Promise<Ground | null> {
  const { changes } = store
  const known = remembered.get(store)
  if (known?.changes === changes) return known.ground
  const span = await caseSpan(store, asking)
  const ground = span === null ? null : await groundOf(store, { fromUs: span.firstUs, toUs: span.lastUs + 1 }, asking)
  remembered.set(store, { changes, ground })
  return ground
}

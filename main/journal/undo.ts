/** Taking a decision back: always a new decision, never a line less. */
import type { KnownOperation } from './operation'
import type { Decision } from './operation-kinds'
import { canBeSetAside, type History } from './standing'

/** Shape: operation → whether taking it back would do something: it counts, and it is a decision. */
export const canBeUndone = (operation: KnownOperation, { aside }: History): boolean =>
  canBeSetAside(operation) && !aside.has(operation.id)

/**
 * The decision that takes another one back.
 *
 * Shape: operation → its inverse. What was written or added leaves as a removal does, so that a colleague who went on with it meanwhile
 *        sees a conflict; anything else is set aside.
 */
export function inverseOf(operation: KnownOperation): Decision {
  switch (operation.kind) {
    case 'entry.created':
      return { kind: 'entry.removed', payload: { id: operation.payload.id } }
    case 'evidence.added':
      return { kind: 'evidence.excluded', payload: { sha256: operation.payload.sha256, reason: 'its adding was undone' } }
    default:
      return { kind: 'operation.undone', payload: { operation: operation.id } }
  }
}

/** Taking a decision back: always a new decision, never a line less. */
import { fault } from '#contract/errors'
import type { KnownOperation } from './operation'
import type { Decision } from './operation-kinds'
import { canBeSetAside, type History } from './standing'
import { touchesOf } from './touches'

/** Shape: operation → whether taking it back would do something: it counts, and it is a decision. */
export const canBeUndone = (operation: KnownOperation, { aside }: History): boolean =>
  canBeSetAside(operation) && !aside.has(operation.id)

/**
 * The decision that takes another one back.
 *
 * Shape: operation → its inverse. What was written or added leaves as a removal does, so that a colleague who went on with it meanwhile
 *        sees a conflict; anything else is set aside.
 */
function inverseOf(operation: KnownOperation): Decision {
  switch (operation.kind) {
    case 'entry.created':
      return { kind: 'entry.removed', payload: { id: operation.payload.id } }
    case 'evidence.added':
      return { kind: 'evidence.excluded', payload: { sha256: operation.payload.sha256, reason: 'its adding was undone' } }
    default:
      return { kind: 'operation.undone', payload: { operation: operation.id } }
  }
}

/** What an undoing reaches: the operation itself, or what it set aside or brought in. */
function reached(operation: KnownOperation, byId: ReadonlyMap<string, KnownOperation>): KnownOperation[] {
  const ids =
    operation.kind === 'merge.made'
      ? operation.payload.operations
      : operation.kind === 'operation.undone'
        ? [operation.payload.operation]
        : []
  return [operation, ...ids.flatMap((id) => (byId.has(id) ? reached(byId.get(id)!, byId) : []))]
}

/**
 * Work out how to take an operation back.
 *
 * Shape:  history, id → the decision to write, and the objects it changes.
 * Errors: CAS-040 there is none; CAS-041 a record that cannot be undone; CAS-042 it is undone.
 */
export function undoingOf(history: History, id: string): { decision: Decision; objects: string[] } {
  const byId = new Map(history.known.map((operation) => [operation.id, operation]))
  const operation = byId.get(id)
  if (operation === undefined) throw fault('CAS-040', { id })
  if (!canBeSetAside(operation)) throw fault('CAS-041', { kind: operation.kind })
  if (!canBeUndone(operation, history)) throw fault('CAS-042')
  const objects = reached(operation, byId).flatMap((each) => {
    const resolved = each.kind === 'conflict.resolved' ? [each.payload.object] : []
    return [...resolved, ...touchesOf(each).map(({ object }) => object)]
  })
  return { decision: inverseOf(operation), objects }
}

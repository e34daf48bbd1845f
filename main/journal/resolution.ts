/** Settling a conflict: the decision that stands for both sides from now on. */
import { fault } from '#contract/errors'
import { openConflicts, type OpenConflict } from './conflicts'
import { OPERATION_KINDS, type PayloadOf } from './operation-kinds'
import type { History } from './standing'
import { conflictId } from './told-conflicts'
import { decisionFor } from './touches'

/** What is wanted: the side of an operation, or another value. */
export interface Wish {
  /** Of the conflict. */
  id: string
  keep?: string | undefined
  value?: unknown
}

/**
 * Work out the resolution of an open conflict.
 *
 * Errors: CAS-043 there is no such conflict, or no such side; CAS-044 the field cannot have this value.
 */
export function resolutionOf(history: History, wish: Wish): PayloadOf<'conflict.resolved'> {
  const conflict = openConflicts(history).find((candidate) => conflictId(candidate) === wish.id)
  const side = conflict?.sides.find(({ operation }) => operation.id === wish.keep)
  if (conflict === undefined || (wish.keep !== undefined && side === undefined)) throw fault('CAS-043', { id: wish.id })
  const { object, field, sides } = conflict
  const value = side === undefined ? wish.value : side.value
  if (side?.operation.id !== conflict.standing && !canHave(conflict, value)) throw fault('CAS-044', { field })
  return { object, field, value: value ?? null, over: sides.map(({ operation }) => operation.id).sort() }
}

function canHave({ object, field, kind }: OpenConflict, value: unknown): boolean {
  if (kind === 'removed-and-changed') return typeof value === 'boolean'
  const decision = decisionFor(object, field, value)
  return decision !== null && OPERATION_KINDS[decision.kind].safeParse(decision.payload).success
}

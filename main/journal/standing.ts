/** Which operations count: those that nobody set aside, with the resolution of a conflict standing for the decision it makes. */
import { orderedOperations } from './causality'
import { knownOperation, type KnownOperation, type Operation } from './operation'
import { isOperationKind, OPERATION_KINDS } from './operation-kinds'
import { decisionFor, REMOVED, touchesOf } from './touches'

export interface History {
  /** Every operation once, in the order of history; also those this version does not know. */
  all: readonly Operation[]
  /** Those this version knows, in the same order. */
  known: readonly KnownOperation[]
  notUnderstood: number
  /** Operation that is set aside → the one that sets it aside. */
  aside: ReadonlyMap<string, string>
}

/** Shape: operations in any order, doubles allowed → their history. */
export function historyOf(operations: Iterable<Operation>): History {
  const all = orderedOperations(operations)
  const known = all.map(knownOperation).filter((operation) => operation !== null)
  return { all, known, notUnderstood: all.length - known.length, aside: setAside(known) }
}

/** What one operation would set aside if it counts itself. */
function targetsOf(operation: KnownOperation, byId: ReadonlyMap<string, KnownOperation>): readonly string[] {
  if (operation.kind === 'operation.undone') {
    const target = byId.get(operation.payload.operation)
    return target?.kind === 'merge.made' ? [target.id, ...target.payload.operations] : [operation.payload.operation]
  }
  // WHY: keeping an object that one side took away means that its removal, or the undoing of its making, does not count.
  if (operation.kind === 'conflict.resolved' && operation.payload.field === REMOVED && operation.payload.value === false) {
    return operation.payload.over.filter((id) => removes(byId.get(id)))
  }
  return []
}

const removes = (operation: KnownOperation | undefined): boolean =>
  operation !== undefined && (operation.kind === 'operation.undone' || touchesOf(operation).some((touch) => touch.removes))

/** What cannot be set aside: who writes, what left the case, where things came from, that there is a case. */
const LASTING: ReadonlySet<string> = new Set(['replica.opened', 'case.created', 'export.made'])
export const canBeSetAside = (operation: KnownOperation): boolean => !LASTING.has(operation.kind)

/**
 * An operation counts unless one that counts sets it aside. An operation names its target by hash, so nothing can, over however many
 * steps, set itself aside.
 */
function setAside(known: readonly KnownOperation[]): Map<string, string> {
  const byId = new Map(known.map((operation) => [operation.id, operation]))
  const undoers = new Map<string, string[]>()
  for (const operation of known) {
    for (const target of targetsOf(operation, byId)) undoers.set(target, [...(undoers.get(target) ?? []), operation.id])
  }
  const aside = new Map<string, string>()
  const settled = new Set<string>()
  const waiting: string[] = []
  for (const target of undoers.keys()) {
    waiting.push(target)
    for (let id = waiting.at(-1); id !== undefined; id = waiting.at(-1)) {
      const open = settled.has(id) ? [] : (undoers.get(id) ?? []).filter((undoer) => !settled.has(undoer))
      if (open.length > 0) {
        waiting.push(...open)
        continue
      }
      waiting.pop()
      if (settled.has(id)) continue
      settled.add(id)
      const operation = byId.get(id)
      const by = (undoers.get(id) ?? []).find((undoer) => !aside.has(undoer))
      if (by !== undefined && operation !== undefined && canBeSetAside(operation)) aside.set(id, by)
    }
  }
  return aside
}

/** Whether the resolution of a conflict counts: nobody set it aside, nor any operation it decides between. */
const resolves = ({ payload: { over, field } }: KnownOperation & { kind: 'conflict.resolved' }, { aside }: History): boolean =>
  field === REMOVED || over.every((id) => !aside.has(id))

/** Shape: history → the operations that count, in order; a resolution as the decision it comes to, with its own author and time. */
export function standingOperations(history: History): KnownOperation[] {
  return history.known.flatMap((operation) => {
    if (history.aside.has(operation.id)) return []
    if (operation.kind !== 'conflict.resolved') return [operation]
    return resolves(operation, history) ? decided(operation) : []
  })
}

function decided(resolution: KnownOperation & { kind: 'conflict.resolved' }): KnownOperation[] {
  const { object, field, value } = resolution.payload
  const decision = field === REMOVED ? null : decisionFor(object, field, value)
  if (decision === null || !isOperationKind(decision.kind)) return []
  const payload = OPERATION_KINDS[decision.kind].safeParse(decision.payload)
  return payload.success ? [{ ...resolution, kind: decision.kind, payload: payload.data } as unknown as KnownOperation] : []
}

/** What colleagues decided differently without knowing of each other, and nobody has settled since. */
import { causalityOf, type Causality } from './causality'
import { canonicalJson } from './canonical'
import type { KnownOperation } from './operation'
import { standingOperations, type History } from './standing'
import { REMOVED, touchesOf, type Touch } from './touches'

/** One of the decisions that contend. */
export interface ConflictSide {
  operation: KnownOperation
  /** What the field is by it, JSON; of a removal `true`, of a change beside it `false`. */
  value: unknown
}

/** A field of an object that is one thing for some and another for others. */
export interface OpenConflict {
  object: string
  field: string
  kind: 'changed-twice' | 'removed-and-changed'
  /** In the order of history. */
  sides: ConflictSide[]
  /** The one that holds meanwhile, among `sides`. */
  standing: string
}

interface Write {
  operation: KnownOperation
  value: unknown
  makes: boolean
}

/** Everything that was done to one object, in the order of history. */
interface Doings {
  fields: Map<string, Write[]>
  /** Removals, and resolutions of whether it is removed. */
  removals: Write[]
  changes: KnownOperation[]
}

/**
 * Find the conflicts that are open.
 *
 * Shape: history → conflicts by object and field. Two decisions contend where neither author knew of the other's; whoever has seen both
 *        and decides again, by a resolution or by an ordinary change, ends the conflict. The same decision twice is none.
 */
export function openConflicts(history: History): OpenConflict[] {
  const objects = doingsOf(history)
  const busy = [...objects].filter(([, doings]) => isContended(doings))
  if (busy.length === 0) return []
  const causality = causalityOf(history.all)
  return busy
    .flatMap(([object, doings]) => [...fieldConflicts(object, doings, causality), ...removalConflicts(object, doings, causality)])
    .sort((a, b) => compare(a.object, b.object) || compare(a.field, b.field))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** WHY: one file is written by one person, who knows what they wrote; only what several files speak of can be in conflict. */
function isContended({ fields, removals, changes }: Doings): boolean {
  const replicas = new Set<string>()
  for (const writes of fields.values()) for (const { operation } of writes) replicas.add(operation.author + operation.replica)
  for (const operation of [...removals.map((each) => each.operation), ...changes])
    replicas.add(operation.author + operation.replica)
  return replicas.size > 1
}

function doingsOf(history: History): Map<string, Doings> {
  const objects = new Map<string, Doings>()
  const of = (object: string): Doings => {
    const doings = objects.get(object) ?? { fields: new Map<string, Write[]>(), removals: [], changes: [] }
    objects.set(object, doings)
    return doings
  }
  const byId = new Map(history.known.map((operation) => [operation.id, operation]))
  for (const operation of standingOperations(history)) {
    const isResolution = byId.get(operation.id)?.kind === 'conflict.resolved'
    for (const touch of touchesOf(operation)) note(of(touch.object), operation, touch, isResolution)
  }
  for (const operation of history.known) {
    const undoer = byId.get(history.aside.get(operation.id) ?? '')
    const made = undoer === undefined ? [] : touchesOf(operation).filter((touch) => touch.makes)
    for (const { object } of made) of(object).removals.push({ operation: undoer!, value: true, makes: false })
    if (operation.kind !== 'conflict.resolved' || undoer !== undefined || operation.payload.field !== REMOVED) continue
    of(operation.payload.object).removals.push({ operation, value: operation.payload.value === true, makes: false })
  }
  return objects
}

function note(doings: Doings, operation: KnownOperation, touch: Touch, isResolution: boolean): void {
  if (touch.removes) doings.removals.push({ operation, value: true, makes: false })
  else if (!touch.makes && !isResolution) doings.changes.push(operation)
  for (const [field, value] of Object.entries(touch.writes ?? {})) {
    const writes = doings.fields.get(field) ?? []
    writes.push({ operation, value, makes: touch.makes === true })
    doings.fields.set(field, writes)
  }
}

/** Shape: writes → those no later one was made knowing. */
const latest = (writes: readonly Write[], { saw }: Causality): Write[] =>
  writes.filter(({ operation }) => !writes.some((other) => saw(other.operation.id, operation.id)))

function fieldConflicts(object: string, { fields, removals }: Doings, causality: Causality): OpenConflict[] {
  // WHY: what is gone for good has no fields to settle; a removal that contends with a change is its own conflict.
  if (removals.some(({ value }) => value === true)) return []
  const conflicts: OpenConflict[] = []
  for (const [field, writes] of fields) {
    const contending = writes.length < 2 ? [] : latest(writes, causality)
    if (new Set(contending.map(({ value }) => canonicalJson(value))).size < 2) continue
    // WHY: as the fold has it: the first making gives the values, any later change goes over them.
    const standing = contending.findLast(({ makes }) => !makes) ?? contending[0]!
    const sides = contending.map(({ operation, value }) => ({ operation, value }))
    conflicts.push({ object, field, kind: 'changed-twice', sides, standing: standing.operation.id })
  }
  return conflicts
}

function removalConflicts(object: string, { removals, changes }: Doings, causality: Causality): OpenConflict[] {
  const { saw } = causality
  const gone = latest(removals, causality).filter(({ value }) => value === true)
  const unaware = (change: KnownOperation) =>
    gone.some(({ operation }) => !saw(operation.id, change.id) && !saw(change.id, operation.id))
  const contending = changes.filter(unaware)
  if (contending.length === 0) return []
  const lastOfEach = new Map(contending.map((change) => [change.author + change.replica, change]))
  const sides = [
    ...gone.map(({ operation }) => ({ operation, value: true })),
    ...[...lastOfEach.values()].map((operation) => ({ operation, value: false })),
  ]
  return [{ object, field: REMOVED, kind: 'removed-and-changed', sides, standing: gone[0]!.operation.id }]
}

/** What each operation had seen of the others when it was written, and an order of history that never puts an operation before what it had seen. */
import { compareOperations, type Operation } from './operation'

/**
 * Put operations in the order of history: by stamp, and each after everything it follows, so that a clock that was wrong cannot let an
 * earlier decision win over one that was made knowing it.
 *
 * Shape: operations in any order, doubles allowed → each once; depends on the set alone.
 */
export function orderedOperations(operations: Iterable<Operation>): Operation[] {
  const byId = new Map<string, Operation>()
  for (const operation of operations) byId.set(operation.id, operation)
  const ordered = new Map<string, Operation>()
  const waiting: Operation[] = []
  for (const first of [...byId.values()].sort(compareOperations)) {
    waiting.push(first)
    for (let next = waiting.at(-1); next !== undefined; next = waiting.at(-1)) {
      const before = ordered.has(next.id) ? [] : next.parents.flatMap((id) => unordered(byId.get(id), ordered))
      if (before.length > 0) waiting.push(...before)
      else ordered.set(waiting.pop()!.id, next)
    }
  }
  return [...ordered.values()]
}

const unordered = (operation: Operation | undefined, ordered: ReadonlyMap<string, Operation>): Operation[] =>
  operation === undefined || ordered.has(operation.id) ? [] : [operation]

/** Whether one operation was written knowing another. */
export interface Causality {
  /** Shape: ids of two operations of the set → whether the author of `later` had `earlier` before them. Not of itself. */
  saw: (later: string, earlier: string) => boolean
}

/**
 * Work out what each operation had seen: what it follows, and the lines before it in its own file.
 *
 * Shape:  operations in the order of history → their causality.
 * Source: Mattern 1989, vector time; one component per journal file.
 */
export function causalityOf(ordered: readonly Operation[]): Causality {
  const files = new Map<string, number>()
  for (const { author, replica } of ordered) files.set(author + replica, files.get(author + replica) ?? files.size)
  const places = new Map<string, { file: number; line: number; seen: Uint32Array }>()
  const lastOf = new Map<number, Uint32Array>()
  for (const { id, author, replica, parents } of ordered) {
    const file = files.get(author + replica)!
    const seen = new Uint32Array(lastOf.get(file) ?? new Uint32Array(files.size))
    for (const parent of parents) {
      places.get(parent)?.seen.forEach((line, index) => {
        if (line > seen[index]!) seen[index] = line
      })
    }
    const line = ++seen[file]!
    lastOf.set(file, seen)
    places.set(id, { file, line, seen })
  }
  return {
    saw(later, earlier) {
      const place = places.get(earlier)
      return later !== earlier && place !== undefined && (places.get(later)?.seen[place.file] ?? 0) >= place.line
    },
  }
}

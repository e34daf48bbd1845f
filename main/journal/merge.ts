/** Bringing the decisions of two copies of a case together: their union, and what of it contends. */
import { openConflicts, type OpenConflict } from './conflicts'
import type { Operation } from './operation'
import { BOOKKEEPING } from './operation-kinds'
import { historyOf } from './standing'

export interface MergedOperations {
  /** Of both, each once. */
  operations: Operation[]
  /** Theirs that were not here, in the order of history. */
  added: Operation[]
  /** How many of their decisions were here. */
  alreadyThere: number
  /** Open in the union, with a side among theirs. */
  conflicts: OpenConflict[]
}

/**
 * Merge the operations of two copies of a case. Nothing is lost and nothing is chosen: the state follows from the union alone, so
 * neither the order of merging nor its repetition matters.
 *
 * Shape: ours, theirs, in any order → the union and what is new in it.
 */
export function mergeOperations(ours: readonly Operation[], theirs: readonly Operation[]): MergedOperations {
  const here = new Set(ours.map(({ id }) => id))
  const fromThem = new Set(theirs.map(({ id }) => id))
  const history = historyOf([...ours, ...theirs])
  const added = history.all.filter(({ id }) => !here.has(id))
  const known = deciding(history.all).filter(({ id }) => here.has(id) && fromThem.has(id))
  const conflicts = openConflicts(history).filter(({ sides }) => sides.some(({ operation }) => fromThem.has(operation.id)))
  return { operations: [...history.all], added, alreadyThere: known.length, conflicts }
}

/** Shape: operations → those that decide something; the others say only who writes and where things came from or went. */
export const deciding = (operations: readonly Operation[]): Operation[] => operations.filter(({ kind }) => !BOOKKEEPING.has(kind))

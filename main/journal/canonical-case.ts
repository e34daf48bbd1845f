/** What a case says, as one text: two copies that hold the same decisions give the same bytes. */
import { canonicalJson } from './canonical'
import { openConflicts } from './conflicts'
import { headOf } from './journal'
import type { Operation } from './operation'
import { projectJournal } from './projection'
import { historyOf } from './standing'

/**
 * Write the state of a journal in its canonical form.
 *
 * Shape: operations in any order → one line of canonical JSON: settings, evidence, entries, tags, events, open conflicts, head. Records of
 *        exports and merges are left out, since they differ between copies that decided the same.
 */
export function canonicalCase(operations: readonly Operation[]): string {
  const { authors, tags, everAdded, exports: _, ...state } = projectJournal(operations)
  const conflicts = openConflicts(historyOf(operations)).map(({ sides, ...conflict }) => ({
    ...conflict,
    sides: sides.map(({ operation, value }) => ({ operation: operation.id, value })),
  }))
  return canonicalJson({
    ...state,
    authors: [...authors].sort(([a], [b]) => (a < b ? -1 : 1)),
    tags: [...tags],
    everAdded: [...everAdded].sort(),
    conflicts,
    head: headOf(operations),
  })
}

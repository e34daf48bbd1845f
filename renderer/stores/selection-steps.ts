/** Pure changes of a selection: what adding, changing and removing a clause gives. */
import type { Clause, Selection } from '#contract/selection'

export interface NewClause {
  source: string
  text: string
  exclude?: boolean
}
export type ClauseChange = Partial<Pick<Clause, 'text' | 'exclude' | 'disabled'>>

/** Shape: clauses → the smallest `c<number>` not among their ids. */
function freeId(clauses: readonly Clause[]): string {
  const taken = new Set(clauses.map((clause) => clause.id))
  for (let n = 1; ; n += 1) if (!taken.has(`c${n}`)) return `c${n}`
}

/**
 * Shape: selection and a new clause → both, the new one last; a clause with the same text and source is replaced.
 */
export function addClause(selection: Selection, { source, text, exclude = false }: NewClause): Selection {
  const others = selection.clauses.filter((clause) => !(clause.text === text && clause.source === source))
  return { ...selection, clauses: [...others, { id: freeId(others), source, text, exclude, disabled: false }] }
}

/** Shape: selection → the same with one clause changed. */
export function changeClause(selection: Selection, id: string, change: ClauseChange): Selection {
  return { ...selection, clauses: selection.clauses.map((clause) => (clause.id === id ? { ...clause, ...change } : clause)) }
}

/** Shape: selection → the same without one clause. */
export function removeClause(selection: Selection, id: string): Selection {
  return { ...selection, clauses: selection.clauses.filter((clause) => clause.id !== id) }
}

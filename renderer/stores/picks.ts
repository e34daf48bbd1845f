/** Picks of a panel as clauses: one including clause of all picked values (any of them), one excluding clause per value shut out. */
import { parseFilter } from '#contract/query-language/parse'
import { printFilter } from '#contract/query-language/print'
import { clauseText, type Clause, type Selection } from '#contract/selection'
import { addClause, removeClause } from './selection-steps'

export type Value = string | number | null

const canonicalTexts = new Map<string, string>()
/** Shape: field and value → the text the language itself would write for it. */
export function pickText(field: string, value: Value): string {
  const written = clauseText(field, value)
  let canonical = canonicalTexts.get(written)
  if (canonical === undefined) {
    canonical = parseFilter(written).canonical
    canonicalTexts.set(written, canonical)
  }
  return canonical
}

/** Shape: clause → canonical texts of the values it takes any of. */
export function picksIn(clause: Pick<Clause, 'text'>): string[] {
  const { expression } = parseFilter(clause.text)
  if (expression === null) return [clause.text]
  return expression.op === 'or' ? expression.of.map(printFilter) : [printFilter(expression)]
}

export interface PanelPicks {
  included: ReadonlySet<string>
  excluded: ReadonlySet<string>
}

/** Shape: selection, source → what that source includes and excludes, switched-off clauses left out. */
export function picksOf(selection: Selection, source: string): PanelPicks {
  const own = selection.clauses.filter((clause) => clause.source === source && !clause.disabled)
  return {
    included: new Set(own.filter((clause) => !clause.exclude).flatMap(picksIn)),
    excluded: new Set(own.filter((clause) => clause.exclude).flatMap(picksIn)),
  }
}

/** How a pick acts: alone in place of the picks before, added to them, or shutting out. */
export type PickMode = 'only' | 'add' | 'exclude'

function including(selection: Selection, source: string, texts: readonly string[]): Selection {
  const old = selection.clauses.filter((clause) => clause.source === source && !clause.exclude)
  const rest = old.reduce((next, clause) => removeClause(next, clause.id), selection)
  if (texts.length === 0) return rest
  const joined = texts.length === 1 ? texts[0]! : parseFilter(texts.map((text) => `(${text})`).join(' OR ')).canonical
  return addClause(rest, { source, text: joined })
}

/** Shape: selection and a pick → the selection after it; the same pick again takes it back. */
export function pickValue(selection: Selection, source: string, field: string, value: Value, mode: PickMode): Selection {
  const text = pickText(field, value)
  const own = selection.clauses.filter((clause) => clause.source === source)
  const shutOut = own.find((clause) => clause.exclude && clause.text === text)
  if (mode === 'exclude') {
    if (shutOut !== undefined && !shutOut.disabled) return removeClause(selection, shutOut.id)
    const kept = [...picksOf(selection, source).included].filter((other) => other !== text)
    return addClause(including(selection, source, kept), { source, text, exclude: true })
  }
  const base = shutOut === undefined ? selection : removeClause(selection, shutOut.id)
  const before = [...picksOf(base, source).included]
  const others = before.filter((other) => other !== text)
  const isPicked = others.length < before.length
  if (mode === 'add') return including(base, source, isPicked ? others : [...before, text])
  return including(base, source, isPicked && others.length === 0 ? [] : [text])
}

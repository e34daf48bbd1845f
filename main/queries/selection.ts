/** What is in view as SQL: the clauses read and compiled, the time window resolved. */
import { fault } from '#contract/errors'
import { allOf, anyOf, noneOf, type Filter } from '#contract/query-language/expression'
import { parseFilter } from '#contract/query-language/parse'
import { exceptSource, type Clause, type Selection, type TimeWindow } from '#contract/selection'
import { MICROS_PER_SECOND } from '#contract/units'
import { compileFilter } from '#main/query-language/compile'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { caseSpan } from './span'

/** The years 1 and 10000: bounds at or beyond them are open. */
const BEGINNING_US = -62_135_596_800_000_000
const END_US = 253_402_300_800_000_000

/** The time window as half-open bounds in µs; null = open on that side. */
export interface WindowBounds {
  fromUs: number | null
  untilUs: number | null
}

/** A selection, ready for `WHERE`. */
export interface Where extends WindowBounds {
  /** Condition on `event e`, the window included. */
  condition: Sql
  /** Something else than the window is filtered. */
  filtered: boolean
  /** Nothing is filtered: every event of the case is in view. */
  everything: boolean
}

/**
 * Join the clauses of a selection.
 *
 * Shape:  clauses → one filter; switched-off ones are left out. Values of one field included by one source are alternatives (two bars
 *         picked in a panel), everything else must hold together.
 * Errors: QRY-001 with the column, counted from 1.
 */
export function filterOf(clauses: readonly Clause[]): Filter {
  const alternatives = new Map<string, Filter[]>()
  const rest: Filter[] = []
  for (const clause of clauses.filter(({ disabled }) => !disabled)) {
    const filter = clauseFilter(clause)
    const field = clause.exclude ? null : pickedField(filter)
    if (field === null) rest.push(filter)
    else alternatives.set(`${field} ${clause.source}`, [...(alternatives.get(`${field} ${clause.source}`) ?? []), filter])
  }
  return allOf([...[...alternatives.values()].map(anyOf), ...rest])
}

/** Shape: filter → the field it picks a value of, or null. WHY: `ip` and `port` look at both sides, so two of them can hold together. */
function pickedField(filter: Filter): string | null {
  const match = filter.op === 'not' && filter.of.op === 'match' && filter.of.test.is === 'present' ? filter.of : filter
  if (match.op !== 'match' || match.field === 'ip' || match.field === 'port') return null
  const picks = filter.op === 'not' || match.test.is === 'equals' || match.test.is === 'address' || match.test.is === 'during'
  return picks ? match.field : null
}

function clauseFilter(clause: Clause): Filter {
  const { expression, errors } = parseFilter(clause.text)
  const [wrong] = errors
  if (expression === null) throw fault('QRY-001', { column: (wrong?.from ?? 0) + 1, expected: wrong?.expected ?? 'a filter' })
  return clause.exclude ? noneOf(expression) : expression
}

/** Shape: window → its bounds; `last` ends with the case's last event, which is in it, and is exactly as long as stated. */
export async function windowBounds(store: Store, window: TimeWindow, asking: Asking = {}): Promise<WindowBounds> {
  if (window.kind === 'all') return { fromUs: null, untilUs: null }
  if (window.kind === 'between') {
    return {
      fromUs: window.fromUs > BEGINNING_US ? window.fromUs : null,
      untilUs: window.toUs < END_US ? window.toUs : null,
    }
  }
  const span = await caseSpan(store, asking)
  if (span === null) return { fromUs: null, untilUs: null }
  return { fromUs: span.lastUs + 1 - window.seconds * MICROS_PER_SECOND, untilUs: span.lastUs + 1 }
}

/** Shape: bounds → condition on `e.ts`. */
export function windowCondition({ fromUs, untilUs }: WindowBounds): Sql[] {
  const parts: Sql[] = []
  if (fromUs !== null) parts.push(sql`e.ts >= ${sql.micros(fromUs)}`)
  if (untilUs !== null) parts.push(sql`e.ts < ${sql.micros(untilUs)}`)
  return parts
}

/**
 * Make a selection ready for `WHERE`.
 *
 * Shape:  selection (without the clauses of `except`) → condition on `event e`.
 * Errors: QRY-001 for a filter that cannot be read.
 */
export async function whereOf(store: Store, selection: Selection, asking: Asking = {}, except?: string): Promise<Where> {
  const { clauses, window } = except === undefined ? selection : exceptSource(selection, except)
  const filter = filterOf(clauses)
  const bounds = await windowBounds(store, window, asking)
  const filtered = filter.op !== 'and' || filter.of.length > 0
  const inWindow = windowCondition(bounds)
  const condition = filtered ? [await compileFilter(store, filter, asking)] : []
  const parts = [...inWindow, ...condition]
  return {
    ...bounds,
    condition: parts.length === 0 ? sql.raw('true') : sql.join(parts, ' AND '),
    filtered,
    everything: parts.length === 0,
  }
}

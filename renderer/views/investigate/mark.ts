/** The span marked on the chart: a clause of its own, which the chart and the windows leave out of their questions. */
import { exceptSource, type Selection } from '#contract/selection'
import { isoFromMicros, MICROS_PER_SECOND } from '#contract/units'
import { spanOf, spanText } from '../../format/clause'
import { addClause } from '../../stores/selection-steps'

export const CHART_SOURCE = 'chart'
export type Span = readonly [fromUs: number, toUs: number]

/** Shape: selection → the span marked in it, or null. */
export function markOf(selection: Selection): Span | null {
  const clause = selection.clauses.find(({ source, exclude, disabled }) => source === CHART_SOURCE && !exclude && !disabled)
  return clause === undefined ? null : spanOf(clause.text)
}

/** Shape: selection, span → the selection with exactly this span marked; null lets go. Whole seconds: nobody marks finer. */
export function withMark(selection: Selection, span: Span | null): Selection {
  const free = exceptSource(selection, CHART_SOURCE)
  if (span === null) return free
  const [from, to] = span.map((tsUs) => Math.round(tsUs / MICROS_PER_SECOND) * MICROS_PER_SECOND) as [number, number]
  return addClause(free, {
    source: CHART_SOURCE,
    text: spanText(isoFromMicros(from), isoFromMicros(Math.max(to, from + MICROS_PER_SECOND))),
  })
}

/** Shape: selection with a mark → the marked span as the window in view. */
export function zoomedIn(selection: Selection): Selection {
  const mark = markOf(selection)
  return mark === null
    ? selection
    : { ...exceptSource(selection, CHART_SOURCE), window: { kind: 'between', fromUs: mark[0], toUs: mark[1] } }
}

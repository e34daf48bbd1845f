/** One cell of the matrix: the state of a class of evidence for a host in a bin of time, with the reason in words. */
import type { CoverageState } from '#contract/coverage'
import { isoFromMicros } from '#contract/units'
import type { Ground } from './ground'
import { minuteText, type Contribution, type Reach } from './reach'
import { overlapUs, united, type Span } from './rhythm'

export interface CellState {
  state: CoverageState
  reason: string
  /** Share of the time inside the case's span that is covered at least in part. */
  share: number
  evidence: string[]
}

/** Uncovered shares of a bin up to this are no gap. Chosen: a log is written now and then, not all the time. */
const SMALL_SHARE = 0.01
/** Reasons named in one sentence. */
const MOST_REASONS = 3

const clipped = ({ fromUs, toUs }: Span, by: Span): Span => ({
  fromUs: Math.max(fromUs, by.fromUs),
  toUs: Math.min(toUs, by.toUs),
})
const listed = (texts: readonly string[]): string => {
  const distinct = [...new Set(texts)]
  const more = distinct.length - MOST_REASONS
  return [...distinct.slice(0, MOST_REASONS), ...(more > 0 ? [`and ${more} more`] : [])].join('; ')
}
/** WHY: what was so at a moment is said of the bin it falls into. */
const spansIn = (one: Contribution, spans: readonly Span[], bin: Span): readonly Span[] =>
  one.isMoment === true ? spans.map((span) => (overlapUs([span], bin) > 0 ? bin : span)) : spans

function beside(bin: Span, { span }: Ground): CellState {
  const reason =
    bin.toUs <= span.fromUs
      ? `before the first evidence, ${minuteText(span.fromUs)}`
      : `after the last evidence, ${minuteText(span.toUs - 1)}`
  return { state: 'unknown', reason, share: 0, evidence: [] }
}

function uncovered(reach: Reach): CellState {
  const { contributions, undetermined, elsewhere } = reach
  const ends = contributions.map(({ title, some, notes, isMoment }) =>
    isMoment === true || some.length === 0
      ? (notes[0]?.text ?? title)
      : `${title} covers ${isoFromMicros(some[0]!.fromUs)} to ${isoFromMicros(some.at(-1)!.toUs - 1)} only`,
  )
  if (contributions.length === 0 && undetermined.length > 0)
    return { state: 'unknown', reason: listed(undetermined), share: 0, evidence: [] }
  const others = elsewhere.length > 0 ? [`${listed(elsewhere)} speaks of other hosts only`] : []
  const reasons = ends.length > 0 ? ends : others
  return {
    state: 'absent',
    reason: reasons.length > 0 ? listed(reasons) : 'the case holds no evidence of this class',
    share: 0,
    evidence: [],
  }
}

/** Shape: ground, what covers the host, bin → the cell. */
export function cellOf(ground: Ground, reach: Reach, bin: Span): CellState {
  const inside = clipped(bin, ground.span)
  if (inside.toUs <= inside.fromUs) return beside(bin, ground)
  const here = reach.contributions.filter((one) => overlapUs(spansIn(one, one.some, bin), inside) > 0)
  if (here.length === 0) return uncovered(reach)
  const length = inside.toUs - inside.fromUs
  const share = (pick: 'full' | 'some'): number =>
    overlapUs(united(here.flatMap((one) => spansIn(one, one[pick], bin))), inside) / length
  const some = share('some')
  const evidence = (of: readonly Contribution[]): string[] => [...new Set(of.flatMap((one) => one.evidence))].sort()
  if (share('full') >= 1 - SMALL_SHARE) {
    const by = here.filter((one) => overlapUs(spansIn(one, one.full, bin), inside) > 0)
    return { state: 'covered', reason: by.map(({ title }) => title).join(', '), share: 1, evidence: evidence(by) }
  }
  const notes = here.flatMap((one) =>
    one.notes.filter(({ spans }) => spans === undefined || overlapUs(spans, inside) > 0).map(({ text }) => text),
  )
  const part = some < 1 - SMALL_SHARE ? [`${some < 0.01 ? '< 1' : Math.round(some * 100)} % of the time`] : []
  const reasons = [...part, ...(notes.length > 0 ? notes : here.map((one) => `${one.title} begins or ends here`))]
  return { state: 'partial', reason: listed(reasons), share: some, evidence: evidence(here) }
}

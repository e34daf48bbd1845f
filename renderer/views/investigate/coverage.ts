/** Where what is in view could have been seen: lanes of classes of evidence, and the parts of a span that none reaches. */
import type { CoverageLane } from '#contract/coverage'
import type { EvidenceClass } from '#contract/formats'
import type { Span } from './mark'

const reaches = ({ spans }: CoverageLane, [from, to]: Span, state: 'covered' | 'partial'): boolean =>
  spans.some((span) => span.state === state && span.fromUs < to && span.toUs > from)

/** Shape: lanes, span → classes that cover some of it, and those that do in part only. */
export function classesIn(lanes: readonly CoverageLane[], span: Span): { covered: EvidenceClass[]; partial: EvidenceClass[] } {
  const covered = lanes.filter((lane) => reaches(lane, span, 'covered'))
  const partial = lanes.filter((lane) => !covered.includes(lane) && reaches(lane, span, 'partial'))
  return { covered: covered.map((lane) => lane.class), partial: partial.map((lane) => lane.class) }
}

/** Shape: lanes, span → the parts of it that no lane reaches into, not even in part. */
export function gapsIn(lanes: readonly CoverageLane[], [from, to]: Span): Span[] {
  const spans = lanes.flatMap((lane) => lane.spans).sort((one, other) => one.fromUs - other.fromUs)
  const gaps: Span[] = []
  let at = from
  for (const span of spans) {
    if (span.fromUs > at && at < to) gaps.push([at, Math.min(span.fromUs, to)])
    at = Math.max(at, span.toUs)
  }
  return at < to ? [...gaps, [at, to]] : gaps
}

/** Which formats of evidence reach over a time: from their first to their last event, which is all that files alone can say. */
import type { EvidenceSource } from '#contract/evidence'
import { reachOf } from '../../format/time'
import type { Span } from './mark'

export interface Lane {
  format: string
  /** Apart from one another, by time. */
  spans: readonly Span[]
}

function joined(spans: readonly Span[]): Span[] {
  const apart: Span[] = []
  for (const [from, to] of [...spans].sort((one, other) => one[0] - other[0])) {
    const last = apart.at(-1)
    if (last !== undefined && from <= last[1]) apart[apart.length - 1] = [last[0], Math.max(last[1], to)]
    else apart.push([from, to])
  }
  return apart
}

/** Shape: sources → one lane per format that has dated events, the one with most events first; excluded sources cover nothing. */
export function lanesOf(sources: readonly EvidenceSource[]): Lane[] {
  const byFormat = new Map<string, { spans: Span[]; events: number }>()
  for (const source of sources) {
    const reach = reachOf(source)
    if (reach === null || source.format === null || source.status === 'excluded') continue
    const lane = byFormat.get(source.format) ?? { spans: [], events: 0 }
    lane.spans.push([reach.fromUs, reach.toUs + 1])
    lane.events += source.events
    byFormat.set(source.format, lane)
  }
  return [...byFormat]
    .sort(([, one], [, other]) => other.events - one.events)
    .map(([format, { spans }]) => ({ format, spans: joined(spans) }))
}

/** Shape: lanes, span → formats that reach into it. */
export const formatsIn = (lanes: readonly Lane[], [from, to]: Span): string[] =>
  lanes.filter(({ spans }) => spans.some((span) => span[0] < to && span[1] > from)).map(({ format }) => format)

/** Shape: lanes, span → the parts of it that no lane reaches into. */
export function gapsIn(lanes: readonly Lane[], [from, to]: Span): Span[] {
  const gaps: Span[] = []
  let at = from
  for (const [start, end] of joined(lanes.flatMap(({ spans }) => spans))) {
    if (start > at && at < to) gaps.push([at, Math.min(start, to)])
    at = Math.max(at, end)
  }
  return at < to ? [...gaps, [at, to]] : gaps
}

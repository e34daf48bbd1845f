/** Where the bars of sources stand on their common axis. */
import { isSource, type EvidenceSource } from '#contract/evidence'
import { timeTicks, type Tick } from '#contract/charts/time-ticks'
import { reachOf } from '../../format/time'

export interface GanttBar {
  source: EvidenceSource
  /** Share of the axis, 0–1; null where the source has no dated event. */
  place: { from: number; width: number } | null
}
export interface GanttTick extends Tick {
  at: number
}
export interface Gantt {
  bars: GanttBar[]
  ticks: GanttTick[]
}

/** A bar thinner than this cannot be seen. */
const LEAST_WIDTH = 0.008
/** Labels that fit under the axis at most. */
const MOST_TICKS = 6

/** Shape: sources, how far local time is ahead of UTC → one bar each, in their order, and ticks at round local times. */
export function gantt(sources: readonly EvidenceSource[], offsetSeconds = 0): Gantt {
  const spans = sources.filter(isSource).map((source) => ({ source, span: reachOf(source) }))
  const known = spans.flatMap(({ span }) => (span === null ? [] : [span]))
  const fromUs = Math.min(...known.map((span) => span.fromUs))
  const toUs = Math.max(...known.map((span) => span.toUs), fromUs + 1)
  const share = (us: number) => us / (toUs - fromUs)
  const bars = spans.map(({ source, span }) => ({
    source,
    place:
      span === null ? null : { from: share(span.fromUs - fromUs), width: Math.max(LEAST_WIDTH, share(span.toUs - span.fromUs)) },
  }))
  const ticks = known.length === 0 ? [] : timeTicks(fromUs, toUs, MOST_TICKS, offsetSeconds)
  return { bars, ticks: ticks.map((tick) => ({ ...tick, at: share(tick.tsUs - fromUs) })) }
}

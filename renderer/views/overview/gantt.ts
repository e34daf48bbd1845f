/** Where the bars of sources stand on their common axis. */
import type { EvidenceSource } from '#contract/evidence'
import { reachOf } from '../../format/time'

export interface GanttBar {
  source: EvidenceSource
  /** Share of the axis, 0–1; null where the source has no dated event. */
  place: { from: number; width: number } | null
}
export interface GanttTick {
  tsUs: number
  at: number
}
export interface Gantt {
  bars: GanttBar[]
  ticks: GanttTick[]
}

const DAY_US = 86_400_000_000
const STEPS_DAYS = [1, 2, 5, 7, 14, 30, 60, 90, 180, 365]
/** A bar thinner than this cannot be seen. */
const LEAST_WIDTH = 0.004

/** Shape: whole days between ticks, so that at most seven stand on the axis. */
function stepOf(spanUs: number): number {
  const days = STEPS_DAYS.find((step) => spanUs / (step * DAY_US) <= 7)
  return (days ?? Math.ceil(spanUs / DAY_US / 7 / 365) * 365) * DAY_US
}

function ticksOf(fromUs: number, toUs: number): GanttTick[] {
  const stepUs = stepOf(toUs - fromUs)
  const ticks: GanttTick[] = []
  for (let tsUs = Math.ceil(fromUs / DAY_US) * DAY_US; tsUs <= toUs; tsUs += stepUs)
    ticks.push({ tsUs, at: (tsUs - fromUs) / (toUs - fromUs) })
  return ticks
}

/** Shape: sources → one bar each, in their order, and ticks at midnights UTC. */
export function gantt(sources: readonly EvidenceSource[]): Gantt {
  const spans = sources.map((source) => ({ source, span: reachOf(source) }))
  const known = spans.flatMap(({ span }) => (span === null ? [] : [span]))
  const fromUs = Math.min(...known.map((span) => span.fromUs))
  const toUs = Math.max(...known.map((span) => span.toUs), fromUs + 1)
  const share = (us: number) => us / (toUs - fromUs)
  const bars = spans.map(({ source, span }) => ({
    source,
    place:
      span === null ? null : { from: share(span.fromUs - fromUs), width: Math.max(LEAST_WIDTH, share(span.toUs - span.fromUs)) },
  }))
  return { bars, ticks: known.length === 0 ? [] : ticksOf(fromUs, toUs) }
}

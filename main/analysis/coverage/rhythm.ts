/** When a log was being written: its own rhythm tells a pause from silence. */
import { MICROS_PER_SECOND, SECONDS_PER_HOUR, SECONDS_PER_MINUTE } from '#contract/units'

export const MINUTE_US = SECONDS_PER_MINUTE * MICROS_PER_SECOND
export const HOUR_US = SECONDS_PER_HOUR * MICROS_PER_SECOND
export const DAY_US = 24 * HOUR_US

/** Half-open, µs. */
export interface Span {
  fromUs: number
  toUs: number
}

/** A log's minutes with at least one event: how many; by hour of day, UTC, on a quiet day; and the long pauses between. */
export interface Beat {
  minutes: number
  /** The lower quartile over the days of the log. WHY: what became busier later, or rests at weekends, has no gap in its quiet days. */
  quiet: readonly number[]
  pauses: readonly Span[]
}
export const EMPTY_BEAT: Beat = { minutes: 0, quiet: Array.from({ length: 24 }, () => 0), pauses: [] }

/**
 * Expected minutes with events in a pause, from which on it is a gap. Chosen: were minutes independent, ten expected and none seen would come
 * about once in twenty thousand pauses.
 */
export const GAP_EXPECTS = 10
/** Shorter pauses are never gaps. Chosen: buffers and rotation take minutes. */
export const SHORTEST_PAUSE_MINUTES = 10
/** Pauses this many times the mean are looked at; shorter ones cannot reach what a gap expects. */
export const LONG_PAUSE_MEANS = 2
/** Minutes with events a day, below which a log has no rhythm that silence could break. Chosen: one in six hours. */
const LEAST_MINUTES_A_DAY = 4
/** A log that begins a little after the case was quiet until then; this far at most. */
const LONGEST_EDGE_US = 6 * HOUR_US

/** Days of a log from which on its quiet days are told apart; fewer are taken by their mean. */
const LEAST_DAYS = 4

/** Shape: a log's first and last time × its beat → expected minutes with events in any span. */
export function expectation(log: Span, beat: Beat): (of: Span) => number {
  const hours = Math.max(1 / 60, (log.toUs - log.fromUs) / HOUR_US)
  const mean = beat.minutes / hours
  const rates = hours < LEAST_DAYS * 24 ? beat.quiet.map(() => mean) : beat.quiet
  return (of) => {
    let expected = 0
    eachHour(of, (hour, share) => (expected += rates[((hour % 24) + 24) % 24]! * share))
    return expected
  }
}

function eachHour({ fromUs, toUs }: Span, take: (hour: number, share: number) => void): void {
  for (let hour = Math.floor(fromUs / HOUR_US); hour * HOUR_US < toUs; hour++)
    take(hour, (Math.min(toUs, (hour + 1) * HOUR_US) - Math.max(fromUs, hour * HOUR_US)) / HOUR_US)
}

/** When a log covers: `runs` while it was written by its rhythm, `gaps` inside it, and whether it has a rhythm at all. */
export interface Runs {
  runs: readonly Span[]
  gaps: readonly (Span & { expected: number })[]
  /** Too few records to tell a pause from silence. */
  isSparse: boolean
}

/** Shape: first and last time of a log, its beat, the case's span → when it ran. */
export function runsOf(log: Span, beat: Beat, span: Span): Runs {
  const isSparse = beat.minutes / Math.max(1, (log.toUs - log.fromUs) / DAY_US) < LEAST_MINUTES_A_DAY
  if (isSparse) return { runs: [log], gaps: [], isSparse }
  const expected = expectation(log, beat)
  const isQuiet = (edge: Span) => edge.toUs - edge.fromUs <= LONGEST_EDGE_US && expected(edge) < GAP_EXPECTS
  const before = { fromUs: span.fromUs, toUs: log.fromUs }
  const after = { fromUs: log.toUs, toUs: span.toUs }
  const whole = {
    fromUs: before.toUs > before.fromUs && isQuiet(before) ? before.fromUs : log.fromUs,
    toUs: after.toUs > after.fromUs && isQuiet(after) ? after.toUs : log.toUs,
  }
  const gaps = beat.pauses
    .map((pause) => ({ ...pause, expected: Math.round(expected(pause)) }))
    .filter((pause) => pause.expected >= GAP_EXPECTS)
    .sort((one, other) => one.fromUs - other.fromUs)
  return { runs: without(whole, gaps), gaps, isSparse }
}

/** Shape: span, spans in order and apart → what is left of it. */
export function without(span: Span, holes: readonly Span[]): Span[] {
  const left: Span[] = []
  let at = span.fromUs
  for (const { fromUs, toUs } of holes) {
    if (fromUs > at) left.push({ fromUs: at, toUs: Math.min(fromUs, span.toUs) })
    at = Math.max(at, toUs)
  }
  return at < span.toUs ? [...left, { fromUs: at, toUs: span.toUs }] : left
}

/** Shape: spans in any order → the same ground, in order and apart. */
export function united(spans: readonly Span[]): Span[] {
  const apart: Span[] = []
  for (const { fromUs, toUs } of [...spans].sort((one, other) => one.fromUs - other.fromUs)) {
    const last = apart.at(-1)
    if (last !== undefined && fromUs <= last.toUs)
      apart[apart.length - 1] = { fromUs: last.fromUs, toUs: Math.max(last.toUs, toUs) }
    else apart.push({ fromUs, toUs })
  }
  return apart
}

/** Shape: spans apart × a span → how long they overlap, µs. */
export const overlapUs = (spans: readonly Span[], { fromUs, toUs }: Span): number =>
  spans.reduce((sum, span) => sum + Math.max(0, Math.min(span.toUs, toUs) - Math.max(span.fromUs, fromUs)), 0)

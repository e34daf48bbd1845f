/** One pair's connections, scored on every day-long window there is and on the last day of the case. */
import { MICROS_PER_SECOND, SECONDS_PER_DAY, SECONDS_PER_HOUR } from '#contract/units'
import { beaconScore, type Beat, type BeaconScore, type Stretch } from './beacon-score'

export interface ScoredWindow extends BeaconScore {
  fromUs: number
  toUs: number
  beats: Beat[]
}

/** First and last whole second of the case. */
export interface CaseSeconds {
  first: number
  last: number
}

/** Fewer connections have no rhythm. Source: RITA v5. */
const LEAST_BEATS = 4

const hourOf = (seconds: number): number => Math.floor(seconds / SECONDS_PER_HOUR) * SECONDS_PER_HOUR

/** Shape: case and step → windows of 24 h, each a step after the one before, that cover it all. */
export function dayWindows({ first, last }: CaseSeconds, stepSeconds: number): Stretch[] {
  const windows: Stretch[] = []
  for (let from = hourOf(first); windows.length === 0 || from + SECONDS_PER_DAY - stepSeconds <= last; from += stepSeconds)
    windows.push({ fromSeconds: from, toSeconds: from + SECONDS_PER_DAY })
  return windows
}

/**
 * The last day of a case as RITA cuts it.
 *
 * Shape:  case → the 24 h that end with the last event, for the histogram, and the start of the hour 24 h before it, from which on connections
 *         count; those before the histogram stand in its first bar. `whole` is false where the case is shorter than a day.
 * Source: RITA v5, and its test set of a proxied beacon.
 */
export function lastDay({ first, last }: CaseSeconds): { stretch: Stretch; countFromSeconds: number; whole: boolean } {
  const start = last - SECONDS_PER_DAY
  const fromSeconds = Math.max(first, start)
  return {
    stretch: { fromSeconds, toSeconds: Math.max(last, fromSeconds + 1) },
    countFromSeconds: Math.max(first, hourOf(start)),
    whole: first <= start,
  }
}

/** Shape: beats in order of time, bound → how many lie before it. */
function before(beats: readonly Beat[], tsUs: number): number {
  let [low, high] = [0, beats.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (beats[middle]!.tsUs < tsUs) low = middle + 1
    else high = middle
  }
  return low
}

/** Shape: beats × bounds of what counts [from, to) × stretch of the histogram → its score, or null. */
function scoreOf(beats: readonly Beat[], fromUs: number, toUs: number, stretch: Stretch): ScoredWindow | null {
  const inside = beats.slice(before(beats, fromUs), before(beats, toUs))
  const score = inside.length < LEAST_BEATS ? null : beaconScore(inside, stretch)
  return score === null ? null : { ...score, fromUs, toUs, beats: inside }
}

/** Shape: beats × case → the score of its last day, or null. */
export function scoreOfLastDay(beats: readonly Beat[], span: CaseSeconds): ScoredWindow | null {
  const { stretch, countFromSeconds } = lastDay(span)
  return scoreOf(beats, countFromSeconds * MICROS_PER_SECOND, (stretch.toSeconds + 1) * MICROS_PER_SECOND, stretch)
}

/** Shape: beats × windows → the best score, the earliest of equals; a window with `most` connections or more is none. */
export function bestWindow(beats: readonly Beat[], windows: readonly Stretch[], most: number): ScoredWindow | null {
  let best: ScoredWindow | null = null
  for (const window of windows) {
    const [from, to] = [window.fromSeconds, window.toSeconds].map((seconds) => before(beats, seconds * MICROS_PER_SECOND)) as [
      number,
      number,
    ]
    if (to - from < LEAST_BEATS || to - from >= most) continue
    const scored = scoreOf(beats, window.fromSeconds * MICROS_PER_SECOND, window.toSeconds * MICROS_PER_SECOND, window)
    if (scored !== null && scored.score > (best?.score ?? -1)) best = scored
  }
  return best
}

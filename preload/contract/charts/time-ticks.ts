/** Where a time axis is labelled. */
import { isoFromMicros, MICROS_PER_SECOND } from '../units'

const HOUR = 3_600
const DAY = 24 * HOUR
/** Steps that people count time in, seconds. Chosen. */
const STEPS = [
  60,
  300,
  900,
  1_800,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  5 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
  91 * DAY,
] as const
/** Steps of years, where no step of days is long enough: years are not all of one length. Chosen. */
const YEAR_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000] as const
const YEAR = 365.25 * DAY
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

export interface Tick {
  tsUs: number
  label: string
}

/** Shape: local ISO text, step → `15 Jun`, `15 Jun 06:00` or `06:00`; the first label and each midnight name the day. */
function labelOf(local: string, stepSeconds: number, first: boolean): string {
  const day = `${Number(local.slice(8, 10))} ${MONTHS[Number(local.slice(5, 7)) - 1]!}`
  const clock = local.slice(11, 16)
  if (stepSeconds >= DAY)
    return stepSeconds >= 91 * DAY || (first && stepSeconds >= 30 * DAY) ? `${day} ${local.slice(0, 4)}` : day
  return clock === '00:00' ? day : first ? `${day} ${clock}` : clock
}

/** Shape: local span in seconds → the first of January every so many years, labelled by the year. */
function yearTicks(localFrom: number, spanSeconds: number, most: number, offsetSeconds: number): Tick[] {
  const years = YEAR_STEPS.find((candidate) => spanSeconds / YEAR / candidate <= most) ?? YEAR_STEPS.at(-1)!
  const firstYear = new Date(localFrom * 1000).getUTCFullYear()
  const ticks: Tick[] = []
  for (let year = Math.ceil(firstYear / years) * years; ; year += years) {
    const local = Date.UTC(year, 0) / 1000
    if (local >= localFrom + spanSeconds) return ticks
    if (local >= localFrom) ticks.push({ tsUs: (local - offsetSeconds) * MICROS_PER_SECOND, label: String(year) })
  }
}

/**
 * Round moments of local time inside a span, at most `most` of them.
 *
 * Units:  fromUs, toUs: µs since epoch, half-open; `offsetSeconds` is how far local time is ahead of UTC there.
 */
export function timeTicks(fromUs: number, toUs: number, most: number, offsetSeconds = 0): Tick[] {
  const spanSeconds = (toUs - fromUs) / MICROS_PER_SECOND
  const localFrom = fromUs / MICROS_PER_SECOND + offsetSeconds
  const step = STEPS.find((candidate) => spanSeconds / candidate <= most)
  if (step === undefined) return yearTicks(localFrom, spanSeconds, most, offsetSeconds)
  const ticks: Tick[] = []
  for (let local = Math.ceil(localFrom / step) * step; local < localFrom + spanSeconds; local += step) {
    const text = isoFromMicros(local * MICROS_PER_SECOND)
    ticks.push({ tsUs: (local - offsetSeconds) * MICROS_PER_SECOND, label: labelOf(text, step, ticks.length === 0) })
  }
  return ticks
}

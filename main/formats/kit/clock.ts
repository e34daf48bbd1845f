/** Civil time to µs UTC: in an IANA zone or a fixed offset, with the gaps and overlaps of summer time, and years that are not written. */

const MICROS = 1_000_000
const MINUTE_US = 60 * MICROS
const DAY_US = 86_400 * MICROS
/** WHY a quarter of an hour: zones change at whole quarters or, rarely, a minute past; both ends of a span are compared. */
const SPAN_US = 15 * MINUTE_US

export const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Shape: English month name, three letters or more, any case → 1…12, or NaN. */
export function monthOf(name: string): number {
  const at = MONTHS.indexOf(name.slice(0, 3).toLowerCase())
  return at < 0 ? NaN : at + 1
}

/** Shape: a civil time → µs as though it were UTC, or NaN where there is no such time (30 February, 25:00). A leap second counts. */
export function civilUs(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  micros = 0,
): number {
  if (!(hour <= 23 && minute <= 59 && second <= 60 && month >= 1 && month <= 12 && day >= 1)) return NaN
  if (day > 28 && day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return NaN
  return Date.UTC(year, month - 1, day, hour, minute, second) * 1000 + micros
}

const FIXED = /^([+-])(\d{2}):?(\d{2})$/

function fixedOffsetUs(zone: string): number | null {
  if (/^(z|utc|gmt)$/i.test(zone)) return 0
  const match = FIXED.exec(zone)
  if (match === null || Number(match[2]) > 15 || Number(match[3]) > 59) return null
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) * MINUTE_US
}

/** Shape: zone → whether times can be read with it: an IANA name, `Z`, or ±HH:MM. */
export function isZone(zone: string): boolean {
  if (fixedOffsetUs(zone) !== null) return true
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).format(0) !== ''
  } catch {
    return false
  }
}

/** Shape: minutes east of UTC → `±HH:MM`. */
export function offsetText(minutes: number): string {
  const size = Math.abs(minutes)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

/**
 * Reads civil times of one zone.
 *
 * Shape:  local µs (as `civilUs` gives them) → µs UTC. A time that exists twice is read as its first occurrence, a time that
 *         does not exist as though the clock had not been put forward; both are counted.
 * Errors: RangeError for a zone that `isZone` refuses.
 * Source: tz database as compiled into the runtime.
 */
export class ZoneClock {
  overlaps = 0
  gaps = 0
  private readonly fixedUs: number | null
  private readonly format: Intl.DateTimeFormat | null
  private spanStartUs = NaN
  private spanOffsetUs = 0

  constructor(readonly zone: string) {
    this.fixedUs = fixedOffsetUs(zone)
    this.format = this.fixedUs !== null ? null : offsetFormat(zone)
  }

  /** Local µs → µs UTC. */
  toUtcUs(localUs: number): number {
    if (this.fixedUs !== null) return localUs - this.fixedUs
    if (localUs >= this.spanStartUs && localUs < this.spanStartUs + SPAN_US) return localUs - this.spanOffsetUs
    if (Number.isNaN(localUs)) return NaN
    const startUs = Math.floor(localUs / SPAN_US) * SPAN_US
    const first = this.resolve(startUs)
    const last = this.resolve(startUs + SPAN_US - MICROS)
    if (first.kind === 'plain' && last.kind === 'plain' && first.offsetUs === last.offsetUs) {
      this.spanStartUs = startUs
      this.spanOffsetUs = first.offsetUs
      return localUs - first.offsetUs
    }
    const exact = this.resolve(localUs)
    if (exact.kind === 'overlap') this.overlaps++
    if (exact.kind === 'gap') this.gaps++
    return localUs - exact.offsetUs
  }

  /** Offset of the zone at a moment, µs east of UTC. */
  offsetUsAt(utcUs: number): number {
    if (this.format === null) return this.fixedUs!
    const parts: Record<string, number> = {}
    const wholeMs = Math.floor(utcUs / MICROS) * 1000
    for (const part of this.format.formatToParts(wholeMs)) parts[part.type] = Number(part.value)
    const { year, month, day, hour, minute, second } = parts
    return (Date.UTC(year!, month! - 1, day, hour! % 24, minute, second) - wholeMs) * 1000
  }

  private resolve(localUs: number): { offsetUs: number; kind: 'plain' | 'overlap' | 'gap' } {
    const beforeUs = this.offsetUsAt(localUs - DAY_US)
    const afterUs = this.offsetUsAt(localUs + DAY_US)
    if (beforeUs === afterUs) return { offsetUs: beforeUs, kind: 'plain' }
    const isBefore = this.offsetUsAt(localUs - beforeUs) === beforeUs
    const isAfter = this.offsetUsAt(localUs - afterUs) === afterUs
    if (isBefore && isAfter) return { offsetUs: beforeUs, kind: 'overlap' }
    if (!isBefore && !isAfter) return { offsetUs: beforeUs, kind: 'gap' }
    return { offsetUs: isBefore ? beforeUs : afterUs, kind: 'plain' }
  }
}

function offsetFormat(zone: string): Intl.DateTimeFormat {
  const digits = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  } as const
  return new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', calendar: 'gregory', ...digits })
}

/**
 * Gives records without a year theirs: the first has the stated one, and the year turns where the calendar falls back by more than
 * 30 days (December to January), or back where a late December line comes after January ones.
 *
 * Source: chosen; log files are in order but for the delays of buffers and relays.
 */
export class YearlessClock {
  private lastUs = NaN
  constructor(private year: number) {}

  /** Shape: civil time without its year → local µs, or NaN where there is no such time in the year at hand. */
  localUs(month: number, day: number, hour: number, minute: number, second: number, micros = 0): number {
    let year = this.year
    let us = civilUs(year, month, day, hour, minute, second, micros)
    const isFallenBack = us < this.lastUs - 30 * DAY_US
    /* 29 February of a year that has none can only be the next one's, a few months on. */
    const isNextLeapDay = Number.isNaN(us) && civilUs(year + 1, month, day, 0, 0, 0) - this.lastUs < 335 * DAY_US
    if (isFallenBack || isNextLeapDay) us = civilUs(++year, month, day, hour, minute, second, micros)
    else if (us > this.lastUs + 335 * DAY_US) return civilUs(year - 1, month, day, hour, minute, second, micros)
    if (Number.isNaN(us)) return NaN
    this.year = year
    this.lastUs = us
    return us
  }
}

/**
 * Units and the few number formats both sides must agree on.
 *
 * Time is integer microseconds since 1970-01-01T00:00:00Z (safe in a JS number until 2255).
 */
export const MICROS_PER_MILLI = 1_000
export const MICROS_PER_SECOND = 1_000_000
export const SECONDS_PER_MINUTE = 60
export const SECONDS_PER_HOUR = 3_600
export const SECONDS_PER_DAY = 86_400

/**
 * Write a time the way the command line, exports and the report do.
 *
 * Shape:  µs since epoch → `2009-06-11T03:46:47Z`, with six decimals only where the record has a fraction.
 * Errors: RangeError for a value outside the years 0000–9999.
 * Source: RFC 3339, section 5.6.
 */
export function isoFromMicros(tsUs: number): string {
  const wholeMs = Math.floor(tsUs / MICROS_PER_SECOND) * 1000
  const fraction = tsUs - (wholeMs / 1000) * MICROS_PER_SECOND
  const head = new Date(wholeMs).toISOString().slice(0, 19)
  return fraction === 0 ? `${head}Z` : `${head}.${String(fraction).padStart(6, '0')}Z`
}

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i

/**
 * Read an ISO 8601 date or date-time; without a zone it is UTC.
 *
 * Shape:  `2009-06-27`, `2009-06-27T01:08`, `2009-06-27T01:08:26.5Z`, `…+02:00` → µs since epoch, or null.
 */
export function microsFromIso(text: string): number | null {
  const match = ISO.exec(text.trim())
  if (match === null) return null
  const [, day, clock = '00:00:00', fraction = '', zone = 'Z'] = match
  const seconds = clock.length === 5 ? `${clock}:00` : clock
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase()
  const wholeMs = Date.parse(`${day}T${seconds}${offset}`)
  if (Number.isNaN(wholeMs)) return null
  return wholeMs * 1000 + Number(fraction.padEnd(6, '0').slice(0, 6))
}

/** Times as text, in UTC (`…Z`) or in the case's zone (`… −04:00`). The one place where a time becomes words on the page. */
import { isoFromMicros, microsFromIso } from '#contract/units'

/** IANA name, `UTC` or ±HH:MM. */
export type Zone = string
export type Precision = 'day' | 'minute' | 'second' | 'exact'

const US_PER_MS = 1000
const formatters = new Map<Zone, Intl.DateTimeFormat>()

function formatter(zone: Zone): Intl.DateTimeFormat {
  let found = formatters.get(zone)
  if (found === undefined) {
    found = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formatters.set(zone, found)
  }
  return found
}

const FIXED = /^([+-])(\d{2}):?(\d{2})$/

/** Shape: zone and moment → how far local time is ahead of UTC, in seconds; 0 for a zone nobody knows. */
export function offsetSeconds(tsUs: number, zone: Zone): number {
  if (zone === 'UTC') return 0
  const fixed = FIXED.exec(zone)
  if (fixed !== null) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 3600 + Number(fixed[3]) * 60)
  try {
    const wholeMs = Math.floor(tsUs / US_PER_MS / 1000) * 1000
    const parts = Object.fromEntries(
      formatter(zone)
        .formatToParts(wholeMs)
        .map((part) => [part.type, part.value]),
    )
    const local = Date.UTC(+parts.year!, +parts.month! - 1, +parts.day!, +parts.hour!, +parts.minute!, +parts.second!)
    return (local - wholeMs) / 1000
  } catch {
    return 0
  }
}

function offsetText(seconds: number): string {
  const minutes = Math.round(Math.abs(seconds) / 60)
  const pad = (n: number) => String(n).padStart(2, '0')
  return `${seconds < 0 ? '−' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}

const LENGTH: Record<Precision, number | undefined> = { day: 10, minute: 16, second: 19, exact: undefined }

/** Shape: moment → `2009-06-28 20:02:09Z`, or with a zone `2009-06-28 16:02:09 −04:00`; a day carries no mark of zone. */
export function formatTime(tsUs: number, zone: Zone = 'UTC', precision: Precision = 'second'): string {
  const offset = offsetSeconds(tsUs, zone)
  const text = isoFromMicros(tsUs + offset * 1_000_000)
    .replace('T', ' ')
    .replace('Z', '')
    .slice(0, LENGTH[precision])
  if (precision === 'day') return text
  return zone === 'UTC' ? `${text}Z` : `${text} ${offsetText(offset)}`
}

/** Shape: a time of the contract (ISO text) → the same in the zone; text that is no time comes back as it is. */
export function formatIso(ts: string | null, zone: Zone = 'UTC', precision: Precision = 'second'): string {
  if (ts === null) return ''
  const tsUs = microsFromIso(ts)
  return tsUs === null ? ts : formatTime(tsUs, zone, precision)
}

/** Shape: [from, to) → `2009-06-15 → 2009-07-09`, with clocks where it is shorter than three days. */
export function formatSpan(fromUs: number, toUs: number, zone: Zone = 'UTC'): string {
  const short = toUs - fromUs < 3 * 86_400 * 1_000_000
  const [from, to] = [fromUs, toUs].map((at) => formatTime(at, zone, short ? 'minute' : 'day')) as [string, string]
  if (!short) return `${from} → ${to}`
  const bare = from.replace(/(Z| [+−]\d\d:\d\d)$/, '')
  // WHY: as ISO 8601 writes intervals, what both ends share stands once.
  const shared = to.slice(0, 10) === from.slice(0, 10) ? 11 : to.slice(0, 5) === from.slice(0, 5) ? 5 : 0
  return `${bare} → ${to.slice(shared)}`
}

/** Shape: first and last time of the contract → both as moments, or null where either is not known. */
export function reachOf({ first_ts, last_ts }: { first_ts: string | null; last_ts: string | null }) {
  const fromUs = first_ts === null ? null : microsFromIso(first_ts)
  const toUs = last_ts === null ? null : microsFromIso(last_ts)
  return fromUs === null || toUs === null ? null : { fromUs, toUs }
}

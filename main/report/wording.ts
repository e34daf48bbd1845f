/** How times, sizes, counts and lengths read in a report. No locale of the machine takes part. */
import { isoFromMicros, microsFromIso } from '#contract/units'

/** Shape: 75204 → `75,204`. */
export const count = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** Shape: (1, `file`) → `1 file`, (2, `file`) → `2 files`. */
export const counted = (value: number, word: string, plural = `${word}s`): string =>
  `${count(value)} ${value === 1 ? word : plural}`

/** Shape: bytes → `498,353 B`, `3.1 MB`; decimal units, two digits. */
export function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let power = 0
  let value = bytes
  while (value >= 1000 && power < units.length - 1) {
    value /= 1000
    power += 1
  }
  return power === 0 ? `${count(bytes)} B` : `${value < 100 ? value.toFixed(1) : value.toFixed(0)} ${units[power]}`
}

/** Shape: seconds → `71 s`, `10 min 11 s`, `1 h 2 min`, `25 days`. */
export function length(seconds: number): string {
  if (seconds >= 2 * 86_400 && seconds % 86_400 === 0) return `${seconds / 86_400} days`
  if (seconds < 60) return `${Math.round(seconds * 10) / 10} s`
  const whole = Math.round(seconds)
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60]
  const parts = [hours > 0 ? `${hours} h` : '', minutes > 0 ? `${minutes} min` : '', hours === 0 && rest > 0 ? `${rest} s` : '']
  return parts.filter((part) => part !== '').join(' ')
}

/** Shape: µs → `2009-06-28 20:02:09`, seconds cut, no mark of the zone. */
export const utcClock = (tsUs: number): string => isoFromMicros(tsUs).slice(0, 19).replace('T', ' ')

/** Shape: µs → `2009-06-28`. */
export const utcDay = (tsUs: number): string => isoFromMicros(tsUs).slice(0, 10)

/** Shape: ISO text or null → µs or null. */
export const micros = (text: string | null): number | null => (text === null ? null : microsFromIso(text))

const OFFSET = /^([+-])(\d{2}):?(\d{2})$/

function partsOf(tsUs: number, zone: string): Record<string, string> {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  return Object.fromEntries(format.formatToParts(new Date(Math.floor(tsUs / 1000))).map(({ type, value }) => [type, value]))
}

/**
 * Write a time as the case's zone shows it.
 *
 * Shape: (µs, IANA name or ±HH:MM) → `2009-06-28 16:02:09`; a zone nobody knows reads as UTC.
 */
export function zoneClock(tsUs: number, zone: string): string {
  const fixed = OFFSET.exec(zone)
  if (fixed !== null) {
    const minutes = (Number(fixed[2]) * 60 + Number(fixed[3])) * (fixed[1] === '-' ? -1 : 1)
    return utcClock(tsUs + minutes * 60_000_000)
  }
  try {
    const { year, month, day, hour, minute, second } = partsOf(tsUs, zone)
    return `${year}-${month}-${day} ${hour}:${minute}:${second}`
  } catch {
    return utcClock(tsUs)
  }
}

/** Shape: name of an author → the same; a bare key fingerprint → `key fcf4a3f9`. */
export const authorName = (author: string): string => (/^[0-9a-f]{16,}$/.test(author) ? `key ${author.slice(0, 8)}` : author)

/** Shape: `endpoint` of an event → `203.0.113.5:3701`, `[2001:db8::1]:22`, or a dash. */
export function endpoint(ip: string | null, port: number | null): string {
  if (ip === null) return '–'
  if (port === null) return ip
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`
}

/** What each time quality says. */
export const TIME_QUALITY: Record<string, string> = {
  exact: 'nothing assumed',
  solved: 'worked out from the record itself',
  'zone-assumed': 'the record has no time zone; the zone of the file is assumed',
  'year-assumed': 'the record has no year; the year of the file is assumed',
  'zone-and-year-assumed': 'the record has neither zone nor year; both are assumed for the file',
}

/** What each rule that decides client and server says. */
export const ROLE_RULE: Record<string, string> = {
  handshake: 'the sensor saw the connection being opened',
  'same-session': 'another sensor saw the same session being opened',
  'server-log': "the server's own log names the client",
  'first-packet': 'the sensor saw who spoke first',
  'service-port': 'one side has a service port',
  'ephemeral-port': 'one side has a port that clients use',
  'fan-in': 'many peers share one side',
  arrow: 'order as written; nothing better is known',
}

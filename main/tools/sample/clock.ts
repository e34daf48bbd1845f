/** The sample's calendar: 35 days, a site that keeps local time four hours behind UTC, and the ways its sensors write time. */

export const SECOND = 1_000_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Local clock of the site: UTC−04:00 in June and July. */
const LOCAL_OFFSET = -4 * HOUR
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** Shape: local wall clock `2009-06-10 22:31:14` → µs since epoch, UTC. */
export function localTime(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}Z`) * 1000 - LOCAL_OFFSET
}

/** First and last midnight of the case, local: [START, END). */
export const START = localTime('2009-06-05 00:00:00')
export const END = localTime('2009-07-10 00:00:00')
export const DAYS = (END - START) / DAY

/** When the Zeek sensor was down: it wrote nothing that began in [from, to). */
export const ZEEK_DOWN = { fromUs: localTime('2009-06-28 15:40:00'), toUs: localTime('2009-06-28 17:20:00') }

const two = (value: number) => String(value).padStart(2, '0')
const localDate = (tsUs: number) => new Date(Math.floor((tsUs + LOCAL_OFFSET) / 1000))
const clockText = (date: Date) => `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`
const microText = (tsUs: number) => String(((tsUs % SECOND) + SECOND) % SECOND).padStart(6, '0')

/** Shape: `1244687474.204311`, as Zeek writes a time. */
export const zeekTime = (tsUs: number): string => `${Math.floor(tsUs / SECOND)}.${microText(tsUs)}`

/** Shape: `06/10-22:31:14.204311`, local, no year, as Snort's fast alerts. */
export function snortTime(tsUs: number): string {
  const date = localDate(tsUs)
  return `${two(date.getUTCMonth() + 1)}/${two(date.getUTCDate())}-${clockText(date)}.${microText(tsUs)}`
}

/** Shape: `Jun  5 08:12:44`, local, no year, as syslog. */
export function syslogTime(tsUs: number): string {
  const date = localDate(tsUs)
  return `${MONTHS[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2, ' ')} ${clockText(date)}`
}

/** Shape: `Wed Jun 10 22:32:25`, local, no year, as TNM. */
export const tnmTime = (tsUs: number): string => `${WEEKDAYS[localDate(tsUs).getUTCDay()]} ${syslogTime(tsUs)}`

/** Shape: `Thu Jun 18 02:05:11 2009`, local, as Nessus. */
export const nessusTime = (tsUs: number): string => `${tnmTime(tsUs)} ${localDate(tsUs).getUTCFullYear()}`

/** Hour of the local day, 0–23. */
export const localHour = (tsUs: number): number => localDate(tsUs).getUTCHours()

/** Saturday or Sunday, local. */
export const isWeekend = (tsUs: number): boolean => [0, 6].includes(localDate(tsUs).getUTCDay())

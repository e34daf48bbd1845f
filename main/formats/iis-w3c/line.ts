/** Header and rows of a log in W3C extended format. Source: W3C WD-logfile-960323; IIS, W3C logging. */
import { civilUs } from '../kit/clock'

const DAY_US = 86_400_000_000
const HALF_DAY_US = DAY_US / 2

/** What the directives said last. */
export class W3cHeader {
  fields: readonly string[] = []
  software = ''
  /** `#Time Format: Local`: rows write the local time of the host; without it they write UTC, by definition. */
  isLocal = false
  /** Day of rows that write none, µs UTC; NaN = not stated. */
  private dayUs = NaN
  private lastTimeUs = NaN

  /** Shape: a line that begins with `#`. */
  directive(text: string): void {
    const [, name = '', value = ''] = /^#([A-Za-z -]{1,40}):\s*(.*)$/.exec(text) ?? []
    if (name === 'Fields') this.fields = value.trim().split(/\s+/)
    else if (name === 'Software') this.software = value.trim()
    else if (name === 'Time Format') this.isLocal = /^local\b/i.test(value)
    else if (name === 'Date') {
      this.dayUs = dayOf(value)
      this.lastTimeUs = NaN
    }
  }

  /** Shape: (date or nothing, time) → µs as the row writes them, UTC or local, or NaN. Without a date the header's counts, and midnight makes the next. */
  timeUs(date: string | undefined, time: string): number {
    const match = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,6}))?$/.exec(time)
    if (match === null) return NaN
    const timeUs = civilUs(
      1970,
      1,
      1,
      Number(match[1]),
      Number(match[2]),
      Number(match[3]),
      Number((match[4] ?? '').padEnd(6, '0')),
    )
    if (date !== undefined) return dayOf(date) + timeUs
    if (timeUs < this.lastTimeUs - HALF_DAY_US) this.dayUs += DAY_US
    this.lastTimeUs = timeUs
    return this.dayUs + timeUs
  }
}

function dayOf(text: string): number {
  const match = /^\s*(\d{4})-(\d{2})-(\d{2})/.exec(text)
  return match === null ? NaN : civilUs(Number(match[1]), Number(match[2]), Number(match[3]), 0, 0, 0)
}

/** Shape: (row, names) → name → value without those that say `-`; or the reason why it is none. */
export function readRow(text: string, fields: readonly string[]): Map<string, string> | string {
  if (fields.length === 0) return 'no #Fields line says what the values are'
  /* WHY any run of spaces: some servers leave a value empty, and write two where one belongs; counts then still agree. */
  const strict = text.trimEnd().split(' ')
  const values = strict.length === fields.length ? strict : text.trim().split(/ +/)
  if (values.length !== fields.length) return `${values.length} values, but #Fields names ${fields.length}`
  const row = new Map<string, string>()
  values.forEach((value, index) => {
    if (value !== '-' && value !== '') row.set(fields[index]!, value)
  })
  return row
}

/** How numbers, sizes, lengths and times are written in a filter, both ways. */
import { isoFromMicros, microsFromIso, MICROS_PER_SECOND } from '../units'

const NUMBER = /^\d{1,15}$/
const WITH_UNIT = /^(\d{1,15}(?:\.\d{1,6})?)([a-zA-Zµ]*)$/

/** Bytes of one unit: `kb` counts by thousands, `kib` by 1024. Source: IEC 80000-13. */
const SIZE_UNITS: Record<string, number> = {
  '': 1,
  b: 1,
  k: 1e3,
  kb: 1e3,
  m: 1e6,
  mb: 1e6,
  g: 1e9,
  gb: 1e9,
  t: 1e12,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
}

/** Microseconds of one unit; a bare number is seconds. */
const LENGTH_UNITS: Record<string, number> = {
  us: 1,
  µs: 1,
  ms: 1e3,
  '': 1e6,
  s: 1e6,
  sec: 1e6,
  m: 60e6,
  min: 60e6,
  h: 3_600e6,
  d: 86_400e6,
  w: 604_800e6,
}

function withUnit(text: string, units: Record<string, number>): number | null {
  const match = WITH_UNIT.exec(text)
  const unit = match === null ? undefined : units[match[2]!.toLowerCase()]
  if (match === null || unit === undefined) return null
  const value = Math.round(Number(match[1]) * unit)
  return Number.isSafeInteger(value) ? value : null
}

/** Shape: `123` → 123, or null. */
export const parseWhole = (text: string): number | null => (NUMBER.test(text) ? Number(text) : null)
/** Shape: `10kb` → 10000, `1mib` → 1048576, or null. */
export const parseSize = (text: string): number | null => withUnit(text, SIZE_UNITS)
/** Shape: `5m`, `90s`, `1.5h`, `250ms`, `90` (seconds) → µs, or null. */
export const parseLength = (text: string): number | null => withUnit(text, LENGTH_UNITS)

const largest = (value: number, units: readonly (readonly [string, number])[]): string => {
  const [name, size] = units.find(([, unit]) => value % unit === 0 && value >= unit) ?? units.at(-1)!
  return `${value / size}${name}`
}

/** Shape: 10000 → `10kb`. */
export const printSize = (bytes: number): string =>
  largest(bytes, [
    ['tb', 1e12],
    ['gb', 1e9],
    ['mb', 1e6],
    ['kb', 1e3],
    ['', 1],
  ])

/** Shape: µs → `5m`. */
export const printLength = (us: number): string =>
  us === 0
    ? '0s'
    : largest(us, [
        ['d', 86_400e6],
        ['h', 3_600e6],
        ['m', 60e6],
        ['s', 1e6],
        ['ms', 1e3],
        ['us', 1],
      ])

export const DAY_US = 86_400 * MICROS_PER_SECOND

/** A moment and the span it names by how exactly it is written: a date is a day, `01:08` a minute, `01:08:26` a second. */
export interface Moment {
  us: number
  spanUs: number
}

/** Shape: ISO 8601 date or date-time (UTC where it names no zone) → moment, or null. */
export function parseMoment(text: string): Moment | null {
  const us = microsFromIso(text)
  if (us === null) return null
  if (!/[T ]/i.test(text.trim())) return { us, spanUs: DAY_US }
  if (/\.\d/.test(text)) return { us, spanUs: 1 }
  return { us, spanUs: /\d:\d{2}:\d{2}/.test(text) ? MICROS_PER_SECOND : 60 * MICROS_PER_SECOND }
}

/** Shape: µs → a date where it is midnight, else date and time with `Z`. */
export const printMoment = (us: number): string => (us % DAY_US === 0 ? isoFromMicros(us).slice(0, 10) : isoFromMicros(us))

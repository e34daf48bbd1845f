/** Times as people and tools write them into tables, one reader per form. */
import type { TimeForm } from '#contract/mapping'
import { civilUs, monthOf } from '../clock'
import { microsOf } from '../text'
import { NO_TIME, type WrittenTime } from '../written-time'

/** Longest text that is looked at; a date, a clock and a zone in words fit. */
const LONGEST = 64

const ZONE = String.raw`\s*(Z|UTC|GMT|(?:UTC|GMT)?[+-]\d{2}(?::?\d{2})?)?(?:\s*\([A-Za-z ]{1,30}\))?`
const CLOCK = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp]\.?[Mm]\.?)?`
const WITH_CLOCK = String.raw`(?:[T,:]?\s*${CLOCK})?${ZONE}$`

const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${WITH_CLOCK}`, 'i')
const NUMBERS = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})${WITH_CLOCK}`, 'i')
const DAY_NAME = String.raw`^(?:[A-Za-z]{2,9}\.?,?\s+)?`
const DAY_MONTH = new RegExp(String.raw`${DAY_NAME}(\d{1,2})[ /.-]+([A-Za-z]{3,9})[ /.,-]+(\d{4}|\d{2})${WITH_CLOCK}`, 'i')
const MONTH_DAY = new RegExp(String.raw`${DAY_NAME}([A-Za-z]{3,9})[ .-]+(\d{1,2})(?:,|\s)\s*(\d{4})${WITH_CLOCK}`, 'i')
/** As `ctime` and `date` write it: the year behind the clock. */
const YEAR_LAST = new RegExp(String.raw`${DAY_NAME}([A-Za-z]{3,9})\s+(\d{1,2})\s+${CLOCK}\s+(?:[A-Z]{3}\s+)?(\d{4})$`, 'i')
/** Nothing but a time of day: half a time. */
const ONLY_CLOCK = new RegExp(String.raw`^${CLOCK}${ZONE}$`, 'i')

/** Shape: text → whether it is a time of day without its date. */
export const isClock = (text: string): boolean => text.length <= LONGEST && ONLY_CLOCK.test(text)

/** Shape: text → the two numbers before the year, or null where it is not written so. */
export function twoNumbers(text: string): { first: number; second: number; separator: string } | null {
  const match = text.length > LONGEST ? null : NUMBERS.exec(text)
  return match === null ? null : { first: Number(match[1]), second: Number(match[3]), separator: match[2]! }
}

/** Shape: two digits of a year → four; 70 and above are of the last century. */
const fullYear = (text: string): number => (text.length === 4 ? Number(text) : Number(text) + (Number(text) < 70 ? 2000 : 1900))

const MINUTE_US = 60_000_000

function zoneUs(zone: string): number {
  const match = /([+-])(\d{2}):?(\d{2})?$/.exec(zone)
  if (match === null) return 0
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0)) * MINUTE_US
}

type Parts = readonly (string | undefined)[]

/** Shape: (date, the parts of CLOCK, the part of ZONE) → the time. A date alone is its first moment. */
function timeOf(year: number, month: number, day: number, clock: Parts, zone: string | undefined): WrittenTime {
  const [hour = '0', minute = '0', second = '0', fraction = '', half] = clock
  let hours = Number(hour)
  if (half !== undefined) {
    if (hours < 1 || hours > 12) return NO_TIME
    hours = (hours % 12) + (/^p/i.test(half) ? 12 : 0)
  }
  const micros = Number(fraction.padEnd(6, '0').slice(0, 6))
  const us = civilUs(year, month, day, hours, Number(minute), Number(second), micros)
  if (Number.isNaN(us)) return NO_TIME
  return zone === undefined ? { us, isLocal: true } : { us: us - zoneUs(zone), isLocal: false }
}

function iso(text: string): WrittenTime {
  const match = YEAR_FIRST.exec(text)
  if (match === null) return NO_TIME
  return timeOf(Number(match[1]), Number(match[3]), Number(match[4]), match.slice(5, 10), match[10])
}

function numbers(text: string, isDayFirst: boolean): WrittenTime {
  const match = NUMBERS.exec(text)
  if (match === null) return NO_TIME
  const [first, second] = [Number(match[1]), Number(match[3])]
  const [month, day] = isDayFirst ? [second, first] : [first, second]
  return timeOf(fullYear(match[4]!), month, day, match.slice(5, 10), match[10])
}

/** WHY whole names: `Junk` begins like a month. */
const MONTH_NAME =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/i
const month = (name: string): number => (MONTH_NAME.test(name) ? monthOf(name) : NaN)

function namedMonth(text: string): WrittenTime {
  let match = DAY_MONTH.exec(text)
  if (match !== null) return timeOf(fullYear(match[3]!), month(match[2]!), Number(match[1]), match.slice(4, 9), match[9])
  match = MONTH_DAY.exec(text)
  if (match !== null) return timeOf(Number(match[3]), month(match[1]!), Number(match[2]), match.slice(4, 9), match[9])
  match = YEAR_LAST.exec(text)
  if (match === null) return NO_TIME
  return timeOf(
    Number(match[8]),
    month(match[1]!),
    Number(match[2]),
    match.slice(3, 8),
    / (?:UTC|GMT) /.test(text) ? 'Z' : undefined,
  )
}

const moment = (us: number): WrittenTime => (Number.isSafeInteger(us) ? { us, isLocal: false } : NO_TIME)

/** 1601 to 1970 in µs. */
const FILETIME_EPOCH_US = 11_644_473_600_000_000n

/** Shape: digits of a count with an optional fraction × its decimals below a second → µs. Never through a double that cannot hold it. */
function epoch(text: string, decimals: number): WrittenTime {
  if (decimals === 0) return moment(microsOf(text))
  const match = /^(\d{1,19})(?:\.(\d{1,9}))?$/.exec(text)
  if (match === null) return NO_TIME
  const digits = match[1]! + (match[2] ?? '').padEnd(6, '0').slice(0, 6)
  return moment(Number(BigInt(digits) / 10n ** BigInt(decimals)))
}

function filetime(text: string): WrittenTime {
  if (!/^\d{17,19}$/.test(text)) return NO_TIME
  return moment(Number(BigInt(text) / 10n - FILETIME_EPOCH_US))
}

const READERS: Readonly<Record<TimeForm, (text: string) => WrittenTime>> = {
  iso,
  'day-first': (text) => numbers(text, true),
  'month-first': (text) => numbers(text, false),
  'named-month': namedMonth,
  'epoch-s': (text) => epoch(text, 0),
  'epoch-ms': (text) => epoch(text, 3),
  'epoch-us': (text) => epoch(text, 6),
  'epoch-ns': (text) => epoch(text, 9),
  filetime,
}

/** Shape: (text, form) → µs UTC, or µs as though it were UTC where the text names no zone; NaN where it is no time of this form. */
export function readForm(text: string, form: TimeForm): WrittenTime {
  return text.length > LONGEST ? NO_TIME : READERS[form](text)
}

/** Which form the times of a column are written in, by values that can only be read one way. */
import type { TimeForm } from '#contract/mapping'
import { isClock, readForm, twoNumbers } from './time-forms'

export interface ChosenForm {
  form: TimeForm
  /** How it was decided, in words; begins with `assumed` where the values leave it open. */
  rule: string
  /** No value has a time of day. */
  isDateOnly: boolean
}

/** Share of the values that must be times. Chosen: rows are cut and repeated, and small tables have few. */
const [ENOUGH, ENOUGH_IF_NAMED] = [0.8, 0.5]
/** Moments that a count since 1970 may mean before it is taken for one, µs: 1990 to 2100. */
const [EARLIEST_US, LATEST_US] = [631_152_000_000_000, 4_102_444_800_000_000]
const COUNTS: readonly TimeForm[] = ['epoch-s', 'epoch-ms', 'epoch-us', 'epoch-ns', 'filetime']
const UNITS: Partial<Readonly<Record<TimeForm, string>>> = {
  ...{ 'epoch-s': 'seconds since 1970', 'epoch-ms': 'milliseconds since 1970', 'epoch-us': 'microseconds since 1970' },
  ...{ 'epoch-ns': 'nanoseconds since 1970', filetime: '100 nanoseconds since 1601' },
}

function share(values: readonly string[], form: TimeForm): number {
  const isCounted = COUNTS.includes(form)
  const read = values.filter((text) => {
    const { us } = readForm(text, form)
    return isCounted ? us >= EARLIEST_US && us < LATEST_US : !Number.isNaN(us)
  })
  return read.length / values.length
}

/** Day and month by values over 12; where none is, by the habit of the separator, and it is said. */
function dayOrMonth(values: readonly string[], enough: number): { form: TimeForm; rule: string } | null {
  const dates = values.flatMap((text) => twoNumbers(text) ?? [])
  if (dates.length < values.length * enough) return null
  const days = dates.filter(({ first }) => first > 12).length
  const months = dates.filter(({ second }) => second > 12).length
  const over = (count: number, which: string) => `in ${count} of the first ${dates.length} values the ${which} number is over 12`
  if (days > 0 && months > 0) {
    const isDay = days >= months
    const rule = `assumed ${isDay ? 'day' : 'month'} first, though values contradict each other: ${over(days, 'first')}, and ${over(months, 'second')}`
    return { form: isDay ? 'day-first' : 'month-first', rule }
  }
  if (days > 0) return { form: 'day-first', rule: `day first: ${over(days, 'first')}` }
  if (months > 0) return { form: 'month-first', rule: `month first: ${over(months, 'second')}` }
  const isDay = dates[0]!.separator !== '/'
  const habit = isDay ? 'day first, as dots and dashes are mostly used' : 'month first, as strokes are mostly used'
  return {
    form: isDay ? 'day-first' : 'month-first',
    rule: `assumed ${habit}: no number of the first ${dates.length} values is over 12, so both readings fit`,
  }
}

const isDateOnly = (values: readonly string[]): boolean => values.every((text) => !/\d:\d\d/.test(text))

/**
 * Choose the form.
 *
 * Shape: (values that are not empty, whether the column is called a time) → the form with its rule, or null where they are no times. A bare
 *        count is a time only where the column is called so.
 */
export function chooseForm(values: readonly string[], isNamed: boolean): ChosenForm | null {
  if (values.length === 0 || values.every(isClock)) return null
  const enough = isNamed ? ENOUGH_IF_NAMED : ENOUGH
  for (const form of ['iso', 'named-month'] as const) {
    if (share(values, form) < enough) continue
    const rule = form === 'iso' ? 'year, month, day: the values begin with the year' : 'the month is written as a word'
    return { form, rule, isDateOnly: isDateOnly(values) }
  }
  const numbers = dayOrMonth(values, enough)
  if (numbers !== null && share(values, numbers.form) >= ENOUGH_IF_NAMED) return { ...numbers, isDateOnly: isDateOnly(values) }
  if (!isNamed) return null
  const form = COUNTS.find((each) => share(values, each) >= enough)
  return form === undefined ? null : { form, rule: `${UNITS[form]}, by the size of the numbers`, isDateOnly: false }
}

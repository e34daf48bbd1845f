/** Local times that logs write as `2026-03-01 12:00:00`, by digits alone. */
import { civilUs } from './clock'

const CIVIL = /^(\d{4})[-/](\d{2})[-/](\d{2})(?:T| {1,2})(\d{2}):(\d{2}):(\d{2})$/

/** Shape: year, month, day, hour, minute, second with dashes or slashes → µs as though it were UTC, or NaN where it is no such time. */
export function readCivil(text: string): number {
  const match = CIVIL.exec(text)
  if (match === null) return NaN
  const [, year, month, day, hour, minute, second] = match
  return civilUs(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second))
}

/** The many ways in which tools write a time into JSON and tables. */
import { microsFromIso } from '#contract/units'
import type { AttrValue } from './format'

export interface WrittenTime {
  /** µs UTC, or µs as though it were UTC where the text names no zone; NaN where it is no time. */
  us: number
  isLocal: boolean
}

export const NO_TIME: WrittenTime = { us: NaN, isLocal: false }

/** Below it a number is seconds, above it milliseconds, and so on by thousands: the year 5138 in seconds, 1973 in the next. */
const SECONDS_BELOW = 1e11

function ofNumber(value: number): WrittenTime {
  const size = Math.abs(value)
  const perUnit = size < SECONDS_BELOW ? 1e6 : size < SECONDS_BELOW * 1e3 ? 1e3 : size < SECONDS_BELOW * 1e6 ? 1 : 1e-3
  return { us: Math.round(value * perUnit), isLocal: false }
}

/**
 * Read a time.
 *
 * Shape:  ISO 8601 with or without zone, `/Date(ms)/` of .NET, a number since 1970, or an object of PowerShell that holds one → the time.
 */
export function readTime(value: AttrValue | undefined): WrittenTime {
  if (typeof value === 'number') return ofNumber(value)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const object = value as Readonly<Record<string, AttrValue>>
    return readTime(object['value'] ?? object['DateTime'])
  }
  if (typeof value !== 'string') return NO_TIME
  const dotNet = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/.exec(value)
  if (dotNet !== null) return { us: Number(dotNet[1]) * 1000, isLocal: false }
  const us = microsFromIso(value)
  if (us === null) return /^\d{9,19}(\.\d{1,9})?$/.test(value) ? ofNumber(Number(value)) : NO_TIME
  return { us, isLocal: !/(Z|[+-]\d{2}:?\d{2})$/i.test(value.trim()) }
}

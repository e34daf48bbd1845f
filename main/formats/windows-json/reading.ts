/** What every shape of Windows events in JSON is read with. */
import type { AttrValue } from '../kit/format'
import type { JsonObject } from '../kit/json'
import { addField, emptyWindowsEvent, type WindowsEvent } from '../kit/windows/event'
import { NO_TIME, type WrittenTime } from '../kit/written-time'

export interface Reading {
  event: WindowsEvent
  time: WrittenTime
}

/** Shape: → a reading with nothing in it. */
export const emptyReading = (): Reading => ({ event: emptyWindowsEvent(), time: NO_TIME })

/** Shape: value → text; numbers and truths as they are written, anything else empty. */
export function plainText(value: AttrValue | undefined): string {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

/** Shape: number or its digits → number, else NaN. */
export function plainNumber(value: AttrValue | undefined): number {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^\d{1,16}$/.test(value.trim()) ? Number(value) : NaN
}

const LEVELS: Readonly<Record<string, number>> = {
  logalways: 0,
  critical: 1,
  error: 2,
  warning: 3,
  warn: 3,
  information: 4,
  informational: 4,
  info: 4,
  verbose: 5,
  debug: 5,
}

/** Shape: level as number or English word → 0…5, or NaN. */
export function levelOf(value: AttrValue | undefined): number {
  const number = plainNumber(value)
  return Number.isNaN(number) ? (LEVELS[plainText(value).toLowerCase()] ?? NaN) : number
}

/** Every member of an object as a field of the event; objects in it by names with dots. */
export function addAll(object: JsonObject, into: Map<string, AttrValue>, prefix = ''): void {
  for (const [name, value] of Object.entries(object)) {
    const path = prefix === '' ? name : `${prefix}.${name}`
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) addAll(value as JsonObject, into, path)
    else if (!Array.isArray(value) || value.length > 0) addField(into, path, value)
  }
}

/** Every member of an object that no mapping took. */
export function addRest(object: JsonObject, taken: ReadonlySet<string>, into: Map<string, AttrValue>): void {
  addAll(Object.fromEntries(Object.entries(object).filter(([name]) => !taken.has(name))), into)
}

/** JSON text as plain values that can be kept: bounded in size and depth, no digit of a number lost. */
import type { AttrValue } from './format'

/** Longest JSON text that is read. Chosen: far above any record of a log, and its values still fit in memory many times. */
export const LONGEST_JSON = 8 << 20
/** Deepest nesting that is kept. Chosen: real records nest four or five deep; what walks values may recurse this far. */
const DEEPEST = 64

export type JsonObject = Readonly<Record<string, AttrValue>>

const LONG_DIGITS = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g

/** A whole number above 2^53 stays as its digits: a double would change it. */
const quoteLongNumbers = (text: string): string =>
  text.replace(LONG_DIGITS, (found) => (found.startsWith('"') || Number.isSafeInteger(Number(found)) ? found : `"${found}"`))

/** Shape: value → whether it can be kept; false where it nests too deep. Sets `isLossy` where a number was changed by reading it. */
class Inspector {
  isLossy = false

  holds(value: AttrValue, depth: number): boolean {
    if (typeof value === 'number') {
      if (Number.isInteger(value) && !Number.isSafeInteger(value)) this.isLossy = true
      return true
    }
    if (typeof value !== 'object' || value === null) return true
    if (depth === DEEPEST) return false
    if (Array.isArray(value)) {
      for (const part of value as readonly AttrValue[]) if (!this.holds(part, depth + 1)) return false
      return true
    }
    const object = value as JsonObject
    for (const name in object) if (!this.holds(object[name]!, depth + 1)) return false
    return true
  }
}

/**
 * Read one JSON object.
 *
 * Shape: text → object, or the reason why it is none. Whole numbers above 2^53 are texts of their digits.
 */
export function readJsonObject(text: string): JsonObject | string {
  let value: AttrValue
  try {
    value = JSON.parse(text) as AttrValue
  } catch {
    return 'not a JSON object: it is cut or damaged'
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not a JSON object'
  const inspector = new Inspector()
  if (!inspector.holds(value, 0)) return `nested deeper than ${DEEPEST} levels: no record is`
  return inspector.isLossy ? (JSON.parse(quoteLongNumbers(text)) as JsonObject) : (value as JsonObject)
}

/** Shape: (object, name) → its own text, or empty; numbers and truths are not texts. */
export function textIn(object: JsonObject, name: string): string {
  const value = Object.hasOwn(object, name) ? object[name] : undefined
  return typeof value === 'string' ? value : ''
}

/** Shape: (object, name) → a whole number from 0, or NaN. */
export function countIn(object: JsonObject, name: string): number {
  const value = Object.hasOwn(object, name) ? object[name] : undefined
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : NaN
}

const EMPTY: JsonObject = {}

/** Shape: (object, name) → the object it holds there, or an empty one. */
export function objectIn(object: JsonObject, name: string): JsonObject {
  const value = Object.hasOwn(object, name) ? object[name] : undefined
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : EMPTY
}

/** Shape: (object, name) → the list it holds there, or an empty one. */
export function listIn(object: JsonObject, name: string): readonly AttrValue[] {
  const value = Object.hasOwn(object, name) ? object[name] : undefined
  return Array.isArray(value) ? (value as readonly AttrValue[]) : []
}

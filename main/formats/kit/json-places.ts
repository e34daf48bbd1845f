/**
 * Finds the places of objects inside JSON whose records lie deep in a wrapper, also where the file is damaged or was cut.
 * For files that are read whole; arrays of records at the top are read by `json-reader.ts`.
 */
import { latin1 } from './text'

/** An object of interest. Places come in the order of their beginnings. */
export interface JsonPlace {
  /** Name of the member that holds it, or of the array it is in; empty at the top of the file, null for bytes that are no JSON. */
  key: string | null
  /** Index of the place around it, or -1. */
  parent: number
  start: number
  end: number
  /** 1-based line on which it begins. */
  line: number
  /** Why it cannot be whole; empty where it seems to be. */
  why: string
}

const [LF, CR, SPACE, TAB] = [10, 13, 32, 9]
const [QUOTE, BACKSLASH, COMMA, COLON] = [34, 92, 44, 58]
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [123, 125, 91, 93]
const BYTE_ORDER_MARK = new Set([0xef, 0xbb, 0xbf])
/** Longest name of a member that is looked at. */
const LONGEST_KEY = 100
/** Deepest nesting that is followed; what is deeper is not told apart. Chosen: far above what is kept of any record. */
const DEEPEST = 256

/** Shape: (name of the member or of the array, whether the object is in an array) → whether its place matters. */
export type IsWanted = (key: string, isInArray: boolean) => boolean

interface Frame {
  isArray: boolean
  /** Of the member that holds it. */
  key: string
  /** Index of its own place, or -1. */
  place: number
}

class PlaceFinder {
  readonly places: JsonPlace[] = []
  private readonly frames: Frame[] = []
  private line = 1
  private key = ''
  /** Last byte that is no blank, outside of texts. */
  private last = 0
  /** Containers that are deeper than is followed. */
  private below = 0

  constructor(
    private readonly bytes: Uint8Array,
    private readonly isWanted: IsWanted,
  ) {}

  find(): JsonPlace[] {
    const { bytes } = this
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at]!
      if (byte === LF) this.line++
      if (byte === SPACE || byte === TAB || byte === CR || byte === LF) continue
      if (byte === QUOTE && this.frames.length > 0) at = this.text(at)
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.open(at, byte === OPEN_BRACKET)
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) this.close(at, byte === CLOSE_BRACKET)
      else if (this.frames.length === 0 && byte !== COMMA && !(at < 3 && BYTE_ORDER_MARK.has(byte))) at = this.stray(at)
      this.last = byte
    }
    while (this.frames.length > 0) this.pop(bytes.length, 'the file ends inside the object: it was cut')
    return this.places
  }

  /** Shape: place of an opening quote → that of the closing one. A line end inside is damage, and ends it. */
  private text(start: number): number {
    const { bytes, frames } = this
    let at = start + 1
    for (; at < bytes.length && bytes[at] !== QUOTE && bytes[at] !== LF; at++)
      if (bytes[at] === BACKSLASH && bytes[at + 1] !== LF) at++
    if (bytes[at] !== QUOTE) {
      if (at < bytes.length) this.damage('a text in the object does not end on its line')
      return Math.min(at, bytes.length) - 1
    }
    if (frames.at(-1)?.isArray === false && this.last !== COLON && at - start <= LONGEST_KEY)
      this.key = latin1(bytes, start + 1, at)
    return at
  }

  private open(at: number, isArray: boolean): void {
    const { frames } = this
    /* In an object a value stands behind a colon: what opens elsewhere is the next object, and the one before was never closed. */
    if (!isArray)
      while (frames.at(-1)?.isArray === false && this.last !== COLON)
        this.pop(at, 'the object does not end before the next begins')
    else if (frames.at(-1)?.isArray === false && this.last !== COLON) return this.damage('a list in the object has no name')
    if (frames.length >= DEEPEST) {
      this.below++
      return
    }
    const outer = frames.at(-1)
    const key = outer === undefined ? '' : outer.isArray ? outer.key : this.key
    const place = !isArray && this.isWanted(key, outer?.isArray ?? true) ? this.places.length : -1
    if (place >= 0) this.places.push({ key, parent: this.around(), start: at, end: -1, line: this.line, why: '' })
    frames.push({ isArray, key, place })
  }

  private close(at: number, isArray: boolean): void {
    const { frames } = this
    if (this.below > 0) {
      this.below--
      return
    }
    const top = frames.at(-1)
    if (top === undefined || (top.isArray && !isArray)) return this.damage('a brace closes what is not open')
    while (frames.length > 0 && frames.at(-1)!.isArray !== isArray) this.pop(at, 'the object does not end before its list does')
    if (frames.length > 0) this.pop(at + 1, '')
  }

  private pop(end: number, why: string): void {
    const place = this.places[this.frames.pop()?.place ?? -1]
    if (place === undefined) return
    place.end = end
    place.why ||= why
  }

  /** Index of the innermost place that is open, or -1. */
  private around(): number {
    for (let depth = this.frames.length - 1; depth >= 0; depth--)
      if (this.frames[depth]!.place >= 0) return this.frames[depth]!.place
    return -1
  }

  private damage(why: string): void {
    const place = this.places[this.around()]
    if (place !== undefined) place.why ||= why
  }

  /** Shape: place of a byte that begins nothing → that before the line end behind it. */
  private stray(start: number): number {
    const lineEnd = this.bytes.indexOf(LF, start)
    const end = lineEnd < 0 ? this.bytes.length : lineEnd
    this.places.push({ key: null, parent: -1, start, end, line: this.line, why: 'not a JSON object' })
    return end - 1
  }
}

/**
 * Shape: (bytes, which objects matter) → their places. The name of an object at the top, and of those in an array at the top, is ''.
 */
export function jsonPlaces(bytes: Uint8Array, isWanted: IsWanted): JsonPlace[] {
  return new PlaceFinder(bytes, isWanted).find()
}

/** Shape: (bytes, places, index of one) → text of the object, with null where other places lie in it. */
export function shellOf(bytes: Uint8Array, places: readonly JsonPlace[], index: number): string {
  const { start, end } = places[index]!
  const parts: Uint8Array[] = []
  let from = start
  for (let at = index + 1; at < places.length && places[at]!.start < end; at++) {
    if (places[at]!.parent !== index) continue
    parts.push(bytes.subarray(from, places[at]!.start), Buffer.from('null'))
    from = places[at]!.end
  }
  parts.push(bytes.subarray(from, end))
  return Buffer.concat(parts).toString('utf8')
}

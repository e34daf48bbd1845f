/** Takes a JSON array apart into its objects as bytes come, however long the array is, and finds its way again behind damage. */
import { LONGEST_JSON } from './json'

/** An object of the array, or bytes that are none. */
export interface JsonElement {
  offset: number
  length: number
  /** 1-based line on which it begins. */
  line: number
  /** Its bytes; null where it cannot be one, and `why` says the reason. */
  bytes: Uint8Array | null
  why: string
}

const [LF, CR, SPACE, TAB] = [10, 13, 32, 9]
const [QUOTE, BACKSLASH, COMMA] = [34, 92, 44]
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [123, 125, 91, 93]

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf]

const STRAY = 'not a JSON object'

const isBlank = (byte: number) => byte === SPACE || byte === TAB || byte === CR || byte === LF

/**
 * Walks the bytes of an array once.
 *
 * WHY lines matter: a raw line end cannot stand inside a JSON text, and objects of an array begin alike. So a text that runs over a line end
 * is damage, and a line that begins with `{` no deeper than the first object did begins an object whatever was open before.
 */
export class JsonElements {
  /** Brackets of the array seen so far. */
  brackets = 0
  private offset = 0
  private line = 1
  private indent = 0
  private isLineBlank = true
  private firstIndent = -1
  /** Of the open element; depth 0 = none is open. */
  private depth = 0
  private isInText = false
  private isEscaped = false
  private isStray = false
  private damage = ''
  private startOffset = 0
  private startLine = 0
  private kept: Uint8Array[] = []
  private keptBytes = 0

  /** Shape: next block → the elements that ended in it. */
  push(block: Uint8Array): JsonElement[] {
    const found: JsonElement[] = []
    let start = 0
    for (let at = 0; at < block.length; at++) {
      const byte = block[at]!
      if (this.isNewElement(byte)) {
        if (this.isOpen) this.end(block, start, at, found, this.whyUnended('the object does not end before the next begins'))
        start = at
        this.begin(at)
      } else if (!this.isOpen) {
        if (this.isStrayAt(byte, at)) start = at
      } else if (this.step(byte)) this.end(block, start, this.isStray ? at : at + 1, found, this.isStray ? STRAY : '')
      this.countLine(byte)
    }
    if (this.isOpen) this.keep(block.subarray(start))
    this.offset += block.length
    return found
  }

  /** Shape: the end of the file → what was still open. */
  finish(): JsonElement[] {
    const found: JsonElement[] = []
    if (this.isOpen) this.end(new Uint8Array(), 0, 0, found, this.whyUnended('the file ends inside the object: it was cut'))
    return found
  }

  private whyUnended(why: string): string {
    return this.isStray ? STRAY : this.damage || why
  }

  private get isOpen(): boolean {
    return this.depth > 0 || this.isStray || this.damage !== ''
  }

  private isNewElement(byte: number): boolean {
    if (byte !== OPEN_BRACE) return false
    if (!this.isOpen || this.isStray) return true
    return this.isLineBlank && this.firstIndent >= 0 && this.indent <= this.firstIndent && this.line > this.startLine
  }

  private begin(at: number): void {
    if (this.firstIndent < 0) this.firstIndent = this.isLineBlank ? this.indent : 0
    this.startOffset = this.offset + at
    this.startLine = this.line
    this.depth = 1
  }

  /** Shape: a byte between elements → whether it begins what belongs to no array. */
  private isStrayAt(byte: number, at: number): boolean {
    if (BYTE_ORDER_MARK[this.offset + at] === byte) return false
    if (byte === OPEN_BRACKET || byte === CLOSE_BRACKET) this.brackets++
    if (byte === OPEN_BRACKET || byte === CLOSE_BRACKET || byte === COMMA || isBlank(byte)) return false
    this.isStray = true
    this.startOffset = this.offset + at
    this.startLine = this.line
    return true
  }

  /** Inside an element. Shape: → whether it ended with this byte (a stray one: before it). */
  private step(byte: number): boolean {
    if (this.isStray) return byte === LF || byte === COMMA
    if (this.damage !== '') return false
    if (this.isInText) {
      if (byte === LF) this.damage = 'a text in the object does not end on its line'
      if (this.isEscaped) this.isEscaped = false
      else if (byte === BACKSLASH) this.isEscaped = true
      else if (byte === QUOTE) this.isInText = false
      return false
    }
    if (byte === QUOTE) this.isInText = true
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.depth++
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) return --this.depth === 0
    return false
  }

  private countLine(byte: number): void {
    if (byte === LF) {
      this.line++
      this.indent = 0
      this.isLineBlank = true
    } else if (isBlank(byte)) this.indent++
    else this.isLineBlank = false
  }

  private keep(part: Uint8Array): void {
    if (this.keptBytes <= LONGEST_JSON && this.damage === '') this.kept.push(part.slice())
    this.keptBytes += part.length
  }

  private end(block: Uint8Array, start: number, end: number, found: JsonElement[], why: string): void {
    this.keep(block.subarray(start, end))
    const length = this.keptBytes
    const reason = why === '' && length > LONGEST_JSON ? `longer than ${LONGEST_JSON} bytes: no record is` : why
    const bytes = reason === '' ? (this.kept.length === 1 ? this.kept[0]! : Buffer.concat(this.kept)) : null
    found.push({ offset: this.startOffset, length, line: this.startLine, bytes, why: reason })
    this.kept = []
    this.keptBytes = 0
    this.depth = 0
    this.isInText = this.isEscaped = this.isStray = false
    this.damage = ''
  }
}

/** Lines out of blocks of bytes: LF, CRLF and lone CR end a line; every byte belongs to exactly one line. */
import type { Line } from './format'

const LF = 10
const CR = 13

/**
 * Cuts blocks into lines as they come.
 *
 * A line that crosses a block border is copied, whole, however long it is; others point into their block, so the
 * caller must leave a block alone until its lines are used. A UTF-8 byte order mark belongs to the first line's place
 * (`offset`, `length`) and not to its text (`start`).
 */
export class LineSplitter {
  private number = 0
  private offset = 0
  private pending: Uint8Array[] = []
  private pendingLength = 0
  private endsInCr = false

  /** Shape: the next block → the lines that ended in it. */
  push(block: Uint8Array): Line[] {
    const lines: Line[] = []
    if (block.length === 0) return lines
    let start = 0
    if (this.endsInCr) {
      /* The block before ended in CR: an LF here belongs to that line's end. */
      const skip = block[0] === LF ? 1 : 0
      if (skip === 1) this.hold(block.subarray(0, 1))
      this.endsInCr = false
      this.endPending(lines, skip + 1)
      start = skip
    }
    const buffer = Buffer.from(block.buffer, block.byteOffset, block.byteLength)
    if (buffer.indexOf(CR, start) < 0) start = this.cutAtLf(block, buffer, start, lines)
    else start = this.cutAtBoth(block, start, lines)
    if (start < block.length) {
      this.hold(Buffer.from(block.subarray(start)))
      this.endsInCr = block[block.length - 1] === CR
    }
    return lines
  }

  /** Shape: the end of the file → the last line, where it had no line end. */
  finish(): Line[] {
    const lines: Line[] = []
    if (this.pendingLength > 0) this.endPending(lines, this.endsInCr ? 1 : 0)
    this.endsInCr = false
    return lines
  }

  private cutAtLf(block: Uint8Array, buffer: Buffer, from: number, lines: Line[]): number {
    let start = from
    for (let end = buffer.indexOf(LF, start); end >= 0; end = buffer.indexOf(LF, start)) {
      this.end(block, start, end, end + 1, lines)
      start = end + 1
    }
    return start
  }

  private cutAtBoth(block: Uint8Array, from: number, lines: Line[]): number {
    let start = from
    for (let at = from; at < block.length; at++) {
      const byte = block[at]
      if (byte === LF) {
        this.end(block, start, at, at + 1, lines)
        start = at + 1
      } else if (byte === CR && at + 1 < block.length) {
        const next = block[at + 1] === LF ? at + 2 : at + 1
        this.end(block, start, at, next, lines)
        start = next
        at = next - 1
      }
    }
    return start
  }

  private end(block: Uint8Array, start: number, end: number, next: number, lines: Line[]): void {
    if (this.pendingLength > 0) {
      this.hold(block.subarray(start, next))
      this.endPending(lines, next - end)
    } else this.add(block, start, end, next - start, lines)
  }

  private hold(part: Uint8Array): void {
    this.pending.push(part)
    this.pendingLength += part.length
  }

  private endPending(lines: Line[], lineEndLength: number): void {
    const whole = this.pending.length === 1 ? this.pending[0]! : Buffer.concat(this.pending, this.pendingLength)
    this.pending = []
    this.pendingLength = 0
    this.add(whole, 0, whole.length - lineEndLength, whole.length, lines)
  }

  private add(bytes: Uint8Array, start: number, end: number, length: number, lines: Line[]): void {
    const hasMark =
      this.number === 0 && end - start >= 3 && bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf
    lines.push({ bytes, start: hasMark ? start + 3 : start, end, number: ++this.number, offset: this.offset, length })
    this.offset += length
  }
}

/** Shape: blocks in order → their lines, a batch per block. */
export async function* linesOf(blocks: AsyncIterable<Uint8Array>): AsyncIterable<Line[]> {
  const splitter = new LineSplitter()
  for await (const block of blocks) {
    const lines = splitter.push(block)
    if (lines.length > 0) yield lines
  }
  const last = splitter.finish()
  if (last.length > 0) yield last
}

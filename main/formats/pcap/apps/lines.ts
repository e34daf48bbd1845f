/** Lines of both sides of a talk, each within a limit. */
import { decode } from '../../kit/text'

const LF = 10
const CR = 13

/** Chosen: IRC allows 512 bytes, SMTP 1000 with its end; what is longer is not a command. */
export const MAX_LINE_BYTES = 1024

/** Collects the lines of one side. */
export class LineBuffer {
  private rest: Uint8Array | null = null
  /** Inside a line that is too long, or behind missing bytes: up to the next line end nothing is told. */
  private isSkipping = false

  /** Call `onLine` for each line that is complete now, without its line end; false from it stops. */
  push(bytes: Uint8Array, start: number, end: number, onLine: (line: string) => boolean): boolean {
    let from = start
    for (;;) {
      const at = bytes.subarray(0, end).indexOf(LF, from)
      if (at < 0) break
      const line = this.isSkipping ? null : this.joined(bytes, from, at)
      this.rest = null
      this.isSkipping = false
      from = at + 1
      if (line !== null && !onLine(line)) return false
    }
    if (!this.isSkipping && from < end) this.keep(bytes, from, end)
    return true
  }

  gap(): void {
    this.rest = null
    this.isSkipping = true
  }

  /** Shape: what came after the last line end. */
  get unfinished(): string {
    return this.rest === null ? '' : decode(this.rest)
  }

  private joined(bytes: Uint8Array, from: number, at: number): string | null {
    const stop = at > from && bytes[at - 1] === CR ? at - 1 : at
    if ((this.rest?.length ?? 0) + (stop - from) > MAX_LINE_BYTES) return null
    if (this.rest === null) return decode(bytes, from, stop)
    return decode(Buffer.concat([this.rest, bytes.subarray(from, stop)])).replace(/\r$/, '')
  }

  private keep(bytes: Uint8Array, from: number, end: number): void {
    const length = (this.rest?.length ?? 0) + end - from
    if (length > MAX_LINE_BYTES) this.gap()
    else this.rest = Buffer.concat([this.rest ?? new Uint8Array(0), bytes.subarray(from, end)])
  }
}

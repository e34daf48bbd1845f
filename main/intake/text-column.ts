/** A column of long texts: bytes one after another, each cell a place and a length. */
import { isUtf8 } from 'node:buffer'
import type { BufferPool } from './buffer-pool'

const FIRST_BYTES = 1 << 20

/** Cells are written at a row; a cell not written is NULL (`length` -1 is set by the caller for each new row). */
export class TextColumn {
  readonly starts: Uint32Array
  readonly lengths: Int32Array
  arena: Buffer
  used = 0

  constructor(rows: number) {
    this.starts = new Uint32Array(rows)
    this.lengths = new Int32Array(rows)
    this.arena = Buffer.allocUnsafeSlow(FIRST_BYTES)
  }

  putBytes(row: number, bytes: Uint8Array, start: number, end: number): void {
    const length = end - start
    this.reserve(length + 1)
    const { arena } = this
    let to = this.used
    if (length > 64) {
      arena.set(bytes.subarray(start, end), to)
      to += length
    } else for (let at = start; at < end; at++) arena[to++] = bytes[at]!
    this.close(row, to)
  }

  putString(row: number, value: string): void {
    this.reserve(value.length * 3 + 1)
    this.close(row, this.used + this.arena.write(value, this.used, 'utf8'))
  }

  /**
   * Make every cell valid UTF-8; bytes that are not become U+FFFD.
   *
   * WHY: the database clears cells that are not UTF-8 without a word. Cells are parted by NUL, so the whole is valid exactly where
   * every cell is, and one fast check does for nearly every run.
   */
  repair(rows: number): void {
    if (isUtf8(this.arena.subarray(0, this.used))) return
    for (let row = 0; row < rows; row++) {
      const length = this.lengths[row]!
      if (length <= 0) continue
      const start = this.starts[row]!
      const cell = this.arena.subarray(start, start + length)
      if (!isUtf8(cell)) this.putString(row, cell.toString('utf8'))
    }
  }

  /** Shape: the bytes of every cell so far, as a copy; the column is empty after. */
  take(pool: BufferPool): Uint8Array {
    const bytes = new Uint8Array(pool.take(this.used), 0, this.used)
    bytes.set(this.arena.subarray(0, this.used))
    this.used = 0
    return bytes
  }

  private close(row: number, end: number): void {
    this.starts[row] = this.used
    this.lengths[row] = end - this.used
    this.arena[end] = 0
    this.used = end + 1
  }

  private reserve(length: number): void {
    if (this.used + length <= this.arena.length) return
    const arena = Buffer.allocUnsafeSlow(Math.max(this.arena.length * 2, this.used + length))
    this.arena.copy(arena, 0, 0, this.used)
    this.arena = arena
  }
}

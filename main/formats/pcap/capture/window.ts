/** Bytes of a file that are not read yet, however they arrive in blocks. */

/** `bytes[start, end)` is what lies ahead; `offset` is the place of `start` in the file. */
export class ByteWindow {
  bytes: Uint8Array = new Uint8Array(0)
  start = 0
  end = 0
  offset = 0
  private isOwn = false

  get size(): number {
    return this.end - this.start
  }

  /** Add the next block. It is not copied where nothing was left over; it must stay as it is until it has been read. */
  push(block: Uint8Array): void {
    if (this.size === 0) {
      this.bytes = block
      this.start = 0
      this.end = block.length
      this.isOwn = false
      return
    }
    if (!this.isOwn || this.bytes.length - this.end < block.length) this.grow(block.length)
    this.bytes.set(block, this.end)
    this.end += block.length
  }

  /** Go on by so many bytes. */
  skip(count: number): void {
    this.start += count
    this.offset += count
  }

  /** WHY: twice what is left, so that small blocks are not copied again and again. */
  private grow(more: number): void {
    const larger = Buffer.allocUnsafe(this.size * 2 + more)
    larger.set(this.bytes.subarray(this.start, this.end))
    this.end -= this.start
    this.start = 0
    this.bytes = larger
    this.isOwn = true
  }
}

/** Shape: four bytes → unsigned number in the byte order of the file. */
export function u32(bytes: Uint8Array, at: number, isLittle: boolean): number {
  return isLittle
    ? (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0
    : (bytes[at + 3]! | (bytes[at + 2]! << 8) | (bytes[at + 1]! << 16) | (bytes[at]! << 24)) >>> 0
}

/** Shape: two bytes → unsigned number in the byte order of the file. */
export function u16(bytes: Uint8Array, at: number, isLittle: boolean): number {
  return isLittle ? bytes[at]! | (bytes[at + 1]! << 8) : (bytes[at]! << 8) | bytes[at + 1]!
}

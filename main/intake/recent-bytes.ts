/** The last bytes that were read, for records that are rejected: nearly always they lie there. */

export class RecentBytes {
  private blocks: { offset: number; bytes: Uint8Array }[] = []
  private held = 0
  /** Bytes of all blocks so far. */
  end = 0

  /** Blocks are forgotten when there are more of them, or when they hold more bytes; the last one stays. */
  constructor(
    private readonly mostBlocks: number,
    private readonly mostBytes: number,
  ) {}

  push(bytes: Uint8Array): void {
    this.blocks.push({ offset: this.end, bytes })
    this.held += bytes.length
    this.end += bytes.length
    while (this.blocks.length > 1 && (this.blocks.length > this.mostBlocks || this.held > this.mostBytes)) {
      this.held -= this.blocks.shift()!.bytes.length
    }
  }

  /** Shape: offset × length → a copy of the bytes, or null where they are not all here. */
  range(offset: number, length: number): Uint8Array | null {
    const to = offset + length
    if (offset < this.end - this.held || to > this.end) return null
    const parts = this.blocks
      .filter((block) => block.offset < to && block.offset + block.bytes.length > offset)
      .map((block) => block.bytes.subarray(Math.max(0, offset - block.offset), to - block.offset))
    return Buffer.concat(parts)
  }
}

/** Bytes that arrive in blocks of any size, taken in stretches of a wanted one. */

export class Pieces {
  private blocks: Uint8Array[] = []
  private at = 0
  /** Bytes that arrived and were not taken. */
  left = 0
  /** Bytes taken so far. */
  taken = 0

  constructor(private readonly source: AsyncIterator<Uint8Array>) {}

  /** Shape: number of bytes → whether so many are there, after as many blocks as it takes. */
  async has(bytes: number): Promise<boolean> {
    while (this.left < bytes) {
      const step = await this.source.next()
      if (step.done) return false
      if (step.value.length === 0) continue
      this.blocks.push(step.value)
      this.left += step.value.length
    }
    return true
  }

  /** Shape: → the next bytes, without taking them; fewer where there are no more. */
  async peek(bytes: number): Promise<Uint8Array> {
    await this.has(bytes)
    return this.joined(Math.min(bytes, this.left))
  }

  /** Shape: → the next bytes; fewer where there are no more. */
  async take(bytes: number): Promise<Uint8Array> {
    const taken = await this.peek(bytes)
    this.drop(taken.length)
    return taken
  }

  /** Shape: → what is left of the block at hand, at most `most` bytes; null at the end. */
  async next(most: number): Promise<Uint8Array | null> {
    if (!(await this.has(1))) return null
    return this.take(Math.min(most, this.blocks[0]!.length - this.at))
  }

  /** Take so many bytes, fewer where there are no more, and forget them. */
  async skip(bytes: number): Promise<number> {
    let skipped = 0
    while (skipped < bytes) {
      const piece = await this.next(bytes - skipped)
      if (piece === null) break
      skipped += piece.length
    }
    return skipped
  }

  private joined(bytes: number): Uint8Array {
    const first = this.blocks[0]
    if (first === undefined || this.at + bytes <= first.length)
      return first?.subarray(this.at, this.at + bytes) ?? new Uint8Array(0)
    const parts: Uint8Array[] = []
    let at = this.at
    let need = bytes
    for (const block of this.blocks) {
      parts.push(block.subarray(at, at + need))
      need -= parts.at(-1)!.length
      at = 0
      if (need === 0) break
    }
    return Buffer.concat(parts, bytes)
  }

  private drop(bytes: number): void {
    this.left -= bytes
    this.taken += bytes
    this.at += bytes
    while (this.blocks.length > 0 && this.at >= this.blocks[0]!.length) this.at -= this.blocks.shift()!.length
  }
}

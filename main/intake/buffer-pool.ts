/** Large buffers that come back and are used again. */

/** WHY: fresh memory costs a page fault for every 4 KiB, and a run fills some 40 MB. */
const STEP_BYTES = 1 << 20
/** Chosen: the slabs and texts of the batches on their way, and of one more. */
const MOST_FREE = 8

export class BufferPool {
  private free: ArrayBuffer[] = []

  /** Shape: bytes → a buffer of at least so many; whatever lay in it before is still there. */
  take(bytes: number): ArrayBuffer {
    const index = this.free.findIndex((buffer) => buffer.byteLength >= bytes)
    if (index >= 0) return this.free.splice(index, 1)[0]!
    const size = bytes < STEP_BYTES ? bytes : Math.ceil(bytes / STEP_BYTES) * STEP_BYTES
    return Buffer.allocUnsafeSlow(size).buffer
  }

  /** Give buffers back that nobody reads any more. */
  give(buffers: readonly ArrayBuffer[]): void {
    const large = buffers.filter((buffer) => buffer.byteLength >= STEP_BYTES)
    this.free = [...this.free, ...large].sort((a, b) => a.byteLength - b.byteLength).slice(-MOST_FREE)
  }
}

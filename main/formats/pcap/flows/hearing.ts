/** The bytes of one side in order, as its application wrote them: out-of-order pieces wait a little, holes are told. */

/** What waits behind holes, of all flows together. */
export class HeldBytes {
  used = 0
  readonly limit = 64 << 20
}

const MAX_PARTS = 16
const MAX_PART_BYTES = 64 << 10

interface Part {
  offset: number
  /** Offset behind it; more than its bytes where the capture was snapped. */
  end: number
  bytes: Uint8Array
}

/** Takes the bytes in order; `gap` says that some are missing before the next. */
export interface Listener {
  heard(isOrig: boolean, bytes: Uint8Array, start: number, end: number): void
  gap(isOrig: boolean): void
}

export class Hearing {
  private next = 0
  private parts: Part[] = []

  constructor(
    private readonly isOrig: boolean,
    private readonly held: HeldBytes,
    private readonly listener: Listener,
  ) {}

  /** A segment at an offset: `bytes[start, end)` was captured of `claimed` bytes. */
  take(offset: number, bytes: Uint8Array, start: number, end: number, claimed: number): void {
    if (offset > this.next) {
      this.hold({ offset, end: offset + claimed, bytes: bytes.subarray(start, end) })
      return
    }
    if (offset + claimed <= this.next) return
    this.deliver(offset, bytes, start, end, offset + claimed)
    if (this.parts.length > 0) this.deliverHeld()
  }

  /** Let go of what waits. */
  close(): void {
    for (const { bytes } of this.parts) this.held.used -= bytes.length
    this.parts = []
  }

  private deliver(offset: number, bytes: Uint8Array, start: number, end: number, until: number): void {
    const from = start + (this.next - offset)
    this.next = until
    if (from < end) this.listener.heard(this.isOrig, bytes, from, end)
    if (offset + (end - start) < until) this.listener.gap(this.isOrig)
  }

  private hold(part: Part): void {
    const isFull = this.parts.length >= MAX_PARTS || this.held.used + part.bytes.length > this.held.limit
    const isRoom = part.bytes.length <= MAX_PART_BYTES && !isFull
    if (isRoom && !this.parts.some(({ offset }) => offset === part.offset)) {
      this.parts.push({ ...part, bytes: part.bytes.slice() })
      this.held.used += part.bytes.length
      this.parts.sort((a, b) => a.offset - b.offset)
    }
    if (isRoom) return
    /* The hole will not be filled in time: go on behind it. */
    this.listener.gap(this.isOrig)
    this.next = this.parts[0]?.offset ?? part.offset
    this.deliverHeld()
    if (part.offset <= this.next && part.end > this.next) this.deliver(part.offset, part.bytes, 0, part.bytes.length, part.end)
  }

  private deliverHeld(): void {
    while (this.parts.length > 0 && this.parts[0]!.offset <= this.next) {
      const part = this.parts.shift()!
      this.held.used -= part.bytes.length
      if (part.end > this.next) this.deliver(part.offset, part.bytes, 0, part.bytes.length, part.end)
    }
  }
}

/** Packets of a pcap file, after its header. */
import {
  Frame,
  isStorable,
  MAX_BLOCK_BYTES,
  MAX_CAPTURED_BYTES,
  type CaptureReader,
  type CaptureTaker,
  type Window,
} from './frame'
import { CLASSIC_HEADER_BYTES, magicAt, type ClassicKind } from './magic'
import { u32 } from './window'

const DAY_S = 86_400
/** So many headers in a row must make sense before reading goes on behind damage. */
const CHAIN = 3

/** Reads one pcap file; `header` is its 24 bytes. */
export class ClassicReader implements CaptureReader {
  private readonly frame = new Frame()
  private readonly limit: number
  private readonly headerBytes: number
  private lastSeconds = -1
  private lostBytes = 0
  private lostFrom = -1

  constructor(
    private readonly kind: ClassicKind,
    header: Uint8Array,
    at: number,
    private readonly taker: CaptureTaker,
  ) {
    const snapLength = u32(header, at + 16, kind.isLittle)
    this.limit = Math.min(Math.max(snapLength, MAX_CAPTURED_BYTES), MAX_BLOCK_BYTES)
    this.headerBytes = kind.packetHeaderBytes
    this.frame.linkType = u32(header, at + 20, kind.isLittle) & 0xffff
  }

  read(window: Window, isLast: boolean): boolean {
    for (;;) {
      if (this.lostFrom >= 0 && !this.findAgain(window, isLast)) return false
      if (window.size < this.headerBytes) break
      if (magicAt(window.bytes, window.start) !== null) {
        if (window.size >= CLASSIC_HEADER_BYTES) return true
        break
      }
      if (!this.isPlausible(window.bytes, window.start, false)) {
        this.lostFrom = window.offset
        this.lostBytes = 0
        continue
      }
      const length = this.headerBytes + u32(window.bytes, window.start + 8, this.kind.isLittle)
      if (window.size < length) break
      this.take(window, length)
    }
    if (isLast && window.size > 0) this.cutOff(window)
    return false
  }

  private take(window: Window, length: number): void {
    const { frame, kind } = this
    const { bytes, start, offset } = window
    const seconds = u32(bytes, start, kind.isLittle)
    const fraction = u32(bytes, start + 4, kind.isLittle)
    frame.bytes = bytes
    frame.start = start + this.headerBytes
    frame.end = start + length
    frame.wireBytes = Math.max(u32(bytes, start + 12, kind.isLittle), length - this.headerBytes)
    frame.tsUs = seconds * 1_000_000 + (kind.perSecond === 1_000_000 ? fraction : Math.floor(fraction / 1000))
    this.lastSeconds = seconds
    window.skip(length)
    if (isStorable(frame.tsUs)) this.taker.packet(frame, offset, length)
    else this.taker.refuse(offset, length, 'its time lies outside the years 1970 to 9999')
  }

  private isPlausible(bytes: Uint8Array, at: number, isStrict: boolean): boolean {
    const { isLittle, perSecond } = this.kind
    const captured = u32(bytes, at + 8, isLittle)
    if (captured > this.limit) return false
    if (!isStrict) return true
    const wire = u32(bytes, at + 12, isLittle)
    if (captured === 0 || wire < captured || wire > this.limit || u32(bytes, at + 4, isLittle) >= perSecond) return false
    return this.lastSeconds < 0 || Math.abs(u32(bytes, at, isLittle) - this.lastSeconds) <= DAY_S
  }

  /** Look for packets behind damage: false while more bytes are needed. */
  private findAgain(window: Window, isLast: boolean): boolean {
    /* A chain is judged only when all of it is here, so that the outcome does not depend on how the file came in blocks. */
    const needed = CHAIN * (this.headerBytes + this.limit) + CLASSIC_HEADER_BYTES
    while (isLast ? window.size > 0 : window.size >= needed) {
      if (this.lostBytes > 0 && this.resumesAt(window)) {
        this.reportLost(window.offset)
        return true
      }
      window.skip(1)
      this.lostBytes++
    }
    if (isLast) this.reportLost(window.offset)
    return false
  }

  private resumesAt({ bytes, start, end }: Window): boolean {
    if (end - start >= CLASSIC_HEADER_BYTES && magicAt(bytes, start) !== null) return true
    let at = start
    for (let link = 0; link < CHAIN; link++) {
      if (at === end && link > 0) return true
      if (end - at < this.headerBytes || !this.isPlausible(bytes, at, true)) return false
      at += this.headerBytes + u32(bytes, at + 8, this.kind.isLittle)
      if (at > end) return false
    }
    return true
  }

  private reportLost(until: number): void {
    this.taker.damaged(
      this.lostFrom,
      until - this.lostFrom,
      'packet header with an impossible length: no packet can be made out up to here',
    )
    this.lostFrom = -1
  }

  private cutOff(window: Window): void {
    const { size, offset } = window
    const promised = size < this.headerBytes ? 'a packet header' : 'a captured packet'
    window.skip(size)
    this.taker.note('cut-off', 'warning', `the file ends inside ${promised} that begins at byte ${offset}`, 1)
    this.taker.refuse(offset, size, `cut off: the file ends inside ${promised}`)
  }
}

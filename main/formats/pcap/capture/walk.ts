/** The walk over a capture file: finds its header, reads it, goes on with another file where one was put behind it. */
import { BlocksReader } from './blocks'
import { ClassicReader } from './classic'
import type { CaptureReader, CaptureTaker } from './frame'
import { CLASSIC_HEADER_BYTES, classicKind, sectionOrder } from './magic'
import { ByteWindow } from './window'

/** Feed it blocks; call `finish` after the last. */
export class CaptureWalk {
  private readonly window = new ByteWindow()
  private reader: CaptureReader | null = null
  private strayFrom = -1

  constructor(private readonly taker: CaptureTaker) {}

  push(block: Uint8Array): void {
    this.window.push(block)
    this.walk(false)
  }

  finish(): void {
    this.walk(true)
  }

  private walk(isLast: boolean): void {
    for (;;) {
      if (this.reader === null && !this.begin(isLast)) return
      if (!this.reader!.read(this.window, isLast)) return
      this.reader = null
    }
  }

  /** Find the header of a file and make its reader: false while more bytes are needed. */
  private begin(isLast: boolean): boolean {
    const { window } = this
    while (window.size >= CLASSIC_HEADER_BYTES) {
      const { bytes, start, offset } = window
      const kind = classicKind(bytes, start)
      if (kind !== null || sectionOrder(bytes, start) !== null) {
        this.reportStray()
        this.reader = kind === null ? new BlocksReader(this.taker) : new ClassicReader(kind, bytes, start, this.taker)
        if (kind !== null) {
          window.skip(CLASSIC_HEADER_BYTES)
          this.taker.structural(offset, CLASSIC_HEADER_BYTES)
        }
        return true
      }
      if (this.strayFrom < 0) this.strayFrom = offset
      window.skip(1)
    }
    if (isLast) {
      if (this.strayFrom < 0 && window.size > 0) this.strayFrom = window.offset
      window.skip(window.size)
      this.reportStray()
    }
    return false
  }

  private reportStray(): void {
    const { strayFrom, window } = this
    if (strayFrom >= 0) this.taker.damaged(strayFrom, window.offset - strayFrom, 'no header of a capture file')
    this.strayFrom = -1
  }
}

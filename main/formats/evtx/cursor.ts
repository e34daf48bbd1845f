/** A place in the bytes of a chunk that moves forward and never past its end. */
import { Damaged } from './binary'

export class Cursor {
  protected at = 0
  /** Where the part being read ends. */
  protected end = 0

  constructor(
    protected readonly bytes: Uint8Array,
    protected readonly view: DataView,
  ) {}

  protected peek(): number {
    return this.at < this.end ? this.bytes[this.at]! : 0
  }

  protected skip(count: number): void {
    this.at += count
    if (this.at > this.end) throw new Damaged('the binary XML ends in the middle')
  }

  protected byte(): number {
    this.skip(1)
    return this.bytes[this.at - 1]!
  }

  protected short(): number {
    this.skip(2)
    return this.view.getUint16(this.at - 2, true)
  }

  protected long(): number {
    this.skip(4)
    return this.view.getUint32(this.at - 4, true)
  }

  /** Shape: offset from the chunk's start → 16 bits there; the cursor stays. */
  protected shortAt(at: number): number {
    if (at + 2 > this.bytes.length) throw new Damaged('an offset points beyond its chunk')
    return this.view.getUint16(at, true)
  }

  /** Shape: offset from the chunk's start → 32 bits there; the cursor stays. */
  protected longAt(at: number): number {
    if (at + 4 > this.bytes.length) throw new Damaged('an offset points beyond its chunk')
    return this.view.getUint32(at, true)
  }
}

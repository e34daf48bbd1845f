/** Packets of a pcapng file. */
import { Frame, isStorable, MAX_BLOCK_BYTES, type CaptureReader, type CaptureTaker, type Window } from './frame'
import { classicKind, CLASSIC_HEADER_BYTES, SECTION_HEADER, sectionOrder } from './magic'
import { decode } from '../../kit/text'
import { InterfaceClock, optionsOf, u64Option } from './options'
import { u16, u32 } from './window'

const INTERFACE = 1
const OLD_PACKET = 2
const SIMPLE_PACKET = 3
const STATISTICS = 5
const ENHANCED_PACKET = 6
/** Blocks of other kinds are structural; these are the kinds that reading goes on with behind damage. */
const KNOWN = new Set([INTERFACE, OLD_PACKET, SIMPLE_PACKET, 4, STATISTICS, ENHANCED_PACKET, 0xa, 0xbad, 0x40000bad])
/** Longest block that is looked for behind damage. */
const SEARCHED_BYTES = 1 << 20
const MAX_INTERFACES = 65_536

interface Interface {
  linkType: number
  clock: InterfaceClock
  name: string | null
}

/** Reads the sections of one pcapng file. */
export class BlocksReader implements CaptureReader {
  private readonly frame = new Frame()
  private isLittle = true
  private interfaces: Interface[] = []
  private lostFrom = -1

  constructor(private readonly taker: CaptureTaker) {}

  read(window: Window, isLast: boolean): boolean {
    for (;;) {
      if (this.lostFrom >= 0 && !this.findAgain(window, isLast)) return false
      if (window.size < 12) break
      const { bytes, start } = window
      if (classicKind(bytes, start) !== null) {
        if (window.size >= CLASSIC_HEADER_BYTES) return true
        break
      }
      this.isLittle = sectionOrder(bytes, start) ?? this.isLittle
      const length = u32(bytes, start + 4, this.isLittle)
      if (length < 12 || length % 4 !== 0 || length > MAX_BLOCK_BYTES) {
        this.lostFrom = window.offset
        continue
      }
      if (window.size < length) break
      if (u32(bytes, start + length - 4, this.isLittle) !== length) this.lostFrom = window.offset
      else this.block(window, length)
    }
    if (isLast && window.size > 0) this.cutOff(window)
    return false
  }

  private block(window: Window, length: number): void {
    const { bytes, start, offset } = window
    const type = u32(bytes, start, this.isLittle)
    window.skip(length)
    const [body, end] = [start + 8, start + length - 4]
    if (type === ENHANCED_PACKET || type === OLD_PACKET) this.packet(bytes, body, end, type, offset, length)
    else if (type === SIMPLE_PACKET) this.taker.refuse(offset, length, 'simple packet block: it has no time')
    else {
      this.taker.structural(offset, length)
      if (type === SECTION_HEADER) this.interfaces = []
      else if (type === INTERFACE) this.addInterface(bytes, body, end)
      else if (type === STATISTICS) this.statistics(bytes, body, end)
    }
  }

  private addInterface(bytes: Uint8Array, body: number, end: number): void {
    if (end - body < 8 || this.interfaces.length >= MAX_INTERFACES) return
    const options = optionsOf(bytes, body + 8, end, this.isLittle)
    const name = options.get(2)
    this.interfaces.push({
      linkType: u16(bytes, body, this.isLittle),
      clock: new InterfaceClock(options.get(9), options.get(14), this.isLittle),
      name: name === undefined ? null : decode(name).slice(0, 200),
    })
  }

  private statistics(bytes: Uint8Array, body: number, end: number): void {
    if (end - body < 12) return
    const options = optionsOf(bytes, body + 12, end, this.isLittle)
    const dropped = u64Option(options.get(5), this.isLittle) + u64Option(options.get(7), this.isLittle)
    const text = 'packets were dropped while capturing, by the count of the interface itself'
    if (dropped > 0) this.taker.note('dropped', 'warning', text, Math.min(dropped, Number.MAX_SAFE_INTEGER))
  }

  private packet(bytes: Uint8Array, body: number, end: number, type: number, offset: number, length: number): void {
    const { frame, isLittle } = this
    if (end - body < 20) return this.taker.refuse(offset, length, 'packet block too short for its own header')
    const id = type === ENHANCED_PACKET ? u32(bytes, body, isLittle) : u16(bytes, body, isLittle)
    const from = this.interfaces[id]
    if (from === undefined) return this.taker.refuse(offset, length, 'packet of an interface that the file does not describe')
    const captured = u32(bytes, body + 12, isLittle)
    if (captured > end - body - 20) return this.taker.refuse(offset, length, 'captured length is more than the block holds')
    frame.bytes = bytes
    frame.start = body + 20
    frame.end = frame.start + captured
    frame.wireBytes = Math.max(u32(bytes, body + 16, isLittle), captured)
    frame.linkType = from.linkType
    frame.interfaceName = from.name ?? (this.interfaces.length > 1 ? `interface ${id}` : null)
    frame.tsUs = from.clock.micros(u32(bytes, body + 4, isLittle), u32(bytes, body + 8, isLittle))
    if (isStorable(frame.tsUs)) this.taker.packet(frame, offset, length)
    else this.taker.refuse(offset, length, 'its time lies outside the years 1970 to 9999')
  }

  /** Look for a block behind damage: false while more bytes are needed. */
  private findAgain(window: Window, isLast: boolean): boolean {
    while (isLast ? window.size > 0 : window.size >= SEARCHED_BYTES) {
      if (window.offset > this.lostFrom && this.isBlock(window)) {
        this.reportLost(window.offset)
        return true
      }
      window.skip(1)
    }
    if (isLast) this.reportLost(window.offset)
    return false
  }

  private isBlock({ bytes, start, end }: Window): boolean {
    if (end - start < 12) return false
    const order = sectionOrder(bytes, start)
    if (order === null && !KNOWN.has(u32(bytes, start, this.isLittle))) return false
    const isLittle = order ?? this.isLittle
    const length = u32(bytes, start + 4, isLittle)
    if (length < 12 || length % 4 !== 0 || length > SEARCHED_BYTES || length > end - start) return false
    return u32(bytes, start + length - 4, isLittle) === length
  }

  private reportLost(until: number): void {
    this.taker.damaged(
      this.lostFrom,
      until - this.lostFrom,
      'block whose two lengths are impossible or differ: no block can be made out up to here',
    )
    this.lostFrom = -1
  }

  private cutOff(window: Window): void {
    const { size, offset } = window
    window.skip(size)
    this.taker.note('cut-off', 'warning', `the file ends inside a block that begins at byte ${offset}`, 1)
    this.taker.refuse(offset, size, 'cut off: the file ends inside a block')
  }
}

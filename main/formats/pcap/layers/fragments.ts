/** Fragments of IP packets put together again, within bounds. */
import type { Piece } from './network'
import { Packet } from './packet'

/** A packet whose rest is missing is given up after so long: the limit that hosts keep to (RFC 8200 says 60 s, Linux waits 30). */
const WAIT_US = 30_000_000
const MAX_WAITING = 1024
const MAX_WAITING_BYTES = 16 << 20
const MAX_PIECES = 256

interface Part {
  start: number
  bytes: Uint8Array
  claimed: number
}

interface Waiting {
  packet: Packet
  parts: Part[]
  /** Length of the whole; -1 = its end was not seen. */
  total: number
  held: number
}

export class Fragments {
  private readonly waiting = new Map<string, Waiting>()
  private heldBytes = 0

  /** `giveUp` takes packets that never became whole. */
  constructor(private readonly giveUp: (packet: Packet) => void) {}

  /** Shape: a fragment → the whole packet with its last piece, else null. */
  add(packet: Packet, piece: Piece): Packet | null {
    this.expire(packet.tsUs)
    const key = `${packet.protocol} ${piece.id} ${packet.src.join()} ${packet.dst.join()} ${packet.isV6}`
    let waiting = this.waiting.get(key)
    if (waiting === undefined) {
      waiting = { packet: new Packet(), parts: [], total: -1, held: 0 }
      waiting.packet.copyOutline(packet)
      this.waiting.set(key, waiting)
    } else addFrame(waiting.packet, packet)
    this.keep(waiting, packet, piece)
    if (!isWhole(waiting) && waiting.parts.length < MAX_PIECES) return null
    this.waiting.delete(key)
    return this.assembled(waiting)
  }

  /** Give up everything that waits; call at the end. */
  finish(): void {
    for (const key of [...this.waiting.keys()]) this.drop(key)
  }

  private keep(waiting: Waiting, packet: Packet, piece: Piece): void {
    waiting.packet.lastUs = packet.tsUs
    waiting.packet.lastRecord = packet.record
    waiting.packet.lastOffset = packet.offset
    waiting.packet.lastLength = packet.length
    if (piece.isLast) waiting.total = piece.start + packet.claimed
    if (waiting.parts.some(({ start }) => start === piece.start)) return
    const bytes = packet.bytes.slice(packet.at, packet.end)
    waiting.parts.push({ start: piece.start, bytes, claimed: packet.claimed })
    waiting.held += bytes.length
    this.heldBytes += bytes.length
  }

  private expire(nowUs: number): void {
    for (const [key, { packet }] of this.waiting) {
      const isOld = nowUs - packet.tsUs > WAIT_US
      if (!isOld && this.waiting.size < MAX_WAITING && this.heldBytes < MAX_WAITING_BYTES) return
      this.drop(key)
    }
  }

  private drop(key: string): void {
    const waiting = this.waiting.get(key)!
    this.waiting.delete(key)
    this.giveUp(this.assembled(waiting))
  }

  /** Shape: pieces → one packet, captured up to the first hole; without its first piece it stands before no header: nothing is captured. */
  private assembled({ packet, parts, total, held }: Waiting): Packet {
    this.heldBytes -= held
    parts.sort((a, b) => a.start - b.start)
    let captured = 0
    let isUnbroken = true
    const bytes = new Uint8Array(parts.reduce((most, part) => Math.max(most, part.start + part.bytes.length), 0))
    for (const { start, bytes: part, claimed } of parts) {
      bytes.set(part, start)
      isUnbroken &&= start <= captured
      if (isUnbroken) captured = Math.max(captured, start + part.length)
      isUnbroken &&= part.length >= claimed
    }
    packet.bytes = bytes
    packet.at = 0
    packet.end = captured
    packet.claimed = total >= 0 ? total : parts.reduce((sum, { claimed }) => sum + claimed, 0)
    return packet
  }
}

function addFrame(whole: Packet, packet: Packet): void {
  whole.frames++
  whole.wireBytes += packet.wireBytes
  whole.ipBytes += packet.ipBytes
}

function isWhole({ parts, total }: Waiting): boolean {
  return total >= 0 && parts.reduce((sum, { claimed }) => sum + claimed, 0) >= total
}

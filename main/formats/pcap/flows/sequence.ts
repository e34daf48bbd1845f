/** What one side of a TCP connection sent, by its sequence numbers: each payload byte once, holes known. */

/** Farther apart than the largest window (RFC 7323), a number is not of this connection's present. */
const MAX_STEP = 2 ** 30
/** Pieces behind holes that are remembered; beyond them the oldest hole is taken for lost. */
const MAX_ISLANDS = 32

/**
 * Offsets count payload bytes from the first one on. `next` = end of what came without a hole; `top` = end of the last byte seen;
 * `acknowledged` = end of what the other side says it has.
 */
export class Sequence {
  /** The SYN was seen, so offset 0 is the first byte of the connection. */
  hasStart = false
  isAnchored = false
  base = 0
  next = 0
  top = 0
  acknowledged = 0
  /** Distinct payload bytes seen. */
  seen = 0
  /** Offset of the FIN; -1 = none. */
  finAt = -1
  private islands: number[] | null = null

  /** The SYN, or for a side never seen the first acknowledgement, says where counting begins. */
  anchor(firstByte: number, isStart: boolean): void {
    this.base = firstByte
    this.isAnchored = true
    this.hasStart = isStart
  }

  /** Shape: sequence number → offset, or NaN where it is out of any window. */
  offsetOf(sequence: number): number {
    const step = (sequence - (this.base + this.top)) | 0
    return step > MAX_STEP || step < -MAX_STEP ? NaN : this.top + step
  }

  /** Shape: payload at an offset → how many of its bytes are new. */
  data(offset: number, length: number): number {
    if (offset < 0) return this.before(offset, length)
    const end = offset + length
    if (end > this.top) this.top = end
    if (offset === this.next && this.islands === null) {
      this.next = end
      this.seen += length
      return length
    }
    return end <= this.next ? 0 : this.cover(Math.max(offset, this.next), end)
  }

  /** Payload bytes sent, by the numbers of both sides. */
  get size(): number {
    const acknowledged = this.finAt >= 0 ? Math.min(this.acknowledged, this.finAt) : this.acknowledged
    return Math.max(this.top, acknowledged, 0)
  }

  /** Payload bytes sent that the capture does not have. */
  get missed(): number {
    return Math.max(0, this.size - this.seen)
  }

  /** Shape: acknowledgement of the other side → whether it tells of bytes that were not seen and not told before. */
  acknowledge(number: number): boolean {
    const offset = this.offsetOf(number)
    if (!(offset > this.acknowledged)) return false
    const told = Math.max(this.acknowledged, this.next)
    this.acknowledged = offset
    return offset > told + (this.finAt >= 0 && offset > this.finAt ? 1 : 0) && this.isMissing(told, offset)
  }

  private isMissing(from: number, until: number): boolean {
    const island = this.islands
    if (island === null) return true
    for (let at = 0; at < island.length; at += 2) if (island[at]! <= from && island[at + 1]! >= until) return false
    return true
  }

  /** Bytes older than the first one seen, of a connection in midstream: counting begins earlier. */
  private before(offset: number, length: number): number {
    const end = offset + length
    if (this.hasStart || -offset > 1 << 20) return end <= 0 ? 0 : this.data(0, end)
    this.base = (this.base + offset) | 0
    const shift = -offset
    const old = this.islands ?? []
    this.islands = this.next > 0 ? [shift, shift + this.next] : []
    for (const edge of old) this.islands.push(edge + shift)
    this.next = 0
    this.top += shift
    this.acknowledged += shift
    if (this.finAt >= 0) this.finAt += shift
    return this.data(0, length)
  }

  /** Mark `[start, end)` as seen, behind the part without holes. */
  private cover(start: number, end: number): number {
    const islands = (this.islands ??= [])
    let at = 0
    while (at < islands.length && islands[at + 1]! < start) at += 2
    let [from, until, count] = [start, end, 0]
    let fresh = end - start
    while (at + count < islands.length && islands[at + count]! <= end) {
      const [a, b] = [islands[at + count]!, islands[at + count + 1]!]
      fresh -= Math.max(0, Math.min(b, end) - Math.max(a, start))
      from = Math.min(from, a)
      until = Math.max(until, b)
      count += 2
    }
    islands.splice(at, count, from, until)
    this.seen += fresh
    this.settle(islands)
    return fresh
  }

  private settle(islands: number[]): void {
    if (islands.length > MAX_ISLANDS * 2) {
      this.next = islands[0]!
    }
    while (islands.length > 0 && islands[0]! <= this.next) this.next = Math.max(this.next, islands.splice(0, 2)[1]!)
    if (islands.length === 0) this.islands = null
  }
}

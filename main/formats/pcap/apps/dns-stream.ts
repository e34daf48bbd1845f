/** DNS over TCP: messages with their length before them. */
import { readDns } from './dns-message'
import { DnsPairs } from './dns'
import type { Talk, Teller } from './talk'

/** Longer messages (zone transfers) are passed over. */
const MAX_MESSAGE_BYTES = 16_384

interface Pending {
  bytes: Uint8Array
  /** Bytes of a message that is too long, still to come. */
  skipping: number
}

export class DnsStream implements Talk {
  readonly service = ''
  private readonly pairs = new DnsPairs()
  private readonly sides: [Pending, Pending] = [
    { bytes: new Uint8Array(0), skipping: 0 },
    { bytes: new Uint8Array(0), skipping: 0 },
  ]
  private isKnown = false
  private isBroken = false

  data(isOrig: boolean, bytes: Uint8Array, start: number, end: number, teller: Teller): Talk | null {
    if (this.isBroken) return null
    const side = this.sides[isOrig ? 0 : 1]
    const skipped = Math.min(side.skipping, end - start)
    side.skipping -= skipped
    let rest = Buffer.concat([side.bytes, bytes.subarray(start + skipped, end)])
    while (rest.length >= 2) {
      const length = rest.readUInt16BE(0)
      if (length > MAX_MESSAGE_BYTES) {
        side.skipping = Math.max(0, length + 2 - rest.length)
        rest = rest.subarray(Math.min(rest.length, length + 2))
        continue
      }
      if (rest.length < 2 + length) break
      const message = readDns(rest, 2, 2 + length)
      if (message === null && !this.isKnown) return null
      if (message !== null) this.take(message, teller)
      rest = rest.subarray(2 + length)
    }
    side.bytes = Buffer.from(rest)
    return this
  }

  private take(message: NonNullable<ReturnType<typeof readDns>>, teller: Teller): void {
    this.isKnown = true
    teller.service('dns')
    this.pairs.take(message, teller)
  }

  gap(): void {
    this.isBroken = true
  }

  end(teller: Teller): void {
    this.pairs.end(teller)
  }
}

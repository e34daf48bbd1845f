/** Community ID version 1, seed 0. Source: https://github.com/corelight/community-id-spec. */
import { createHash } from 'node:crypto'
import type { Flow } from './flow'

/** Protocols whose ports are part of the id: ICMP, TCP, UDP, ICMPv6, SCTP. */
const WITH_PORTS = new Set([1, 6, 17, 58, 132])

/** Shape: flow → id, the same for both directions. */
export function communityId(flow: Flow): string {
  const size = flow.isV6 ? 16 : 4
  const hasPorts = WITH_PORTS.has(flow.protocol) && flow.hasPorts
  const bytes = Buffer.alloc(4 + size * 2 + (hasPorts ? 4 : 0))
  /* A message that is not answered has one direction: it stays as it was sent. */
  const isSwapped = flow.isOneWay && !flow.isOrigLow
  const [first, second] = isSwapped ? [flow.high, flow.low] : [flow.low, flow.high]
  putAddress(bytes, 2, first, flow.isV6)
  putAddress(bytes, 2 + size, second, flow.isV6)
  bytes[2 + size * 2] = flow.protocol
  if (hasPorts) {
    bytes.writeUInt16BE(isSwapped ? flow.highPort : flow.lowPort, 4 + size * 2)
    bytes.writeUInt16BE(isSwapped ? flow.lowPort : flow.highPort, 6 + size * 2)
  }
  return `1:${createHash('sha1').update(bytes).digest('base64')}`
}

function putAddress(bytes: Buffer, at: number, words: Int32Array, isV6: boolean): void {
  if (!isV6) bytes.writeInt32BE(words[3]!, at)
  else for (let word = 0; word < 4; word++) bytes.writeInt32BE(words[word]!, at + word * 4)
}

/** Which flow a packet belongs to: protocol and both endpoints, whichever way it goes. */
import type { Packet, Words } from '../layers/packet'
import type { Flow } from './flow'

/** Shape: endpoints → below 0 where the first is lower: by address, then by port. */
function compare(a: Words, aPort: number, b: Words, bPort: number): number {
  for (let word = 0; word < 4; word++) {
    if (a[word] !== b[word]) return (a[word]! >>> 0) - (b[word]! >>> 0)
  }
  return aPort - bPort
}

/** Shape: → whether the packet's source is the lower endpoint. */
export function isSrcLow(packet: Packet): boolean {
  return compare(packet.src, packet.srcPort, packet.dst, packet.dstPort) <= 0
}

/** Shape: → 32-bit hash, the same in both directions. */
export function hashOf(packet: Packet): number {
  const { src, dst } = packet
  let hash =
    Math.imul(packet.protocol + 1, 0x9e3779b1) ^
    (packet.srcPort + packet.dstPort) ^
    Math.imul(packet.srcPort ^ packet.dstPort, 0x85ebca6b)
  for (let word = packet.isV6 ? 0 : 3; word < 4; word++) {
    hash = Math.imul(hash ^ (src[word]! + dst[word]!), 0xc2b2ae35)
    hash ^= src[word]! ^ dst[word]! ^ (hash >>> 15)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  return (hash ^ (hash >>> 15)) >>> 0
}

/** Shape: → whether the packet is of the flow; `isLow` as `isSrcLow` says. */
export function isOf(flow: Flow, packet: Packet, isLow: boolean): boolean {
  const [low, high] = isLow ? [packet.src, packet.dst] : [packet.dst, packet.src]
  const [lowPort, highPort] = isLow ? [packet.srcPort, packet.dstPort] : [packet.dstPort, packet.srcPort]
  if (flow.protocol !== packet.protocol || flow.lowPort !== lowPort || flow.highPort !== highPort) return false
  if (flow.isV6 !== packet.isV6 || flow.isOneWay !== packet.isOneWay) return false
  for (let word = 0; word < 4; word++) if (flow.low[word] !== low[word] || flow.high[word] !== high[word]) return false
  return true
}

/** Give a new flow the key of its first packet. */
export function setKey(flow: Flow, packet: Packet, isLow: boolean, hash: number): void {
  flow.low.set(isLow ? packet.src : packet.dst)
  flow.high.set(isLow ? packet.dst : packet.src)
  flow.lowPort = isLow ? packet.srcPort : packet.dstPort
  flow.highPort = isLow ? packet.dstPort : packet.srcPort
  flow.isV6 = packet.isV6
  flow.protocol = packet.protocol
  flow.isOneWay = packet.isOneWay
  flow.hasPorts = packet.hasPorts
  flow.hash = hash
}

/** IPv4 and IPv6 headers, extension headers included. */
import { readV4, readV6 } from './address'
import { be16, type Packet } from './packet'

/** Fragment of an IP packet: where its payload goes in the whole. */
export interface Piece {
  id: number
  start: number
  isLast: boolean
}

/** What a header says: a reason why not, a fragment, or null = `packet` stands at its transport header. */
export type Headed = string | Piece | null

const HOP_BY_HOP = 0
const ROUTING = 43
const FRAGMENT = 44
const AUTHENTICATION = 51
const DESTINATION = 60
const MOBILITY = 135
const MOST_HEADERS = 16

/** Read an IPv4 header. */
export function readIpv4(packet: Packet): Headed {
  const { bytes, at, end } = packet
  if (end - at < 20) return 'captured bytes end inside the IPv4 header'
  const headerBytes = (bytes[at]! & 0x0f) * 4
  if (bytes[at]! >> 4 !== 4 || headerBytes < 20) return 'IPv4 header with an impossible version or length'
  if (end - at < headerBytes) return 'captured bytes end inside the IPv4 header'
  /* Cards that cut segments themselves leave 0 here: then all that the frame carried counts. */
  const total = be16(bytes, at + 2) === 0 ? packet.claimed : be16(bytes, at + 2)
  if (total < headerBytes) return 'IPv4 header says that the packet is shorter than its header'
  packet.isV6 = false
  readV4(packet.src, bytes, at + 12)
  readV4(packet.dst, bytes, at + 16)
  packet.protocol = bytes[at + 9]!
  enter(packet, total, headerBytes)
  const fragment = be16(bytes, at + 6)
  if ((fragment & 0x3fff) === 0) return null
  return { id: be16(bytes, at + 4), start: (fragment & 0x1fff) * 8, isLast: (fragment & 0x2000) === 0 }
}

function enter(packet: Packet, total: number, headerBytes: number): void {
  packet.ipBytes = total
  packet.end = Math.min(packet.end, packet.at + total)
  packet.at += headerBytes
  packet.claimed = total - headerBytes
}

/** Read an IPv6 header and its extension headers up to the transport header. */
export function readIpv6(packet: Packet): Headed {
  const { bytes, at, end } = packet
  if (end - at < 40) return 'captured bytes end inside the IPv6 header'
  if (bytes[at]! >> 4 !== 6) return 'IPv6 header with an impossible version'
  const payload = be16(bytes, at + 4)
  packet.isV6 = true
  readV6(packet.src, bytes, at + 8)
  readV6(packet.dst, bytes, at + 24)
  packet.protocol = bytes[at + 6]!
  /* A length of 0 stands for a jumbo payload, or for a card that cuts segments itself. */
  enter(packet, payload === 0 ? packet.claimed : payload + 40, 40)
  return readExtensions(packet)
}

/** Read what stands between an IPv6 header and its transport header. */
export function readExtensions(packet: Packet): Headed {
  for (let headers = 0; headers < MOST_HEADERS; headers++) {
    const { bytes, at, end, protocol } = packet
    const isPlain = protocol === HOP_BY_HOP || protocol === ROUTING || protocol === DESTINATION || protocol === MOBILITY
    if (!isPlain && protocol !== FRAGMENT && protocol !== AUTHENTICATION) return null
    if (end - at < 8) return 'captured bytes end inside an IPv6 extension header'
    packet.protocol = bytes[at]!
    if (protocol === FRAGMENT) {
      skip(packet, 8)
      const field = be16(bytes, at + 2)
      if ((field & 0xfff9) === 0) continue
      const id = be16(bytes, at + 4) * 65536 + be16(bytes, at + 6)
      return { id, start: field & 0xfff8, isLast: (field & 1) === 0 }
    }
    skip(packet, protocol === AUTHENTICATION ? (bytes[at + 1]! + 2) * 4 : (bytes[at + 1]! + 1) * 8)
    if (packet.at > end) return 'captured bytes end inside an IPv6 extension header'
  }
  return 'more IPv6 extension headers than anybody sends'
}

function skip(packet: Packet, count: number): void {
  packet.at += count
  packet.claimed = Math.max(0, packet.claimed - count)
}

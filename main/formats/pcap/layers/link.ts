/** From the frame to the network layer, for the link types that are plain. Source: https://www.tcpdump.org/linktypes.html. */
import { be16, be32, type Packet } from './packet'

const IPV4 = 0x0800
const IPV6 = 0x86dd
const ARP = 0x0806
const MPLS = new Set([0x8847, 0x8848])
const VLAN = new Set([0x8100, 0x88a8, 0x9100, 0x9200])
const PPPOE_SESSION = 0x8864
const BRIDGED = 0x6558
const PPP_IPV4 = 0x21
const PPP_IPV6 = 0x57
const MOST_TAGS = 16

/** What follows the link layer; `packet.at` is where. A text = why the frame gives no packet. */
export type NetworkLayer = 'ipv4' | 'ipv6' | 'arp' | { refused: string }

const known = new Map<string, { refused: string }>()
/** WHY: a busy link can carry millions of frames that are not IP; their reasons are few. */
function refused(reason: string): { refused: string } {
  const found = known.get(reason)
  if (found !== undefined) return found
  const fresh = { refused: reason }
  if (known.size < 1000) known.set(reason, fresh)
  return fresh
}

const SHORT = refused('captured bytes end inside the link header')
const hex = (value: number) => `0x${value.toString(16).padStart(4, '0')}`

/** Read the link header of a frame. */
export function readLink(packet: Packet, linkType: number): NetworkLayer {
  switch (linkType) {
    case 1:
      return readEthernet(packet)
    case 0:
    case 108:
      return readNull(packet)
    case 12:
    case 14:
    case 101:
    case 228:
    case 229:
      return byVersion(packet)
    case 113:
      return readCooked(packet, 14, 16)
    case 276:
      return readCooked(packet, 0, 20)
    case 9:
    case 50:
      return readPpp(packet)
    case 104:
      return readTyped(packet, 2, 4)
    default:
      return refused(`link type ${linkType} is not read`)
  }
}

/** Shape: bare IP packet → which, by its first four bits. */
export function byVersion(packet: Packet): NetworkLayer {
  if (packet.at >= packet.end) return SHORT
  const version = packet.bytes[packet.at]! >> 4
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : refused(`IP version ${version}`)
}

function skip(packet: Packet, count: number): void {
  packet.at += count
  packet.claimed -= count
}

/** Ethernet, also inside a tunnel. */
export function readEthernet(packet: Packet): NetworkLayer {
  if (packet.depth === 0 && packet.end - packet.at >= 12) packet.macAt = packet.at
  return readTyped(packet, 12, 14)
}

function readTyped(packet: Packet, typeAt: number, headerBytes: number): NetworkLayer {
  if (packet.end - packet.at < headerBytes) return SHORT
  const type = be16(packet.bytes, packet.at + typeAt)
  skip(packet, headerBytes)
  return readByType(packet, type)
}

/** Shape: what an EtherType says follows, VLAN tags and MPLS labels taken off. */
export function readByType(packet: Packet, etherType: number): NetworkLayer {
  let type = etherType
  for (let tags = 0; VLAN.has(type); tags++) {
    if (packet.end - packet.at < 4 || tags === MOST_TAGS) return SHORT
    const id = be16(packet.bytes, packet.at) & 0xfff
    if (packet.vlan < 0) packet.vlan = id
    else if (packet.innerVlan < 0) packet.innerVlan = id
    type = be16(packet.bytes, packet.at + 2)
    skip(packet, 4)
  }
  if (type === IPV4) return 'ipv4'
  if (type === IPV6) return 'ipv6'
  if (type === ARP) return 'arp'
  if (type < 1536) return readLlc(packet)
  if (MPLS.has(type)) return readMpls(packet)
  if (type === PPPOE_SESSION) return readPppoe(packet)
  if (type === BRIDGED) return readEthernet(packet)
  return refused(`not IP: EtherType ${hex(type)}`)
}

function readLlc(packet: Packet): NetworkLayer {
  const { bytes, at, end } = packet
  if (end - at < 3) return SHORT
  const isSnap = bytes[at] === 0xaa && bytes[at + 1] === 0xaa && end - at >= 8
  if (!isSnap) return refused(`not IP: 802.2 frame for service ${hex(bytes[at]!)}`)
  if (bytes[at + 3] !== 0 || bytes[at + 4] !== 0 || bytes[at + 5] !== 0) return refused('not IP: SNAP frame of a vendor')
  const type = be16(bytes, at + 6)
  if (type < 1536) return refused('not IP: SNAP frame without an EtherType')
  skip(packet, 8)
  return readByType(packet, type)
}

function readMpls(packet: Packet): NetworkLayer {
  for (let labels = 0; labels < MOST_TAGS; labels++) {
    if (packet.end - packet.at < 4) return SHORT
    const entry = be32(packet.bytes, packet.at)
    if (packet.label < 0) packet.label = entry >>> 12
    skip(packet, 4)
    if ((entry & 0x100) === 0) continue
    /* Labels do not say what they carry; a control word of four bytes, or nothing, then an Ethernet frame where it is not IP. */
    const layer = byVersion(packet)
    if (typeof layer === 'string') return layer
    if (packet.end - packet.at >= 4 && be32(packet.bytes, packet.at) === 0) skip(packet, 4)
    return readEthernet(packet)
  }
  return SHORT
}

function readPppoe(packet: Packet): NetworkLayer {
  if (packet.end - packet.at < 6) return SHORT
  skip(packet, 6)
  return readPpp(packet)
}

/** PPP, with or without its address and control bytes, its protocol in one byte or two. */
export function readPpp(packet: Packet): NetworkLayer {
  const { bytes, end } = packet
  if (end - packet.at >= 4 && bytes[packet.at] === 0xff && bytes[packet.at + 1] === 3) skip(packet, 2)
  if (end - packet.at < 2) return SHORT
  const isShort = (bytes[packet.at]! & 1) === 1
  const protocol = isShort ? bytes[packet.at]! : be16(bytes, packet.at)
  skip(packet, isShort ? 1 : 2)
  if (protocol === PPP_IPV4) return 'ipv4'
  return protocol === PPP_IPV6 ? 'ipv6' : refused(`not IP: PPP protocol ${hex(protocol)}`)
}

/** BSD loopback: the family in the byte order of the host, which the file does not say; families are small. */
function readNull(packet: Packet): NetworkLayer {
  if (packet.end - packet.at < 4) return SHORT
  const word = be32(packet.bytes, packet.at) >>> 0
  const family = word > 0xffff ? packet.bytes[packet.at]! : word
  skip(packet, 4)
  if (family === 2) return 'ipv4'
  return family === 24 || family === 28 || family === 30 || family === 10 ? 'ipv6' : refused(`not IP: address family ${family}`)
}

function readCooked(packet: Packet, typeAt: number, headerBytes: number): NetworkLayer {
  if (packet.end - packet.at < headerBytes) return SHORT
  const type = be16(packet.bytes, packet.at + typeAt)
  skip(packet, headerBytes)
  return type < 1536 && type !== 1 && type !== 4
    ? refused(`not IP: protocol ${hex(type)} of a cooked frame`)
    : readByType(packet, type)
}

/** Packets inside packets: what a payload carries, where it says so. */
import { byVersion, readByType, readEthernet, readPpp, type NetworkLayer } from './link'
import { be16, UDP, type Packet, type Tunnel } from './packet'
import { addressText } from './address'

const IP_IN_IP = 4
const SIX_IN_FOUR = 41
const GRE = 47
const AUTHENTICATION = 51

const TEREDO = 3544
const VXLAN = 4789
const GENEVE = 6081
const GTP = 2152

/** A payload that is a packet: what kind of tunnel, and its network layer; `packet` then stands at it. */
export interface Carried {
  kind: string
  layer: NetworkLayer
}

function forward(packet: Packet, count: number): void {
  packet.at += count
  packet.claimed = Math.max(0, packet.claimed - count)
}

/** Shape: packet at what its IP header carries → the packet inside, where the IP protocol is a tunnel; else null. */
export function carriedByIp(packet: Packet): Carried | null {
  switch (packet.protocol) {
    case IP_IN_IP:
      return { kind: 'ip-in-ip', layer: byVersion(packet) }
    case SIX_IN_FOUR:
      return { kind: '6in4', layer: byVersion(packet) }
    case GRE:
      return carriedByGre(packet)
    default:
      return null
  }
}

/** Step over an authentication header before IPv4's transport. */
export function skipAuthentication(packet: Packet): void {
  const { bytes, at, end } = packet
  if (packet.protocol !== AUTHENTICATION || end - at < 12) return
  const length = (bytes[at + 1]! + 2) * 4
  if (end - at < length) return
  packet.protocol = bytes[at]!
  forward(packet, length)
}

/** Source: RFC 2784, RFC 2890, RFC 2637 for version 1. */
function carriedByGre(packet: Packet): Carried | null {
  const { bytes, at, end } = packet
  if (end - at < 4) return null
  const [flags, type] = [be16(bytes, at), be16(bytes, at + 2)]
  const version = flags & 7
  if (version > 1) return null
  let length = 4
  if (flags & 0x8000) length += 4
  if (flags & 0x2000) length += 4
  if (flags & 0x1000) length += 4
  if (version === 1 && flags & 0x0080) length += 4
  if (end - at <= length) return null
  forward(packet, length)
  if (version === 1) return { kind: 'pptp', layer: readPpp(packet) }
  if (type !== 0x88be && type !== 0x22eb) return { kind: 'gre', layer: readByType(packet, type) }
  /* ERSPAN: none, 8 or 12 bytes before the mirrored frame, told by the sequence flag and the type. */
  forward(packet, type === 0x22eb ? 12 : flags & 0x1000 ? 8 : 0)
  return { kind: 'erspan', layer: readEthernet(packet) }
}

/** Shape: packet at its UDP payload → the packet inside, where the ports and the first bytes say that it is one; else null. */
export function carriedByUdp(packet: Packet): Carried | null {
  if (packet.protocol !== UDP || packet.end - packet.at < 20) return null
  const { srcPort, dstPort, bytes, at } = packet
  if (dstPort === TEREDO || srcPort === TEREDO) return carriedByTeredo(packet)
  if (dstPort === VXLAN && bytes[at] === 0x08) {
    forward(packet, 8)
    return { kind: 'vxlan', layer: readEthernet(packet) }
  }
  if (dstPort === GENEVE && bytes[at]! >> 6 === 0) {
    const type = be16(bytes, at + 2)
    forward(packet, 8 + (bytes[at]! & 0x3f) * 4)
    return { kind: 'geneve', layer: readByType(packet, type) }
  }
  if ((dstPort === GTP || srcPort === GTP) && (bytes[at]! & 0xf7) === 0x30 && bytes[at + 1] === 0xff) {
    forward(packet, 8)
    return { kind: 'gtp', layer: byVersion(packet) }
  }
  return null
}

/** Source: RFC 4380 section 5.1.1: authentication and origin may stand before the IPv6 packet. */
function carriedByTeredo(packet: Packet): Carried | null {
  const { bytes, end } = packet
  let at = packet.at
  if (be16(bytes, at) === 1) at += 13 + bytes[at + 2]! + bytes[at + 3]!
  if (end - at >= 8 && be16(bytes, at) === 0) at += 8
  if (end - at < 40 || bytes[at]! >> 4 !== 6) return null
  if (be16(bytes, at + 4) + 40 !== packet.claimed - (at - packet.at)) return null
  forward(packet, at - packet.at)
  return { kind: 'teredo', layer: 'ipv6' }
}

let last: { tunnel: Tunnel; src: string; dst: string } | null = null

/** Shape: the packet that carries, kind → the tunnel; the same object for packets of the same tunnel in a row. */
export function tunnelOf({ isV6, src, dst }: Packet, kind: string): Tunnel {
  const [from, to] = [src.join(), dst.join()]
  if (last !== null && last.tunnel.kind === kind && last.src === from && last.dst === to) return last.tunnel
  const text = (words: Int32Array) => addressText(isV6, words[0]!, words[1]!, words[2]!, words[3]!)
  last = { tunnel: { kind, src: text(src), dst: text(dst) }, src: from, dst: to }
  return last.tunnel
}

/** Ports, flags and payload of the protocols above IP. */
import { be16, be32, ICMP, ICMP6, TCP, UDP, type Packet } from './packet'

const DCCP = 33
const SCTP = 132
const UDP_LITE = 136

/** ICMP messages that are answered: type → type of the answer. Source: Community ID specification, as in Zeek. */
const ANSWERED_4: Readonly<Record<number, number>> = { 0: 8, 8: 0, 9: 10, 10: 9, 13: 14, 14: 13, 15: 16, 16: 15, 17: 18, 18: 17 }
const ANSWERED_6: Readonly<Record<number, number>> = {
  ...{ 128: 129, 129: 128, 130: 131, 131: 130, 133: 134, 134: 133, 135: 136, 136: 135 },
  ...{ 139: 140, 140: 139, 144: 145, 145: 144 },
}

const NO_PORTS = 'captured bytes end before the ports'

/** Read the transport header: `packet` then stands at its payload. Shape: a reason why not, or null. */
export function readTransport(packet: Packet): string | null {
  switch (packet.protocol) {
    case TCP:
      return readTcp(packet)
    case UDP:
    case UDP_LITE:
      return readUdp(packet)
    case ICMP:
    case ICMP6:
      return readIcmp(packet)
    case SCTP:
    case DCCP:
      return readPorts(packet) ?? skip(packet, 12)
    default:
      return null
  }
}

function readPorts(packet: Packet): string | null {
  if (packet.end - packet.at < 4) return NO_PORTS
  packet.srcPort = be16(packet.bytes, packet.at)
  packet.dstPort = be16(packet.bytes, packet.at + 2)
  packet.hasPorts = true
  return null
}

function skip(packet: Packet, count: number): null {
  packet.at = Math.min(packet.end, packet.at + count)
  packet.claimed = Math.max(0, packet.claimed - count)
  return null
}

function readTcp(packet: Packet): string | null {
  const { bytes, at, end } = packet
  const refusal = readPorts(packet)
  if (refusal !== null) return refusal
  /* Snapped before its flags, a segment still counts as a packet of its connection; its payload cannot be known. */
  if (end - at < 16) {
    packet.claimed = 0
    packet.at = end
    return null
  }
  const headerBytes = (bytes[at + 12]! >> 4) * 4
  if (headerBytes < 20) return 'TCP header with an impossible length'
  packet.sequence = be32(bytes, at + 4)
  packet.acknowledged = be32(bytes, at + 8)
  packet.flags = bytes[at + 13]!
  packet.window = be16(bytes, at + 14)
  packet.hasFlags = true
  return skip(packet, headerBytes)
}

function readUdp(packet: Packet): string | null {
  const { bytes, at, end } = packet
  const refusal = readPorts(packet)
  if (refusal !== null) return refusal
  const length = end - at < 6 ? 0 : be16(bytes, at + 4)
  if (length >= 8 && length < packet.claimed) {
    packet.claimed = length
    packet.end = Math.min(end, at + length)
  }
  return skip(packet, 8)
}

function readIcmp(packet: Packet): string | null {
  const { bytes, at, end } = packet
  if (end - at < 2) return 'captured bytes end before the ICMP type'
  const [type, code] = [bytes[at]!, bytes[at + 1]!]
  const answer = (packet.protocol === ICMP ? ANSWERED_4 : ANSWERED_6)[type]
  packet.srcPort = type
  packet.dstPort = answer ?? code
  packet.isOneWay = answer === undefined
  packet.hasPorts = true
  return skip(packet, 8)
}

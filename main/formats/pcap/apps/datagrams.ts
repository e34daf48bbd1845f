/** Which application talks in datagrams: by its port, and then by what they hold. */
import { be16, type Packet } from '../layers/packet'
import { DhcpTalk } from './dhcp'
import { DnsTalk } from './dns'
import type { Talk } from './talk'

/** DNS, mDNS, LLMNR, NetBIOS names. */
const DNS_PORTS = new Set([53, 137, 5353, 5355])
const DHCP_PORTS = new Set([67, 68])

/** Shape: ports of the first datagram → who listens, or null. */
export function datagramTalk(srcPort: number, dstPort: number): Talk | null {
  if (DNS_PORTS.has(srcPort) || DNS_PORTS.has(dstPort)) return new DnsTalk()
  return DHCP_PORTS.has(srcPort) || DHCP_PORTS.has(dstPort) ? new DhcpTalk() : null
}

/** Shape: → whether a datagram is one of NTP: port, version 1 to 4, a mode, at least 48 bytes. Source: RFC 5905. */
export function isNtp({ srcPort, dstPort, bytes, at, end }: Packet): boolean {
  if ((srcPort !== 123 && dstPort !== 123) || end - at < 48) return false
  const version = (bytes[at]! >> 3) & 7
  return version >= 1 && version <= 4 && (bytes[at]! & 7) !== 0 && be16(bytes, at) !== 0
}

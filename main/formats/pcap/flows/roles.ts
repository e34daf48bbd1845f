/** Who opened a flow: whoever spoke first, unless the first packet says otherwise. */
import { ACK, SYN, TCP, UDP, type Packet } from '../layers/packet'

/** Ports that servers listen on, where a first packet from one is more likely an answer. */
const SERVER_PORTS: Readonly<Record<number, ReadonlySet<number>>> = {
  [TCP]: new Set([
    ...[21, 22, 23, 25, 53, 80, 88, 102, 110, 111, 119, 135, 139, 143, 179, 389, 443, 445, 465, 502, 513, 514, 515, 548, 554],
    ...[563, 585, 587, 631, 636, 873, 902, 989, 990, 992, 993, 995, 1080, 1433, 1521, 1723, 1883, 2049, 2181, 2323, 3128, 3268],
    ...[3306, 3389, 4369, 5060, 5222, 5223, 5432, 5671, 5672, 5900, 5985, 5986, 6379, 6660, 6661, 6662, 6663, 6664, 6665, 6666],
    ...[6667, 6668, 6669, 6697, 8000, 8080, 8081, 8443, 8888, 9090, 9100, 9200, 9300, 11211, 27017],
  ]),
  [UDP]: new Set([
    ...[53, 67, 69, 88, 111, 123, 137, 138, 161, 162, 389, 443, 500, 514, 520, 547, 1194, 1434, 1701, 1812, 1813, 1900, 2049],
    ...[2152, 3478, 3544, 4500, 4789, 5060, 5061, 5353, 5355, 6081, 11211, 51820],
  ]),
}

/** How the roles of a flow were told. */
export enum Told {
  /** By who spoke first. */
  First,
  /** By a SYN-ACK: its sender is the server. */
  SynAck,
  /** By the ports alone. */
  Ports,
}

/** Shape: first packet of a flow → how its roles are told; its sender is the originator only where it is `First`. */
export function rolesBy(packet: Packet): Told {
  const { protocol, flags, srcPort, dstPort } = packet
  if (protocol === TCP && packet.hasFlags && flags & SYN) return flags & ACK ? Told.SynAck : Told.First
  const known = SERVER_PORTS[protocol]
  return known !== undefined && known.has(srcPort) && !known.has(dstPort) ? Told.Ports : Told.First
}

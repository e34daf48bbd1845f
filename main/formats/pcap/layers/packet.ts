/** A packet taken apart: one mutable object for all of them, filled layer by layer. */

export const TCP = 6
export const UDP = 17
export const ICMP = 1
export const ICMP6 = 58

export const FIN = 0x01
export const SYN = 0x02
export const RST = 0x04
export const ACK = 0x10

/** A packet inside another: what carried it, and between whom. */
export interface Tunnel {
  kind: string
  src: string
  dst: string
}

/** An IP address as four 32-bit words; an IPv4 address is the last one. */
export type Words = Int32Array

export class Packet {
  /** Place in the file, and the number of events that belong to it so far. */
  record = 0
  offset = 0
  length = 0
  ordinals = 0
  tsUs = 0
  /** Time of the last frame. */
  lastUs = 0
  interfaceName: string | null = null
  /** Frames that carry it: more than one where it came in fragments. */
  frames = 1
  /** Length on the wire of those frames, and of their IP packets, headers included. */
  wireBytes = 0
  ipBytes = 0
  /** Place of the last frame. */
  lastRecord = 0
  lastOffset = 0
  lastLength = 0

  /** What is being read: `bytes[at, end)` was captured. */
  bytes: Uint8Array = new Uint8Array(0)
  at = 0
  end = 0
  /** Bytes from `at` on by what the headers say; more than `end - at` where the capture was snapped short. */
  claimed = 0

  /** Two VLAN ids and the first MPLS label; -1 = none. */
  vlan = -1
  innerVlan = -1
  label = -1
  /** Place of the two link addresses in the frame; -1 = none. */
  macAt = -1
  tunnel: Tunnel | null = null
  depth = 0

  isV6 = false
  readonly src: Words = new Int32Array(4)
  readonly dst: Words = new Int32Array(4)
  protocol = 0

  srcPort = 0
  dstPort = 0
  hasPorts = false
  /** An ICMP message that asks for no answer. */
  isOneWay = false
  flags = 0
  sequence = 0
  acknowledged = 0
  window = 0
  /** TCP flags were captured. */
  hasFlags = false
  /** Begin a new frame; what it is and where it lies is set by the caller. */
  reset(): void {
    this.ordinals = 0
    this.frames = 1
    this.vlan = this.innerVlan = this.label = this.macAt = -1
    this.tunnel = null
    this.depth = 0
    this.resetTransport()
  }

  /** Take over everything about place, link and addresses from another packet. */
  copyOutline(from: Packet): void {
    this.record = from.record
    this.offset = from.offset
    this.length = from.length
    this.ordinals = from.ordinals
    this.tsUs = this.lastUs = from.tsUs
    this.interfaceName = from.interfaceName
    this.frames = from.frames
    this.wireBytes = from.wireBytes
    this.ipBytes = from.ipBytes
    this.vlan = from.vlan
    this.innerVlan = from.innerVlan
    this.label = from.label
    this.macAt = -1
    this.tunnel = from.tunnel
    this.depth = from.depth
    this.isV6 = from.isV6
    this.src.set(from.src)
    this.dst.set(from.dst)
    this.protocol = from.protocol
    this.resetTransport()
  }

  /** Begin another IP packet in the same frame. */
  resetTransport(): void {
    this.srcPort = this.dstPort = 0
    this.hasPorts = this.isOneWay = this.hasFlags = false
    this.flags = this.sequence = this.acknowledged = this.window = 0
  }
}

/** Shape: two bytes in network order → number. */
export const be16 = (bytes: Uint8Array, at: number): number => (bytes[at]! << 8) | bytes[at + 1]!

/** Shape: four bytes in network order → signed number. */
export const be32 = (bytes: Uint8Array, at: number): number =>
  (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!

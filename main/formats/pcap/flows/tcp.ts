/** Segments of a TCP connection: bytes by sequence numbers, state, history. */
import { ACK, FIN, RST, SYN, type Packet } from '../layers/packet'
import type { Flow, Side } from './flow'
import { tell, tellCount } from './history'
import { Sequence } from './sequence'
import { Standing, step } from './tcp-state'

/** Told of payload of one side at its offset. */
export type OnPayload = (flow: Flow, isOrig: boolean, offset: number, packet: Packet) => void

/** Take a segment into its flow. */
export function takeSegment(flow: Flow, packet: Packet, isOrig: boolean, onPayload: OnPayload): void {
  if (!packet.hasFlags) {
    flow.shortPackets++
    return
  }
  const [self, peer] = isOrig ? [flow.orig, flow.resp] : [flow.resp, flow.orig]
  const { flags, claimed } = packet
  const mine = (self.sequence ??= new Sequence())
  if (flags & SYN && (flags & RST) === 0) begin(self, mine, packet.sequence)
  else if (!mine.isAnchored && (flags & RST) === 0) mine.anchor(packet.sequence, false)
  tellFlags(flow, self, flags, claimed)
  if (mine.isAnchored && (flags & RST) === 0) {
    const offset = mine.offsetOf(packet.sequence) + (flags & SYN ? 1 : 0)
    if (claimed > 0 && !Number.isNaN(offset)) payload(flow, self, mine, offset, claimed)
    if (flags & FIN && !Number.isNaN(offset)) mine.finAt = offset + claimed
    if (claimed > 0 && flow.talk !== null && offset >= 0) onPayload(flow, isOrig, offset, packet)
  }
  if (packet.window === 0 && (flags & RST) === 0) tellCount(flow, self, 'w', ++self.zeroWindows)
  if (flags & ACK) acknowledge(flow, peer, packet.acknowledged, flags)
  if (flags & FIN) tell(flow, self, flags & (SYN | RST) ? (flags & SYN ? 'q' : 'i') : 'f')
  else if (flags & RST) tell(flow, self, flags & SYN ? 'q' : 'r')
  const [own, other] = step(flags, self.standing, peer.standing)
  self.standing = own
  peer.standing = other
}

function begin(self: Side, mine: Sequence, sequence: number): void {
  self.initial = sequence
  self.hasSyn = true
  if (!mine.isAnchored || (!mine.hasStart && mine.seen === 0)) mine.anchor((sequence + 1) | 0, true)
}

function tellFlags(flow: Flow, self: Side, flags: number, claimed: number): void {
  if ((flags & (SYN | RST | FIN)) === SYN) tell(flow, self, flags & ACK ? 'h' : 's')
  if (claimed > 0 && (flags & RST) === 0) tell(flow, self, 'd')
  else if ((flags & (SYN | FIN | RST | ACK)) === ACK) tell(flow, self, 'a')
}

function payload(flow: Flow, self: Side, mine: Sequence, offset: number, length: number): void {
  const isKeepAlive = length === 1 && offset === mine.next - 1
  if (mine.data(offset, length) === 0 && !isKeepAlive) tellCount(flow, self, 't', ++self.retransmitted)
}

/** The other side of a refused SYN acknowledges without ever having seen data; so does a scanner. */
function acknowledge(flow: Flow, peer: Side, number: number, flags: number): void {
  const theirs = (peer.sequence ??= new Sequence())
  if (!theirs.isAnchored) {
    if ((flags & RST) === 0) theirs.anchor(number, false)
  } else if (theirs.acknowledge(number) && (flags & RST) === 0) tellCount(flow, peer, 'g', ++peer.gaps)
}

/** Shape: a SYN on a known flow → whether it opens another connection with the same ports. */
export function isReuse(flow: Flow, packet: Packet, isOrig: boolean): boolean {
  if (!packet.hasFlags || (packet.flags & (SYN | ACK | RST)) !== SYN) return false
  const [self, peer] = isOrig ? [flow.orig, flow.resp] : [flow.resp, flow.orig]
  if (self.hasSyn) return packet.sequence !== self.initial
  /* Captured out of order, the SYN comes behind what follows it. */
  const mine = self.sequence
  return mine === null || !mine.isAnchored ? !peer.hasSyn : ((packet.sequence + 1) | 0) !== mine.base
}

/** Shape: → whether nothing more is expected. */
export function isOver({ orig, resp }: Flow): boolean {
  if (orig.standing === Standing.Reset || resp.standing === Standing.Reset) return true
  return orig.standing === Standing.Closed && resp.standing === Standing.Closed
}

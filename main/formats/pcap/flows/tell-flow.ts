/** A flow that has ended, as an event: what Zeek's conn.log says of it, and what its application said. */
import type { RecordSink } from '../../kit/format'
import { LADDER } from '../../kit/connection-states'
import { TCP, UDP } from '../layers/packet'
import { communityId } from './community-id'
import type { Flow, Side } from './flow'
import { connectionState } from './tcp-state'
import { putSides } from './voice'

/** Shape: flow → its state as in conn.log. */
export function stateOf(flow: Flow): string {
  const { orig, resp, protocol } = flow
  if (protocol === TCP) return connectionState(orig.standing, resp.standing, bytesOf(flow, orig) + bytesOf(flow, resp) > 0)
  if (protocol !== UDP) return 'OTH'
  if (orig.packets > 0) return resp.packets > 0 ? 'SF' : 'S0'
  return resp.packets > 0 ? 'SHR' : 'OTH'
}

/** Shape: payload bytes a side sent, each once. */
export function bytesOf(flow: Flow, side: Side): number {
  return flow.protocol === TCP ? (side.sequence?.size ?? 0) : side.payloadBytes
}

/** Emit the event of a flow, as the first event of its first packet. `isCut` = ended for want of room. */
export function tellFlow(flow: Flow, isCut: boolean, sink: RecordSink): void {
  const { event } = sink
  const { orig, resp } = flow
  const state = stateOf(flow)
  putSides(event, flow, sink)
  event.tsUs = flow.firstUs
  if (orig.packets + resp.packets > 1) event.durationUs = flow.lastUs - flow.firstUs
  event.type = 'network'
  event.name = sink.text(`PCAP-Conn_${state}`)
  event.rolesDoubted = flow.isDoubted
  event.service = sink.text(flow.service)
  event.srcBytes = bytesOf(flow, orig)
  event.dstBytes = bytesOf(flow, resp)
  event.srcPkts = orig.packets
  event.dstPkts = resp.packets
  event.sessionState = LADDER[state] ?? 'none'
  /* Nothing is missing of ICMP, and of UDP nobody can say. */
  if (flow.protocol !== TCP && event.sessionState === 'one-sided') event.sessionState = 'none'
  countAttrs(flow, state, sink)
  placeAttrs(flow, isCut, sink)
  if (flow.facts !== null) for (const name of Object.keys(flow.facts)) sink.attr(name, flow.facts[name]!)
  sink.emitFor(flow, flow.ordinal)
}

function countAttrs(flow: Flow, state: string, sink: RecordSink): void {
  const { orig, resp } = flow
  sink.attr('community_id', communityId(flow))
  sink.attr('conn_state', state)
  if (flow.history !== '') sink.attr('history', flow.history)
  sink.attr('missed_bytes', (orig.sequence?.missed ?? 0) + (resp.sequence?.missed ?? 0))
  sink.attr('orig_ip_bytes', orig.ipBytes)
  sink.attr('resp_ip_bytes', resp.ipBytes)
  sink.attr('orig_wire_bytes', orig.wireBytes)
  if (resp.wireBytes > 0) sink.attr('resp_wire_bytes', resp.wireBytes)
  if (orig.retransmitted > 0) sink.attr('orig_retransmitted', orig.retransmitted)
  if (resp.retransmitted > 0) sink.attr('resp_retransmitted', resp.retransmitted)
  if (flow.shortPackets > 0) sink.attr('short_packets', flow.shortPackets)
}

function placeAttrs(flow: Flow, isCut: boolean, sink: RecordSink): void {
  if (flow.lastRecord !== flow.record)
    sink.attr('last_packet', { record: flow.lastRecord, offset: flow.lastOffset, length: flow.lastLength })
  if (flow.vlans !== null) sink.attr('vlan', flow.vlans)
  if (flow.label >= 0) sink.attr('mpls_label', flow.label)
  if (flow.origMac !== null) sink.attr('orig_l2_addr', flow.origMac)
  if (flow.respMac !== null) sink.attr('resp_l2_addr', flow.respMac)
  if (flow.interfaceName !== null) sink.attr('interface', flow.interfaceName)
  if (flow.tunnel !== null) {
    const { kind, src, dst } = flow.tunnel
    sink.attr('tunnel', { kind, src, dst })
  }
  if (isCut) sink.attr('ended_early', true)
}

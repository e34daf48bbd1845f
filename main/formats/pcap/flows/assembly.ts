/** Datagrams into flows, flows into events. */
import type { RecordSink } from '../../kit/format'
import { Opening } from '../apps/opening'
import { datagramTalk, isNtp } from '../apps/datagrams'
import { macText } from '../layers/address'
import { TCP, UDP, type Packet } from '../layers/packet'
import type { Flow, Side } from './flow'
import { HeldBytes, Hearing } from './hearing'
import { tell } from './history'
import { isSrcLow } from './key'
import { rolesBy, Told } from './roles'
import { FlowTable } from './table'
import { takeSegment } from './tcp'
import { tellFlow } from './tell-flow'
import { Voice } from './voice'

/** So many flows are listened to at once, each with at most some 40 KiB; the one listened to longest is given up. */
const MAX_LISTENED = 8192
const MAX_VLANS_TEXT = 100

export class Assembly {
  readonly voice: Voice
  /** Flows ended for want of room, and flows whose application was not followed to the end for the same reason. */
  cutFlows = 0
  unheardFlows = 0
  severalVlans = 0
  private readonly table: FlowTable
  private readonly held = new HeldBytes()
  private readonly listened = new Set<Flow>()
  private flow: Flow | null = null
  private readonly onPayload = (flow: Flow, isOrig: boolean, offset: number, packet: Packet) =>
    this.hear(flow, isOrig, offset, packet)

  constructor(
    private readonly sink: RecordSink,
    maxFlows?: number,
  ) {
    this.voice = new Voice(sink)
    this.table = new FlowTable((flow, isCut) => this.end(flow, isCut), maxFlows)
  }

  datagram(packet: Packet): void {
    this.voice.packet = packet
    const flow = this.table.find(packet)
    const isLow = isSrcLow(packet)
    if (flow.orig.packets + flow.resp.packets === 0) this.begin(flow, packet, isLow)
    const isOrig = isLow === flow.isOrigLow
    this.flow = this.voice.flow = flow
    this.count(flow, packet, isOrig ? flow.orig : flow.resp)
    if (packet.protocol === TCP) takeSegment(flow, packet, isOrig, this.onPayload)
    else this.takeDatagram(flow, packet, isOrig)
    this.table.touch(flow)
  }

  /** The flow of the datagram taken last is a tunnel. */
  carries(kind: string): void {
    if (this.flow === null) return
    this.voice.flow = this.flow
    this.voice.service(kind)
  }

  finish(): void {
    this.table.finish()
  }

  private begin(flow: Flow, packet: Packet, isLow: boolean): void {
    const told = rolesBy(packet)
    flow.isOrigLow = (told === Told.First) === isLow
    flow.isFlipped = told !== Told.First
    flow.isDoubted = told === Told.Ports
    if (flow.isFlipped) flow.history = '^'
    flow.record = packet.record
    flow.offset = packet.offset
    flow.length = packet.length
    flow.ordinal = packet.ordinals++
    flow.firstUs = packet.tsUs
    flow.lastUs = packet.lastUs
    flow.tunnel = packet.tunnel
    flow.label = packet.label
    flow.interfaceName = packet.interfaceName
    if (packet.macAt >= 0) this.setMacs(flow, packet)
    this.voice.flow = flow
    flow.service = this.voice.announced(flow) ?? ''
    flow.talk = this.talkFor(flow, packet)
    if (flow.talk !== null) this.listen(flow)
  }

  private setMacs(flow: Flow, { bytes, macAt }: Packet): void {
    const [dst, src] = [macText(bytes, macAt), macText(bytes, macAt + 6)]
    flow.origMac = flow.isFlipped ? dst : src
    flow.respMac = flow.isFlipped ? src : dst
  }

  private talkFor(flow: Flow, packet: Packet): Flow['talk'] {
    if (packet.protocol === TCP) return flow.service === '' ? new Opening(packet.srcPort === 53 || packet.dstPort === 53) : null
    return packet.protocol === UDP ? datagramTalk(packet.srcPort, packet.dstPort) : null
  }

  private listen(flow: Flow): void {
    this.listened.add(flow)
    if (this.listened.size <= MAX_LISTENED) return
    const [longest] = this.listened
    this.unheardFlows++
    this.silence(longest!)
  }

  /** End the talk of a flow; what it has not told yet, it tells now. */
  private silence(flow: Flow): void {
    const { talk } = flow
    const speaking = this.voice.flow
    flow.talk = null
    this.listened.delete(flow)
    flow.orig.hearing?.close()
    flow.resp.hearing?.close()
    this.voice.flow = flow
    talk?.end(this.voice)
    this.voice.flow = speaking
  }

  private count(flow: Flow, packet: Packet, side: Side): void {
    side.packets += packet.frames
    side.ipBytes += packet.ipBytes
    side.wireBytes += packet.wireBytes
    if (packet.tsUs < flow.firstUs) flow.firstUs = packet.tsUs
    if (packet.lastUs > flow.lastUs) flow.lastUs = packet.lastUs
    flow.lastRecord = packet.lastRecord
    flow.lastOffset = packet.lastOffset
    flow.lastLength = packet.lastLength
    const vlan = packet.vlan < 0 ? -1 : packet.vlan * 8192 + packet.innerVlan
    if (vlan !== flow.lastVlan) this.addVlan(flow, packet, vlan)
  }

  private addVlan(flow: Flow, { vlan, innerVlan }: Packet, code: number): void {
    const text = vlan < 0 ? 'none' : innerVlan < 0 ? String(vlan) : `${vlan}/${innerVlan}`
    const known = flow.vlans?.split(',') ?? (flow.orig.packets + flow.resp.packets > 1 ? ['none'] : [])
    flow.lastVlan = code
    if (known.includes(text) || (flow.vlans?.length ?? 0) > MAX_VLANS_TEXT) return
    if (known.length === 1) this.severalVlans++
    flow.vlans = [...known, text].join(',')
  }

  private takeDatagram(flow: Flow, packet: Packet, isOrig: boolean): void {
    const side = isOrig ? flow.orig : flow.resp
    side.payloadBytes += packet.claimed
    if (packet.protocol !== UDP) return
    if (packet.claimed > 0) tell(flow, side, 'd')
    if (flow.talk !== null) this.talked(flow, isOrig, packet.bytes, packet.at, packet.end)
    else if (flow.service === '' && isNtp(packet)) flow.service = 'ntp'
  }

  private hear(flow: Flow, isOrig: boolean, offset: number, packet: Packet): void {
    const side = isOrig ? flow.orig : flow.resp
    side.hearing ??= new Hearing(isOrig, this.held, {
      heard: (fromOrig, bytes, start, end) => this.talked(flow, fromOrig, bytes, start, end),
      gap: (fromOrig) => flow.talk?.gap(fromOrig),
    })
    side.hearing.take(offset, packet.bytes, packet.at, packet.end, packet.claimed)
  }

  private talked(flow: Flow, isOrig: boolean, bytes: Uint8Array, start: number, end: number): void {
    const { talk } = flow
    if (talk === null || start >= end) return
    const next = talk.data(isOrig, bytes, start, end, this.voice)
    if (next === talk) return
    if (next === null) this.silence(flow)
    else flow.talk = next
  }

  private end(flow: Flow, isCut: boolean): void {
    if (isCut) this.cutFlows++
    this.silence(flow)
    if (this.flow === flow) this.flow = null
    tellFlow(flow, isCut, this.sink)
  }
}

/** A capture file into a sink: each packet is a record; it is part of a flow, or rejected. */
import type { ClockDecision, RecordSink, SourceInput, Span } from '../kit/format'
import { formatIpv4 } from '../kit/ip'
import type { CaptureTaker, Frame } from './capture/frame'
import { CaptureWalk } from './capture/walk'
import { Assembly } from './flows/assembly'
import { macText } from './layers/address'
import { Decoder, type DatagramTaker } from './layers/decoder'
import { be16, be32, Packet } from './layers/packet'

/** Longest place of one rejected stretch: lengths are stored in 32 bits. */
const MAX_STRETCH_BYTES = 1 << 30

/** Takes what a capture file holds, and puts it on the sink. */
class Reading implements CaptureTaker, DatagramTaker {
  private readonly packetAtHand = new Packet()
  private readonly decoder = new Decoder(this)
  private readonly assembly: Assembly
  private readonly span: Span = { record: 0, offset: 0, length: 0 }
  private record = 0
  private snapped = 0
  private notIp = 0
  private arpMessages = 0

  constructor(
    private readonly sink: RecordSink,
    maxFlows?: number,
  ) {
    this.assembly = new Assembly(sink, maxFlows)
  }

  packet(frame: Frame, offset: number, length: number): void {
    this.begin(offset, length)
    const packet = this.packetAtHand
    packet.reset()
    packet.record = packet.lastRecord = this.record
    packet.offset = packet.lastOffset = offset
    packet.length = packet.lastLength = length
    packet.tsUs = packet.lastUs = frame.tsUs
    packet.interfaceName = frame.interfaceName
    packet.bytes = frame.bytes
    packet.at = frame.start
    packet.end = frame.end
    packet.wireBytes = packet.claimed = frame.wireBytes
    if (frame.end - frame.start < frame.wireBytes) this.snapped++
    const refusal = this.decoder.frame(packet, frame.linkType)
    if (refusal === null) {
      this.sink.partOf()
      return
    }
    if (refusal.startsWith('not IP')) this.notIp++
    this.sink.reject(refusal)
  }

  datagram(packet: Packet): void {
    this.assembly.datagram(packet)
  }

  carries(kind: string): void {
    this.assembly.carries(kind)
  }

  /** ARP tells which link address an IPv4 address is at. */
  arp({ bytes, at, end, tsUs }: Packet): void {
    this.arpMessages++
    if (end - at < 28 || be16(bytes, at) !== 1 || be16(bytes, at + 2) !== 0x0800) return
    const sender = be32(bytes, at + 14)
    if (sender !== 0) this.assembly.voice.factOf(formatIpv4(sender), 'mac', macText(bytes, at + 8), tsUs)
  }

  structural(offset: number, length: number): void {
    this.sink.structural({ record: 0, offset, length })
  }

  refuse(offset: number, length: number, reason: string): void {
    this.begin(offset, length)
    this.sink.reject(reason)
  }

  damaged(offset: number, length: number, reason: string): void {
    const text = `bytes of the file that no packet could be made of, the first at byte ${offset}: ${reason}`
    this.note('damaged', 'error', text, length)
    for (let at = 0; at < length; at += MAX_STRETCH_BYTES)
      this.refuse(offset + at, Math.min(MAX_STRETCH_BYTES, length - at), reason)
  }

  note(id: string, level: 'info' | 'warning' | 'error', text: string, count: number): void {
    this.sink.check({ id, level, text, count })
  }

  finish(): void {
    this.decoder.finish()
    this.assembly.finish()
    const { cutFlows, unheardFlows, severalVlans } = this.assembly
    this.say('snapped', 'info', 'packets were captured shorter than they were; bytes are counted by their headers', this.snapped)
    this.say('not-ip', 'info', 'packets are not IP; they are rejected with what they are', this.notIp)
    this.say('arp', 'info', 'packets are ARP; the addresses they tell are facts of hosts', this.arpMessages)
    this.say(
      'several-vlans',
      'info',
      'flows were seen on several VLANs; copies of one packet count as packets, their bytes once',
      severalVlans,
    )
    this.say('flows-cut', 'warning', 'flows were ended early because too many were open at once', cutFlows)
    this.say('not-listened', 'warning', 'flows whose application was not followed to the end: too many at once', unheardFlows)
  }

  private say(id: string, level: 'info' | 'warning', text: string, count: number): void {
    if (count > 0) this.note(id, level, text, count)
  }

  private begin(offset: number, length: number): void {
    this.span.record = ++this.record
    this.span.offset = offset
    this.span.length = length
    this.sink.begin(this.span)
  }
}

/** Read a capture. `maxFlows` = flows followed at once; absent = as many as memory is meant for. */
export async function readCapture(input: SourceInput, sink: RecordSink, _clock: ClockDecision, maxFlows?: number): Promise<void> {
  const reading = new Reading(sink, maxFlows)
  const walk = new CaptureWalk(reading)
  for await (const block of input.blocks()) walk.push(block)
  walk.finish()
  reading.finish()
}

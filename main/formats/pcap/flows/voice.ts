/** What talks say, put on the sink with the hosts of their flow. */
import type { AttrValue, EventDraft, FactDraft, RecordSink } from '../../kit/format'
import { addressText } from '../layers/address'
import { TCP, type Packet } from '../layers/packet'
import type { Place, Teller } from '../apps/talk'
import type { Flow } from './flow'
import { protocolName } from './protocols'

/** Chosen: statements and announced endpoints that are remembered for one file. */
const MAX_FACTS = 100_000
const MAX_EXPECTED = 4096
const MAX_ATTR_TEXT = 4096

/** Speaks for the flow and packet that are set before each use. */
export class Voice implements Teller {
  flow!: Flow
  packet!: Packet
  private readonly told = new Set<string>()
  private readonly expected = new Map<string, string>()

  constructor(readonly sink: RecordSink) {}

  get nowUs(): number {
    return this.packet.lastUs
  }

  place(): Place {
    const { record, offset, length, tsUs } = this.packet
    return { record, offset, length, tsUs, ordinal: this.packet.ordinals++ }
  }

  event(place: Place): EventDraft {
    const { sink, flow } = this
    const { event } = sink
    event.tsUs = place.tsUs
    putSides(event, flow, sink)
    return event
  }

  emit(place: Place): void {
    this.sink.emitFor(place, place.ordinal)
  }

  service(name: string): void {
    const { flow } = this
    if (flow.service === name) return
    if (flow.service === '') flow.service = name
    else if (!flow.service.split(',').includes(name)) flow.service += `,${name}`
  }

  attr(name: string, value: AttrValue): void {
    const facts = (this.flow.facts ??= {})
    if (!(name in facts)) facts[name] = typeof value === 'string' ? value.slice(0, MAX_ATTR_TEXT) : value
  }

  fact(isOrig: boolean, kind: FactDraft['kind'], value: string): void {
    const { flow } = this
    this.factOf(endpointText(flow, isOrig), kind, value, this.packet.tsUs)
  }

  factOf(host: string, kind: FactDraft['kind'], value: string, tsUs: number): void {
    const key = `${host} ${kind} ${value}`
    if (this.told.has(key) || this.told.size >= MAX_FACTS) return
    this.told.add(key)
    this.sink.fact({ host, kind, value, tsUs })
  }

  expect(address: string, port: number, service: string): void {
    if (this.expected.size >= MAX_EXPECTED) this.expected.delete(this.expected.keys().next().value!)
    this.expected.set(`${address} ${port}`, service)
  }

  /** Shape: a new flow → what was announced for it, once, or null. */
  announced(flow: Flow): string | null {
    if (this.expected.size === 0) return null
    const port = flow.isOrigLow ? flow.highPort : flow.lowPort
    /* FTP's EPSV announces a port of the server it comes from. */
    for (const key of [`${endpointText(flow, false)} ${port}`, ` ${port}`]) {
      const service = this.expected.get(key)
      if (service === undefined) continue
      this.expected.delete(key)
      return service
    }
    return null
  }
}

/** Shape: flow, side → its address as text. */
export function endpointText(flow: Flow, isOrig: boolean): string {
  const words = isOrig === flow.isOrigLow ? flow.low : flow.high
  return addressText(flow.isV6, words[0]!, words[1]!, words[2]!, words[3]!)
}

/** Fill in hosts, ports, protocol and how the roles are known. */
export function putSides(event: EventDraft, flow: Flow, sink: RecordSink): void {
  event.srcIp = sink.ip(endpointText(flow, true))
  event.dstIp = sink.ip(endpointText(flow, false))
  if (flow.hasPorts) {
    event.srcPort = flow.isOrigLow ? flow.lowPort : flow.highPort
    event.dstPort = flow.isOrigLow ? flow.highPort : flow.lowPort
  }
  event.proto = sink.text(protocolName(flow.protocol))
  if (flow.protocol !== TCP) event.roles = flow.isFlipped ? 'service-port' : 'first-packet'
  else event.roles = flow.orig.hasSyn || flow.resp.hasSyn ? 'handshake' : 'arrow'
}

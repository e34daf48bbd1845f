/** One EVE record and what every kind of it has: time, sides, sensor; what no mapping takes becomes attributes by Suricata's names. */
import type { RoleRule } from '#contract/event'
import type { AttrValue, RecordSink } from '../kit/format'
import { countIn, textIn, type JsonObject } from '../kit/json'
import { shorten } from '../kit/text'
import type { EveClock } from './time'

/** Why a record cannot be an event; turned into a reject. */
export class RecordRefused extends Error {}

/** Longest one-line message made of a record; its whole text stays in the attributes. */
const MESSAGE_LENGTH = 300
export const sentence = (...parts: string[]): string | null => {
  const words = parts.filter((part) => part !== '')
  return words.length === 0 ? null : shorten(words.join(' '), MESSAGE_LENGTH)
}

/** A record on its way into the sink. */
export interface Eve {
  object: JsonObject
  sink: RecordSink
  clock: EveClock
  kind: string
  proto: string
}

/** Fields that stand in columns. The rest is kept. */
const IN_COLUMNS = new Set([
  'timestamp',
  'event_type',
  'src_ip',
  'src_port',
  'dest_ip',
  'dest_port',
  'proto',
  'host',
  'app_proto',
])
/** Detection of the application failed: no service, but said. */
const NO_SERVICE = new Set(['', 'failed', 'unknown'])

/** Protocol names in one spelling. Suricata writes `IPv6-ICMP` or `IPV6-ICMP`. */
const protocolOf = (text: string): string => {
  const name = text.toLowerCase()
  return name === 'ipv6-icmp' || name === 'icmpv6' ? 'icmp' : name
}

function address(object: JsonObject, sink: RecordSink, name: string): number {
  const text = textIn(object, name)
  if (text === '') return 0
  const id = sink.ip(text)
  if (id === 0) throw new RecordRefused(`${name} is not an address`)
  return id
}

function port(object: JsonObject, name: string): number {
  if (object[name] === undefined || object[name] === null) return NaN
  const value = countIn(object, name)
  if (!(value <= 65535)) throw new RecordRefused(`${name} is not a port`)
  return value
}

/** Shape: object → its record, with time, sides, service and sensor in the draft. Errors: RecordRefused. */
export function openRecord(object: JsonObject, sink: RecordSink, clock: EveClock): Eve {
  const { event } = sink
  const kind = textIn(object, 'event_type')
  if (kind === '') throw new RecordRefused('event_type is missing')
  event.tsUs = clock.read(textIn(object, 'timestamp'))
  if (Number.isNaN(event.tsUs)) throw new RecordRefused('timestamp is not a time')
  event.tsQuality = clock.quality
  event.srcIp = address(object, sink, 'src_ip')
  event.srcPort = port(object, 'src_port')
  event.dstIp = address(object, sink, 'dest_ip')
  event.dstPort = port(object, 'dest_port')
  const proto = protocolOf(textIn(object, 'proto'))
  event.proto = sink.text(proto)
  const service = textIn(object, 'app_proto')
  if (!NO_SERVICE.has(service)) event.service = sink.text(service)
  else if (service !== '') sink.attr('app_proto', service)
  const sensor = textIn(object, 'host')
  if (sensor !== '') event.sensor = sink.text(sensor)
  return { object, sink, clock, kind, proto }
}

/** Every field that stands in no column; `except` is what the caller kept in its own way. */
export function restToAttrs({ object, sink }: Eve, except = ''): void {
  for (const name in object) {
    const value = object[name]!
    if (IN_COLUMNS.has(name) ? isInColumn(name, value) : name === except || isEmpty(value)) continue
    sink.attr(name, value)
  }
}

/** A field of the wrong type is in no column: it is kept. */
const isInColumn = (name: string, value: AttrValue) =>
  name === 'src_port' || name === 'dest_port' ? true : typeof value === 'string' || value === null
const isEmpty = (value: AttrValue) => value === null || value === ''

/** Shape: record whose src is the side that asked → the rule that says so. */
export function askedBy({ proto, sink }: Eve): RoleRule {
  if (sink.event.srcIp === 0 || sink.event.dstIp === 0) return 'none'
  return proto === 'tcp' ? 'handshake' : 'first-packet'
}

/** Shape: record whose src sent the packet at hand, whoever asked → the rule. */
export function sentBy({ sink }: Eve): RoleRule {
  return sink.event.srcIp === 0 || sink.event.dstIp === 0 ? 'none' : 'arrow'
}

/**
 * Security events of Secure Firewall Threat Defense: fields with their names, `Name: value, Name: value`.
 * Source: Cisco Secure Firewall Threat Defense Syslog Messages, Security Event Syslog Messages (430001 to 430005).
 */
import type { EventType, Outcome } from '#contract/event'
import type { RecordSink } from '../kit/format'
import { canonicalIp } from '../kit/ip'
import { integerOf, portOf } from '../kit/text'

export const FTD_SOURCE = 'Cisco Secure Firewall Threat Defense Syslog Messages, Security Event Syslog Messages'

interface Kind {
  name: string
  type: EventType
  doc: string
}

const KINDS: Readonly<Record<string, Kind>> = {
  430001: { name: 'FTD-Intrusion', type: 'intrusion', doc: 'A rule for intrusions matched traffic.' },
  430002: { name: 'FTD-Connection_Begun', type: 'network', doc: 'A connection was met by an access rule as it began.' },
  430003: {
    name: 'FTD-Connection',
    type: 'connection',
    doc: 'A connection from its begin to its end, with packets and bytes of both sides.',
  },
  430004: { name: 'FTD-File', type: 'file-access', doc: 'A file passed in a connection.' },
  430005: { name: 'FTD-Malware', type: 'virus', doc: 'A file in a connection was looked up, and what is thought of it.' },
}
export const FTD_IDS: ReadonlySet<string> = new Set(Object.keys(KINDS))
export const FTD_TAXONOMY: readonly Kind[] = Object.values(KINDS)

const NAME = '[A-Z][A-Za-z0-9_]{0,40}(?: [A-Z][A-Za-z0-9_]{0,40})?'
const FIELD = new RegExp(`(?:^|, )(${NAME}): ("[^"]*"|.*?)(?=, ${NAME}: |$)`, 'gs')
/** Fields that are columns of an event. */
const COLUMNS: ReadonlySet<string> = new Set([
  ...['SrcIP', 'DstIP', 'SrcPort', 'DstPort', 'Protocol', 'ConnectionDuration'],
  ...['InitiatorBytes', 'ResponderBytes', 'InitiatorPackets', 'ResponderPackets'],
])
/** What stands for nobody. */
const NO_USER = /^(?:Unknown|No Authentication Required|Not Found)$/i
const NUMBER = /^\d{1,15}$/

/** The first field of a name counts: what a client wrote (an agent, a URL) comes after the device's own words and cannot replace them. */
function fieldsOf(message: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const [, name = '', value = ''] of message.matchAll(FIELD))
    if (!fields.has(name)) fields.set(name, value.replace(/^"(.*)"$/s, '$1').trim())
  return fields
}

/** Shape: `AccessControlRuleAction`, `SHA_Disposition`, `Prefilter Policy` → `access_control_rule_action`, `sha_disposition`, `prefilter_policy`. */
const attributeOf = (name: string): string =>
  name
    .replace(/[ _]+/g, '_')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()

function outcomeOf(fields: ReadonlyMap<string, string>): Outcome {
  const action = fields.get('AccessControlRuleAction') ?? fields.get('InlineResult') ?? fields.get('FileAction') ?? ''
  if (/block|drop|deny|reset/i.test(action)) return /would/i.test(action) ? 'success' : 'failure'
  return /allow|trust|detect|malware cloud lookup/i.test(action) ? 'success' : 'unknown'
}

function sides(fields: ReadonlyMap<string, string>, isFlow: boolean, proto: string, sink: RecordSink): void {
  const { event } = sink
  event.srcIp = sink.ip(canonicalIp(fields.get('SrcIP') ?? '') ?? '')
  event.dstIp = sink.ip(canonicalIp(fields.get('DstIP') ?? '') ?? '')
  event.srcPort = portOf(fields.get('SrcPort'))
  event.dstPort = portOf(fields.get('DstPort'))
  if (event.srcIp === 0 && event.dstIp === 0) event.roles = 'none'
  else event.roles = isFlow ? (proto === 'tcp' ? 'handshake' : 'first-packet') : 'arrow'
}

function lengths(fields: ReadonlyMap<string, string>, sink: RecordSink): void {
  const { event } = sink
  const seconds = integerOf(fields.get('ConnectionDuration'))
  if (seconds >= 0) {
    event.durationUs = seconds * 1_000_000
    event.tsUs -= event.durationUs
  }
  event.srcBytes = integerOf(fields.get('InitiatorBytes'))
  event.dstBytes = integerOf(fields.get('ResponderBytes'))
  event.srcPkts = integerOf(fields.get('InitiatorPackets'))
  event.dstPkts = integerOf(fields.get('ResponderPackets'))
}

/** Shape: (number, message) → name of the event that was filled; empty where the message names no field, and nothing is filled. */
export function fillFtd(id: string, message: string, sink: RecordSink): string {
  const { event } = sink
  const { name, type } = KINDS[id]!
  const fields = fieldsOf(message)
  if (!fields.has('SrcIP') && !fields.has('DstIP')) return ''
  const protocol = (fields.get('Protocol') ?? '').toLowerCase()
  const proto = /^(?:ipv6-)?icmp(?:v6)?$/.test(protocol) ? 'icmp' : protocol
  event.type = type
  event.outcome = outcomeOf(fields)
  event.proto = sink.text(proto)
  event.service = sink.text((fields.get('ApplicationProtocol') ?? '').toLowerCase())
  const user = fields.get('User') ?? ''
  event.userName = sink.text(NO_USER.test(user) ? '' : user)
  event.signature = sink.text(id === '430001' ? (fields.get('Message') ?? '') : (fields.get('ThreatName') ?? ''))
  sides(fields, name.startsWith('FTD-Connection'), proto, sink)
  if (id === '430003') lengths(fields, sink)
  for (const [field, value] of fields)
    if (!COLUMNS.has(field) && value !== '') sink.attr(attributeOf(field), NUMBER.test(value) ? Number(value) : value)
  return name
}

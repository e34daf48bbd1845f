/** A Windows event as an event of the timeline: name, type, who, from where, by which process. */
import type { EventType } from '#contract/event'
import { readEndpoint } from '../endpoint'
import type { RecordSink } from '../format'
import { canonicalIp } from '../ip'
import { portOf, shorten } from '../text'
import { saidText, type WindowsEvent } from './event'
import { withContext } from './powershell-context'
import type { Fields, WindowsRule } from './rule'
import { genericName, knownEvent } from './rule-sets'

/** critical, error, warning, information, verbose; 0 is written for what is always logged. */
const SEVERITY_OF_LEVEL = [0, 4, 3, 2, 0, 0]
const LONGEST_VALUE = 300
const LONGEST_MESSAGE = 1_000

const WELL_KNOWN: Readonly<Record<string, string>> = {
  'S-1-5-18': 'SYSTEM',
  'S-1-5-19': 'LOCAL SERVICE',
  'S-1-5-20': 'NETWORK SERVICE',
  'S-1-0-0': '',
}

/** Shape: event → fills the sink's event and its attributes; nothing is emitted yet. */
export function fillWindowsEvent(windows: WindowsEvent, sink: RecordSink): void {
  const { event } = sink
  const known = knownEvent(windows.provider, windows.eventId)
  const fields = withContext(windows)
  event.tsUs = windows.tsUs
  event.hostName = sink.text(windows.computer)
  event.sensor = event.hostName
  event.severity = SEVERITY_OF_LEVEL[windows.level] ?? NaN
  if (known === null) fillGeneric(windows, sink)
  else fillKnown(known.rule, known.prefix, windows, fields, sink)
  attributes(windows, sink)
}

function fillGeneric(windows: WindowsEvent, sink: RecordSink): void {
  const { event } = sink
  const isError = windows.level === 1 || windows.level === 2
  event.name = sink.text(genericName(windows.provider, windows.eventId))
  event.specificity = 'generic'
  event.type =
    windows.audit === 'failure'
      ? 'access-denied'
      : isError
        ? 'error'
        : /^application$/i.test(windows.channel)
          ? 'application'
          : 'system'
  event.outcome = windows.audit ?? 'none'
  event.userName = sink.text(accountOf(saidText(windows.fields.get('SubjectUserName')) || windows.userId))
  event.processName = sink.text(saidText(windows.fields.get('ProcessName')))
  event.message = genericMessage(windows)
}

function fillKnown(rule: WindowsRule, prefix: string, windows: WindowsEvent, fields: Fields, sink: RecordSink): void {
  const { event } = sink
  const variant = rule.variant?.(fields)
  const outcome = variant?.outcome ?? rule.outcome ?? 'none'
  const denied = windows.audit === 'failure'
  event.name = sink.text(`${prefix}-${rule.name.replace('*', variant?.word ?? '')}`)
  event.outcome = denied ? 'failure' : outcome === 'none' ? (windows.audit ?? 'none') : outcome
  event.type = typeOf(variant?.type ?? rule.type, denied)
  event.userName = sink.text(accountOf(rule.user === undefined ? windows.userId : first(fields, rule.user)))
  event.processName = sink.text(first(fields, rule.process ?? []))
  event.service = sink.text(rule.service ?? '')
  event.message = sentence(rule, fields)
  if (rule.from !== undefined) client(rule.from, fields, sink)
  if (rule.between !== undefined) ends(rule.between, fields, sink)
}

/** An audit of failure says that what its number names was not allowed. */
function typeOf(type: EventType, isDenied: boolean): EventType {
  if (!isDenied) return type
  return type === 'login'
    ? 'login-failure'
    : type === 'file-access' || type === 'system' || type === 'process'
      ? 'access-denied'
      : type
}

function first(fields: Fields, names: readonly string[]): string {
  for (const name of names) {
    const text = saidText(fields.get(name))
    if (text !== '') return text
  }
  return ''
}

/** The account without its domain, so that the same user of several sources is one; the domain stays in the attributes. */
function accountOf(text: string): string {
  const name = text.startsWith('CN=') ? text : text.slice(text.lastIndexOf('\\') + 1)
  return WELL_KNOWN[name] ?? name
}

function client([address, port]: readonly [string, string?], fields: Fields, sink: RecordSink): void {
  const { event } = sink
  const text = saidText(fields.get(address))
  const ip = canonicalIp(text)
  const end = ip === null ? readEndpoint(text, true) : { ip, port: portOf(saidText(fields.get(port ?? ''))) }
  if (end === null) return
  event.srcIp = sink.ip(end.ip)
  event.srcPort = end.port > 0 ? end.port : NaN
  event.roles = 'server-log'
}

const PROTOCOLS: Readonly<Record<string, string>> = { 1: 'icmp', 6: 'tcp', 17: 'udp', 58: 'icmp' }

function ends([src, srcPort, dst, dstPort]: NonNullable<WindowsRule['between']>, fields: Fields, sink: RecordSink): void {
  const { event } = sink
  const protocol = saidText(fields.get('Protocol')).toLowerCase()
  const proto = PROTOCOLS[protocol] ?? protocol
  event.srcIp = sink.ip(saidText(fields.get(src)))
  event.srcPort = portOf(saidText(fields.get(srcPort)))
  event.dstIp = sink.ip(saidText(fields.get(dst)))
  event.dstPort = portOf(saidText(fields.get(dstPort)))
  event.proto = sink.text(proto)
  if (event.srcIp === 0 || event.dstIp === 0) return
  const isOutbound = /^(true|%%14593|outbound)$/i.test(`${saidText(fields.get('Initiated'))}${saidText(fields.get('Direction'))}`)
  /* WHY only outbound: for what came in, versions do not agree which end they call the source. */
  event.roles = !isOutbound ? 'arrow' : proto === 'tcp' ? 'handshake' : 'first-packet'
}

const oneLine = (text: string, most: number) =>
  shorten(
    text
      .slice(0, most * 4)
      .replace(/\s+/g, ' ')
      .trim(),
    most,
  )

function sentence(rule: WindowsRule, fields: Fields): string {
  const said: string[] = []
  for (const pair of rule.says?.split(', ') ?? []) {
    const at = pair.indexOf(' ')
    const value = saidText(fields.get(pair.slice(at + 1)))
    if (value !== '') said.push(`${pair.slice(0, at)} ${oneLine(value, LONGEST_VALUE)}`)
  }
  /* What follows a semicolon explains the name to whoever reads the taxonomy. */
  const head = rule.doc.slice(0, -1).split(';')[0]!
  return said.length === 0 ? `${head}.` : `${head}: ${said.join(', ')}`
}

function genericMessage(windows: WindowsEvent): string | null {
  if (windows.text !== '') return oneLine(/^[^\r\n]*/.exec(windows.text)![0], LONGEST_MESSAGE)
  const said: string[] = []
  for (const [name, value] of windows.fields) {
    const text = saidText(value)
    if (text !== '') said.push(`${name} ${oneLine(text, LONGEST_VALUE)}`)
    if (said.length === 8) break
  }
  return said.length === 0 ? null : shorten(said.join(', '), LONGEST_MESSAGE)
}

function attributes(windows: WindowsEvent, sink: RecordSink): void {
  const own = new Set(['EventID', 'EventRecordID', 'Channel', 'Provider', 'Level', 'UserID', 'Message'])
  sink.attr('EventID', windows.eventId)
  if (!Number.isNaN(windows.recordId)) sink.attr('EventRecordID', windows.recordId)
  if (windows.channel !== '') sink.attr('Channel', windows.channel)
  if (windows.provider !== '') sink.attr('Provider', windows.provider)
  if (!Number.isNaN(windows.level)) sink.attr('Level', windows.level)
  if (windows.userId !== '') sink.attr('UserID', windows.userId)
  if (windows.text !== '') sink.attr('Message', windows.text)
  for (const [name, value] of windows.rest) sink.attr(name, value)
  /* Providers are free in naming their fields: one named as a field of every event keeps its place in its name. */
  for (const [name, value] of windows.fields)
    sink.attr(own.has(name) || windows.rest.has(name) ? `EventData.${name}` : name, value)
}

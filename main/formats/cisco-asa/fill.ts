/** One message of an ASA as an event: the rule that knows it, or what its tag alone says. */
import type { SourceCheck } from '#contract/evidence'
import type { EventType, Outcome, RoleRule, SessionState } from '#contract/event'
import type { RecordSink } from '../kit/format'
import { canonicalIp } from '../kit/ip'
import { SEVERITY } from '../kit/syslog/message'
import { integerOf, portOf, shorten } from '../kit/text'
import { CONNECTIONS } from './connections'
import { FILTERS } from './filters'
import { PEOPLE } from './people'
import { FTD_IDS, fillFtd } from './ftd'
import type { AsaLine } from './header'
import { secondsOf, type AsaRule } from './rule'
import { VERDICTS } from './verdicts'

export const RULES: readonly AsaRule[] = [...CONNECTIONS, ...FILTERS, ...PEOPLE]

const rulesById = new Map<string, AsaRule[]>()
for (const rule of RULES) for (const id of rule.ids) rulesById.set(id, [...(rulesById.get(id) ?? []), rule])

/** Longest message that patterns are tried on, and that is kept beside the raw record. */
const LONGEST_MESSAGE = 8192
/** Connections remembered at once. Chosen: as many as the largest devices hold, so that a hostile file fills no memory. */
const MOST_CONNECTIONS = 1_000_000

const ZONE_NAMED: SourceCheck = {
  id: 'asa-zone',
  level: 'warning',
  text: 'Lines name a zone that is not UTC. What it stands for the device’s administrator chose; it was not used: the zone of the source is.',
  count: 1,
}

type Groups = Record<string, string | undefined>

const SERVICES: ReadonlyMap<string, number> = new Map([
  ['https', 443],
  ['http', 80],
  ['ssh', 22],
  ['telnet', 23],
])
/** Groups that go to columns, or that exist only because a pattern has alternatives. */
const TAKEN = new Set([
  'a',
  'b',
  'aPort',
  'bPort',
  'proto',
  'proto2',
  'user',
  'user2',
  'group2',
  'duration',
  'bytes',
  'verdict',
  'direction',
  'connection',
  'sent',
  'received',
])
const NUMBERS = /^\d{1,15}$/

/** What the device remembers about its connections, to tell who opened one that ends. */
export class Connections {
  private readonly openedByB = new Map<string, boolean>()

  open(key: string, isOpenedByB: boolean): void {
    if (this.openedByB.size < MOST_CONNECTIONS) this.openedByB.set(key, isOpenedByB)
  }

  /** Shape: connection that ends → whether `b` opened it, or undefined where its begin was not seen. */
  end(key: string): boolean | undefined {
    const isOpenedByB = this.openedByB.get(key)
    this.openedByB.delete(key)
    return isOpenedByB
  }
}

/** Shape: reason of a teardown → state of the session. Source: Cisco ASA Series Syslog Messages, 302014, table of reasons. */
function stateOf(reason: string, bytes: number): SessionState {
  if (/^TCP FINs/i.test(reason)) return 'complete'
  if (/^TCP Reset/i.test(reason)) return bytes === 0 ? 'refused' : 'aborted'
  if (/^SYN Timeout/i.test(reason)) return 'no-answer'
  if (/^Connection timeout/i.test(reason)) return 'open'
  return 'none'
}

/** Sets the two ends; `b` is the client where it opened the connection. */
function ends(groups: Groups, isSwapped: boolean, sink: RecordSink): void {
  const { event } = sink
  const [src, dst] = isSwapped ? (['b', 'a'] as const) : (['a', 'b'] as const)
  const portIn = (end: 'a' | 'b') => SERVICES.get(groups[`${end}Port`] ?? '') ?? portOf(groups[`${end}Port`])
  const hostIn = (end: 'a' | 'b') => {
    const host = groups[end] ?? ''
    /* Some messages set a colon behind an address. */
    return canonicalIp(host) === null ? host.replace(/:$/, '') : host
  }
  event.srcIp = sink.ip(hostIn(src))
  event.srcPort = portIn(src)
  event.dstIp = sink.ip(hostIn(dst))
  event.dstPort = portIn(dst)
  const service = groups['bPort']
  if (service !== undefined && SERVICES.has(service)) event.service = sink.text(service)
  for (const [end, side] of [
    [src, 'src'],
    [dst, 'dst'],
  ] as const) {
    const name = hostIn(end)
    /* The device can be told to write names in place of addresses. */
    if (name !== '' && canonicalIp(name) === null) sink.attr(`${side}_name`, name)
    for (const [group, attribute] of [
      ['If', 'interface'],
      ['Map', 'mapped_ip'],
      ['MapPort', 'mapped_port'],
      ['User', 'user'],
    ] as const) {
      const value = groups[`${end}${group}`]
      if (value !== undefined) sink.attr(`${side}_${attribute}`, NUMBERS.test(value) ? Number(value) : value)
    }
  }
}

function protocolOf(text: string): string {
  const proto = text.toLowerCase().replace(/^protocol /, '')
  return /^(icmpv6|ipv6-icmp|icmp6)$/.test(proto) ? 'icmp' : proto
}

/** Lengths, bytes and the begin of a connection that ended. */
function ended(groups: Groups, sink: RecordSink): void {
  const { event } = sink
  event.durationUs = secondsOf(groups['duration'] ?? '0') * 1_000_000
  event.tsUs -= event.durationUs
  if (/^tcp$/i.test(groups['proto'] ?? '')) event.sessionState = stateOf(groups['reason'] ?? '', integerOf(groups['bytes']))
}

/** A login that failed is another type; what AAA allows a user, or counts of him, is no login. */
function typeOf({ type }: AsaRule, { kind }: Groups, outcome: Outcome): EventType {
  if (kind === 'authorization' || kind === 'accounting') return outcome === 'failure' ? 'access-denied' : 'system'
  return type === 'login' && outcome === 'failure' ? 'login-failure' : type
}

const attributeOf = (group: string) => group.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Every group that no column has. */
function attributes(groups: Groups, sink: RecordSink): void {
  for (const name of ['connection', 'bytes']) if (groups[name] !== undefined) sink.attr(name, Number(groups[name]))
  for (const [name, value] of Object.entries(groups)) {
    if (value === undefined || value === '' || TAKEN.has(name) || /^[ab](If|Map|MapPort|User)$/.test(name)) continue
    sink.attr(attributeOf(name), NUMBERS.test(value) ? Number(value) : value.trim())
  }
}

/** Roles where no rule and no begin of the connection says them. */
function rolesOf({ type }: AsaRule, { a, b }: Groups): RoleRule {
  if (a === undefined) return 'none'
  return b !== undefined || type === 'firewall' ? 'arrow' : 'server-log'
}

function fillKnown(rule: AsaRule, groups: Groups, line: AsaLine, connections: Connections, sink: RecordSink): string {
  const { event } = sink
  const [word, outcome] = VERDICTS[(groups['verdict'] ?? '').toLowerCase()] ?? ['Other', 'none']
  const proto = protocolOf(rule.proto ?? groups['proto'] ?? groups['proto2'] ?? '')
  const isBuilt = rule.name === 'ASA-Connection_Built'
  const isEnd = rule.name === 'ASA-Connection'
  const direction = (groups['direction'] ?? '').toLowerCase()
  const key = `${line.host}/${groups['connection'] ?? ''}`
  const openedByB = isBuilt ? direction === 'outbound' : isEnd ? connections.end(key) : undefined
  if (isBuilt && groups['connection'] !== undefined) connections.open(key, openedByB === true)
  event.outcome = rule.outcome ?? outcome
  event.type = typeOf(rule, groups, event.outcome)
  event.proto = sink.text(proto)
  event.userName = sink.text(groups['user'] ?? groups['user2'] ?? groups['aUser'] ?? '')
  ends(groups, openedByB === true, sink)
  const opened = proto === 'tcp' ? 'handshake' : 'first-packet'
  const roles = rule.roles ?? (openedByB === undefined ? rolesOf(rule, groups) : opened)
  event.roles = event.srcIp === 0 && event.dstIp === 0 ? 'none' : roles
  if (direction !== '') {
    event.statedDirection = direction === 'inbound' ? 'inbound' : 'outbound'
    sink.attr('direction', direction)
  }
  if (isEnd) ended(groups, sink)
  else if (groups['duration'] !== undefined) {
    sink.attr('duration', groups['duration'])
    sink.attr('duration_seconds', secondsOf(groups['duration']))
  }
  event.srcBytes = integerOf(groups['received'])
  event.dstBytes = integerOf(groups['sent'])
  attributes(groups, sink)
  return rule.name.replace('*', word)
}

/** Group, user and address stand at the beginning of many messages of the VPN that no rule knows. */
function fillUnknown(line: AsaLine, message: string, sink: RecordSink): string {
  const { event } = sink
  event.type = line.level <= 3 ? 'error' : 'system'
  event.specificity = 'generic'
  event.userName = sink.text(/\b(?:Username = |User <)([^,>]{1,256})/.exec(message)?.[1] ?? '')
  event.srcIp = sink.ip(/\bIP (?:= |<)([\da-fA-F.:]{2,45})/.exec(message)?.[1] ?? '')
  if (event.srcIp !== 0) event.roles = 'server-log'
  return `ASA-Message_${line.id}`
}

/** Shape: (line, what is remembered) → fills the event, whose time is set already. */
export function fillAsa(line: AsaLine, connections: Connections, sink: RecordSink): void {
  const { event } = sink
  const message = shorten(line.message, LONGEST_MESSAGE)
  let name = FTD_IDS.has(line.id) ? fillFtd(line.id, message, sink) : ''
  for (const rule of line.message.length > LONGEST_MESSAGE ? [] : (rulesById.get(line.id) ?? [])) {
    const match = rule.pattern.exec(message)
    if (match === null) continue
    name = fillKnown(rule, match.groups ?? {}, line, connections, sink)
    break
  }
  if (name === '') name = fillUnknown(line, message, sink)
  event.name = sink.text(name)
  event.hostName = sink.text(line.host)
  event.sensor = event.hostName
  event.message = message
  event.severity = SEVERITY[line.level] ?? NaN
  event.signatureId = sink.text(`${line.product}-${line.id}`)
  sink.attr('level', line.level)
  if (line.zone !== '') sink.attr('zone', line.zone)
  if (line.zone !== '' && !line.isUtc) sink.check(ZONE_NAMED)
  if (line.relayed !== '') sink.attr('relayed', line.relayed)
}

/** Packets that netfilter logs (iptables, nftables, ip6tables, UFW, firewalld, Shorewall): one line of the kernel's log per packet. */
import type { Outcome } from '#contract/event'
import type { AttrLayout, FieldDoc, RecordSink, TaxonomyEntry } from './format'
import { portOf } from './text'

/** A logged packet: words of the rule's author before it, fields by name, flags that stand alone. */
export interface NetfilterPacket {
  prefix: string
  fields: ReadonlyMap<string, string>
  flags: readonly string[]
  /** Packet that an ICMP error speaks of, as written. */
  inner: string
}

const PACKET = /(?:^|[\s:\]])IN=(\S*) OUT=(\S*) /
const UPTIME = /^\[\s*\d+\.\d+\]\s*/

/** Shape: message of the kernel → the packet, or null where it is none. */
export function readNetfilter(message: string): NetfilterPacket | null {
  const at = message.indexOf('IN=')
  if (at < 0 || !message.includes(' SRC=') || !PACKET.test(message)) return null
  const bracket = message.indexOf(' [', message.indexOf(' SRC=') + 1)
  const outer = bracket < 0 ? message.slice(at) : message.slice(at, bracket)
  const fields = new Map<string, string>()
  const flags: string[] = []
  for (const word of outer.split(/\s+/, 100)) {
    const equals = word.indexOf('=')
    if (equals < 0) flags.push(word)
    else if (!fields.has(word.slice(0, equals))) fields.set(word.slice(0, equals), word.slice(equals + 1))
  }
  const prefix = message.slice(0, at).replace(UPTIME, '').trim()
  return {
    prefix,
    fields,
    flags: flags.filter((flag) => flag !== ''),
    inner: bracket < 0 ? '' : message.slice(bracket + 1).trim(),
  }
}

interface Verdict {
  word: string
  outcome: Outcome
}

/** What the rule does with the packet, as far as its author's words say; the log itself does not. */
function verdictOf(prefix: string): Verdict {
  if (/audit/i.test(prefix)) return { word: 'Audited', outcome: 'unknown' }
  if (/limit/i.test(prefix)) return { word: 'Limited', outcome: 'failure' }
  if (/block|drop|den(y|ied)|reject|refus|bad|invalid|spoof|martian/i.test(prefix)) return { word: 'Blocked', outcome: 'failure' }
  if (/allow|accept|pass|permit|new/i.test(prefix)) return { word: 'Allowed', outcome: 'success' }
  return { word: 'Logged', outcome: 'unknown' }
}

const firewallOf = (prefix: string) => (prefix.startsWith('[UFW ') ? 'UFW' : 'Netfilter')

/** Fields that are in columns of the event. */
const IN_COLUMNS = new Set(['SRC', 'DST', 'SPT', 'DPT', 'PROTO'])
const NUMBERS = new Set(['LEN', 'TTL', 'WINDOW', 'UID'])
const PROTOCOLS: Readonly<Record<string, string>> = {
  '1': 'icmp',
  '2': 'igmp',
  '6': 'tcp',
  '17': 'udp',
  '47': 'gre',
  '50': 'esp',
  '58': 'icmp',
  ICMPv6: 'icmp',
}

/** Shape: fills the event, all but its time and message, and gives its name. */
export function fillNetfilter({ prefix, fields, flags, inner }: NetfilterPacket, sink: RecordSink): string {
  const { event } = sink
  const { word, outcome } = verdictOf(prefix)
  const proto = fields.get('PROTO') ?? ''
  event.type = 'firewall'
  event.specificity = word === 'Logged' ? 'generic' : 'specific'
  event.outcome = outcome
  event.srcIp = sink.ip(fields.get('SRC') ?? '')
  event.dstIp = sink.ip(fields.get('DST') ?? '')
  event.srcPort = portOf(fields.get('SPT'))
  event.dstPort = portOf(fields.get('DPT'))
  event.proto = sink.text((Object.hasOwn(PROTOCOLS, proto) ? PROTOCOLS[proto]! : proto).toLowerCase())
  /* A SYN without ACK is the first packet of a connection: its sender opened it. Any other packet can be of either side. */
  const isFirst = flags.includes('SYN') && !flags.includes('ACK')
  event.roles = event.srcIp === 0 && event.dstIp === 0 ? 'none' : isFirst ? 'handshake' : 'arrow'
  if (prefix !== '') sink.attr('prefix', prefix)
  for (const [name, value] of fields) {
    if (IN_COLUMNS.has(name) || value === '') continue
    sink.attr(name, NUMBERS.has(name) && /^\d{1,9}$/.test(value) ? Number(value) : value)
  }
  if (flags.length > 0) sink.attr('flags', flags.join(' '))
  if (inner !== '') sink.attr('inner', inner)
  return `${firewallOf(prefix)}-Packet_${word}`
}

const entry = (name: string, specificity: TaxonomyEntry['specificity'], doc: string): TaxonomyEntry => ({
  name,
  type: 'firewall',
  specificity,
  doc,
  provenance: 'the words of UFW (ufw-logging) and of common rules; the name is chosen here',
})

/** Names that `fillNetfilter` gives. */
export const NETFILTER_TAXONOMY: readonly TaxonomyEntry[] = ['Netfilter', 'UFW'].flatMap((firewall) => [
  entry(`${firewall}-Packet_Blocked`, 'specific', 'A packet was dropped or rejected, as the words of the rule say.'),
  entry(`${firewall}-Packet_Allowed`, 'specific', 'A packet was let through, as the words of the rule say.'),
  entry(`${firewall}-Packet_Limited`, 'specific', 'A packet was refused because too many came before it.'),
  entry(`${firewall}-Packet_Audited`, 'specific', 'A packet was logged before other rules decided on it.'),
  entry(`${firewall}-Packet_Logged`, 'generic', 'A packet was logged by a rule whose words do not say what became of it.'),
])

export const NETFILTER_ATTRS: AttrLayout = { words: ['prefix', 'IN', 'OUT'], integers: ['LEN', 'TTL', 'WINDOW', 'UID'] }

export const NETFILTER_FIELDS: readonly FieldDoc[] = [
  {
    name: 'prefix',
    unit: 'text',
    doc: 'Words of the rule’s author; the only hint at what became of the packet, and they can be wrong.',
  },
  { name: 'IN', unit: 'interface', doc: 'Interface the packet came in by; absent for what this host sends.' },
  {
    name: 'OUT',
    unit: 'interface',
    doc: 'Interface it leaves by; absent for what this host receives, both are there for what it forwards.',
  },
  {
    name: 'MAC',
    unit: 'hexadecimal',
    doc: 'Ethernet header: receiver, sender, type; of the last router for packets from elsewhere.',
  },
  {
    name: 'SRC',
    unit: 'address',
    doc: 'Sender of the packet; forged as easily as any, and after or before translation by the place of the rule.',
  },
  { name: 'DST', unit: 'address', doc: 'Receiver of the packet.' },
  { name: 'PROTO', unit: 'text', doc: 'Protocol by name or number.' },
  { name: 'SPT', unit: 'port', doc: 'Port of the sender.' },
  { name: 'DPT', unit: 'port', doc: 'Port of the receiver.' },
  { name: 'LEN', unit: 'bytes', doc: 'Length of the packet with its IP header; for UDP a second LEN counts the datagram.' },
  { name: 'TTL', unit: 'hops', doc: 'Hops that were left.' },
  { name: 'flags', unit: 'words', doc: 'TCP flags, and DF or MF of the IP header.' },
  { name: 'UID', unit: 'user number', doc: 'Owner of the socket, for packets of this host where the rule asks for it.' },
  { name: 'inner', unit: 'text', doc: 'Header of the packet that an ICMP error speaks of; the error’s sender can invent it.' },
]

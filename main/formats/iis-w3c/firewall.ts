/** Rows of the Windows firewall's log: what it let through, dropped, and could not log. */
import { integerOf, portOf } from '../kit/text'
import { nameWord } from '../kit/taxonomy'
import { flagsOf } from '../kit/tcp-flags'
import type { FieldDoc, RecordSink, TaxonomyEntry } from '../kit/format'

type Row = ReadonlyMap<string, string>

/** Shape: names of the columns → whether they are those of a firewall and not of a web server. */
export const isFirewall = (fields: readonly string[]): boolean => fields.includes('action') && fields.includes('src-ip')

const LOST = 'INFO-EVENTS-LOST'
const NAMES: Readonly<Record<string, string>> = {
  ALLOW: 'Packet_Allowed',
  DROP: 'Packet_Dropped',
  OPEN: 'Connection_Opened',
  'OPEN-INBOUND': 'Inbound_Connection_Opened',
  CLOSE: 'Connection_Closed',
  [LOST]: 'Events_Lost',
}

/** Columns that are in columns of the event. */
const TAKEN = new Set(['date', 'time', 'protocol', 'src-ip', 'dst-ip', 'src-port', 'dst-port'])
const PROTOCOLS: Readonly<Record<string, string>> = { 1: 'icmp', 2: 'igmp', 6: 'tcp', 17: 'udp', 58: 'icmp', ICMPV6: 'icmp' }
const SYN = 0x02

/** Who opened the talk: the firewall says so of what it opened or let through, a SYN alone of what it dropped; any other packet can be of either side. */
function openedBy(action: string, row: Row): 'handshake' | 'first-packet' | 'arrow' {
  if (action === 'DROP') return flagsOf(row.get('tcpflags') ?? '') === SYN ? 'handshake' : 'arrow'
  return action === 'ALLOW' || action.startsWith('OPEN') ? 'first-packet' : 'arrow'
}

function fillPacket(action: string, row: Row, sink: RecordSink): void {
  const { event } = sink
  const of = (name: string) => row.get(name) ?? ''
  const protocol = of('protocol').toUpperCase()
  event.type = 'firewall'
  event.outcome = action === 'DROP' ? 'failure' : Object.hasOwn(NAMES, action) ? 'success' : 'unknown'
  event.proto = sink.text((Object.hasOwn(PROTOCOLS, protocol) ? PROTOCOLS[protocol]! : protocol).toLowerCase())
  event.srcIp = sink.ip(of('src-ip'))
  event.dstIp = sink.ip(of('dst-ip'))
  event.srcPort = portOf(of('src-port'))
  event.dstPort = portOf(of('dst-port'))
  if (event.srcIp !== 0 && event.dstIp !== 0) event.roles = openedBy(action, row)
  const path = of('path')
  if (path === 'SEND' || action === 'OPEN') event.statedDirection = 'outbound'
  else if (path === 'RECEIVE' || action === 'OPEN-INBOUND') event.statedDirection = 'inbound'
}

function fillLost(row: Row, sink: RecordSink): void {
  const lost = integerOf(row.get('info'))
  const count = Number.isNaN(lost) ? 1 : lost
  const text = 'The firewall says that it could not write entries of its log: what happened meanwhile is not in it.'
  sink.event.type = 'system'
  sink.event.message = Number.isNaN(lost) ? 'entries of the log were lost' : `entries of the log were lost: ${lost}`
  sink.check({ id: 'firewall-events-lost', level: 'warning', text, count })
}

/** Shape: (row, name → value) → fills the sink's event, all but its time. */
export function fillFirewall(row: Row, sink: RecordSink): void {
  const { event } = sink
  const action = (row.get('action') ?? '').toUpperCase()
  const name = Object.hasOwn(NAMES, action) ? NAMES[action]! : `Action_${nameWord(action) || 'unnamed'}`
  event.name = sink.text(`WindowsFirewall-${name}`)
  event.specificity = Object.hasOwn(NAMES, action) ? 'specific' : 'generic'
  if (action === LOST) fillLost(row, sink)
  else fillPacket(action, row, sink)
  for (const [field, value] of row) if (!TAKEN.has(field)) sink.attr(field, /^\d{1,15}$/.test(value) ? Number(value) : value)
}

const entry = (name: string, doc: string, rest: Partial<TaxonomyEntry> = {}): TaxonomyEntry => ({
  name: `WindowsFirewall-${name}`,
  type: 'firewall',
  specificity: 'specific',
  doc,
  provenance: 'Windows Firewall, interpreting its log (pfirewall.log); the name is chosen here',
  ...rest,
})

export const FIREWALL_TAXONOMY: readonly TaxonomyEntry[] = [
  entry('Packet_Allowed', 'A packet was let through; of a connection, its first.'),
  entry('Packet_Dropped', 'A packet was dropped.'),
  entry('Connection_Opened', 'This host opened a connection; Windows XP and Server 2003 write it.'),
  entry('Inbound_Connection_Opened', 'A connection from outside was let in; Windows XP and Server 2003 write it.'),
  entry('Connection_Closed', 'A connection ended.'),
  entry('Events_Lost', 'The firewall could not write entries of its log; info says how many.', { type: 'system' }),
  entry('Action_*', 'Any other action, by its word.', { specificity: 'generic' }),
]

export const FIREWALL_FIELDS: readonly FieldDoc[] = [
  {
    name: 'date, time of a firewall',
    unit: 'local time where #Time Format says so, else UTC',
    doc: 'When the firewall decided, by the clock and zone of the host, which the file does not name.',
  },
  { name: 'action', unit: 'text', doc: 'What the firewall did: ALLOW, DROP, OPEN, OPEN-INBOUND, CLOSE, INFO-EVENTS-LOST.' },
  { name: 'src-ip, src-port', unit: 'address, port', doc: 'Sender of the packet; forged as easily as any.' },
  { name: 'dst-ip, dst-port', unit: 'address, port', doc: 'Receiver of the packet.' },
  { name: 'size', unit: 'bytes', doc: 'Length of this one packet.' },
  { name: 'tcpflags', unit: 'letters', doc: 'Flags of a TCP packet: S SYN, A ACK, F FIN, R RST, P PSH, U URG.' },
  { name: 'tcpsyn, tcpack, tcpwin', unit: 'numbers', doc: 'Sequence and acknowledgement numbers and window of a TCP packet.' },
  { name: 'icmptype, icmpcode', unit: 'numbers', doc: 'Type and code of an ICMP packet.' },
  { name: 'info', unit: 'text', doc: 'Of lost entries, how many.' },
  { name: 'path', unit: 'text', doc: 'RECEIVE for what came in, SEND for what this host sent, FORWARD for what passed through.' },
  { name: 'pid', unit: 'number', doc: 'Process the packet belongs to, in newer Windows.' },
]

/** Rows of every other path: endpoints, user, and what the log is about by a small table; all else stays by its own name. */
import type { EventType } from '#contract/event'
import type { RecordSink } from '../kit/format'
import { nameWord } from '../kit/taxonomy'
import { sentence } from './protocol-rows'
import { restToAttrs, takeEndpoints, type ZeekRow } from './row'

interface PathKind {
  type: EventType
  /** Fields whose texts make the one-line message, in order. */
  says: readonly string[]
  doc: string
}

/** What well-known logs are about; any other path is `network`. Source: Zeek's log file reference. */
export const PATHS: Readonly<Record<string, PathKind>> = {
  dhcp: { type: 'dhcp', says: ['msg_types', 'host_name', 'assigned_addr', 'mac'], doc: 'DHCP conversation.' },
  files: { type: 'network', says: ['source', 'mime_type', 'filename'], doc: 'File seen in traffic.' },
  ftp: { type: 'file-access', says: ['command', 'arg', 'reply_msg'], doc: 'FTP command and its reply.' },
  irc: { type: 'application', says: ['command', 'value', 'addl'], doc: 'IRC command.' },
  kerberos: { type: 'login', says: ['request_type', 'client', 'service', 'error_msg'], doc: 'Kerberos request.' },
  known_certs: { type: 'network', says: ['subject'], doc: 'Certificate seen on a host for the first time that day.' },
  known_hosts: { type: 'network', says: [], doc: 'Host seen for the first time that day.' },
  known_services: { type: 'network', says: ['service'], doc: 'Service seen on a host for the first time that day.' },
  ntlm: { type: 'login', says: ['domainname', 'hostname', 'status'], doc: 'NTLM authentication.' },
  radius: { type: 'login', says: ['result', 'reply_msg'], doc: 'RADIUS authentication.' },
  rdp: { type: 'network', says: ['cookie', 'result', 'security_protocol'], doc: 'RDP connection.' },
  smb_files: { type: 'file-access', says: ['action', 'path', 'name'], doc: 'File touched over SMB.' },
  smb_mapping: { type: 'file-access', says: ['share_type', 'path'], doc: 'SMB share that was mapped.' },
  smtp: { type: 'application', says: ['mailfrom', 'rcptto', 'subject'], doc: 'Mail transfer.' },
  software: { type: 'network', says: ['software_type', 'name', 'unparsed_version'], doc: 'Software seen on a host.' },
  stats: { type: 'stats', says: [], doc: 'Load of the sensor.' },
  capture_loss: { type: 'stats', says: ['percent_lost'], doc: 'Share of traffic the sensor missed.' },
  reporter: { type: 'system', says: ['level', 'message'], doc: 'Message of Zeek about itself.' },
  syslog: { type: 'system', says: ['facility', 'severity', 'message'], doc: 'Syslog message seen in traffic.' },
  intel: { type: 'intrusion', says: ['seen.indicator', 'seen.where'], doc: 'Match with a list of indicators.' },
  traceroute: { type: 'scanning', says: [], doc: 'Traceroute seen.' },
  weird: { type: 'network', says: ['name', 'addl'], doc: 'Traffic that breaks its protocol.' },
  x509: { type: 'network', says: ['certificate.subject', 'certificate.issuer'], doc: 'Certificate seen in traffic.' },
}

function words(row: ZeekRow, names: readonly string[]): string | null {
  return sentence(
    ...names.map((name) => {
      const value = row.values.get(name)
      return Array.isArray(value) ? value.map(String).join(',') : row.text(name)
    }),
  )
}

/** Fill the event from a row of any other path. */
export function otherEvent(row: ZeekRow, sink: RecordSink): void {
  const { event } = sink
  const kind = PATHS[row.path]
  takeEndpoints(row, sink)
  const proto = row.takeText('proto') ?? ''
  event.type = kind?.type ?? 'network'
  event.name = sink.text(`Zeek-${nameWord(row.path)}`)
  event.specificity = 'generic'
  event.proto = sink.text(proto)
  event.message = words(row, kind?.says ?? [])
  event.sensor = sink.text(row.takeText('peer') ?? '')
  if (event.srcIp !== 0 && event.dstIp !== 0) event.roles = proto === 'udp' || proto === 'icmp' ? 'first-packet' : 'handshake'
  login(row, sink)
  hosts(row, sink)
  facts(row, sink)
  restToAttrs(row, sink)
}

function login(row: ZeekRow, sink: RecordSink): void {
  const { event } = sink
  event.userName = sink.text(
    row.takeText('username') ?? row.takeText('user') ?? (row.path === 'kerberos' ? (row.text('client') ?? '') : ''),
  )
  if (event.type !== 'login') return
  const isIn = row.bool('success') ?? (row.path === 'radius' ? row.text('result') === 'success' : undefined)
  event.outcome = isIn === undefined ? 'unknown' : isIn ? 'success' : 'failure'
  if (isIn === undefined) event.type = 'network'
  else if (!isIn) event.type = 'login-failure'
}

const first = (value: unknown): string => (Array.isArray(value) ? String(value[0] ?? '') : typeof value === 'string' ? value : '')

/** Hosts of logs that name them otherwise than by a connection. */
function hosts(row: ZeekRow, sink: RecordSink): void {
  const { event } = sink
  if (event.srcIp !== 0 || event.dstIp !== 0) return
  const port = row.values.get('port_num')
  if (typeof port === 'number') {
    event.dstIp = sink.ip(row.text('host') ?? '')
    event.dstPort = port
    event.proto = sink.text(row.text('port_proto') ?? '')
    return
  }
  event.srcIp =
    sink.ip(row.text('host') ?? '') || sink.ip(first(row.values.get('tx_hosts'))) || sink.ip(row.text('client_addr') ?? '')
  event.dstIp = sink.ip(first(row.values.get('rx_hosts'))) || sink.ip(row.text('server_addr') ?? '')
}

/** What a row states about a host beyond the event. */
function facts(row: ZeekRow, sink: RecordSink): void {
  const { tsUs } = sink.event
  const host = row.text('host')
  if (row.path === 'software' && host !== undefined) {
    const value = row.text('unparsed_version') ?? row.text('name')
    if (value !== undefined) sink.fact({ host, kind: 'software', value, tsUs })
  }
  const port = row.values.get('port_num')
  if (row.path === 'known_services' && host !== undefined && typeof port === 'number') {
    const value = words(row, ['service']) ?? 'unknown'
    sink.fact({ host, kind: 'service', value: value.toLowerCase(), port, proto: row.text('port_proto') ?? 'tcp', tsUs })
  }
  const leased = row.text('assigned_addr') ?? row.text('assigned_ip')
  if (row.path !== 'dhcp' || leased === undefined) return
  const mac = row.text('mac')
  const name = row.text('host_name')
  if (mac !== undefined) sink.fact({ host: leased, kind: 'mac', value: mac, tsUs })
  if (name !== undefined) sink.fact({ host: leased, kind: 'name', value: name, tsUs })
}

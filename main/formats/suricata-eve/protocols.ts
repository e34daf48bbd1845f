/** Records of protocols that have a meaning of their own: DNS, HTTP, TLS, files, mail, DHCP, the sensor's own numbers. */
import type { EventType } from '#contract/event'
import type { AttrValue } from '../kit/format'
import { countIn, listIn, objectIn, textIn, type JsonObject } from '../kit/json'
import { nameWord } from '../kit/taxonomy'
import { askedBy, restToAttrs, sentBy, sentence, type Eve } from './record'

const isObject = (value: AttrValue): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)
const objectsIn = (object: JsonObject, name: string): JsonObject[] => listIn(object, name).filter(isObject)

/** What was asked: version 3 lists its queries, versions 1 and 2 write the one. */
function questions(dns: JsonObject): string {
  const asked = objectsIn(dns, 'queries')
  const [first = dns] = asked.length > 0 ? asked : objectsIn(dns, 'query')
  return [textIn(first, 'rrtype'), textIn(first, 'rrname')].filter((word) => word !== '').join(' ')
}

/** What was answered: version 1 writes one record per answer, later ones a list. */
function answers(dns: JsonObject): string {
  const listed = objectsIn(dns, 'answers').map((answer) => textIn(answer, 'rdata'))
  return (listed.length > 0 ? listed : [textIn(dns, 'rdata')]).filter((data) => data !== '').join(', ')
}

/** Fill the event from a dns or mdns record of any version: a question or an answer. */
export function dnsEvent(eve: Eve): void {
  const { object, sink, kind } = eve
  const { event } = sink
  const dns = objectIn(object, kind === 'mdns' ? 'mdns' : 'dns')
  const type = textIn(dns, 'type')
  const isAnswer = type === 'answer' || type === 'response'
  const rcode = textIn(dns, 'rcode')
  event.type = 'dns'
  event.name = sink.text(isAnswer ? 'Suricata-DNS_Answer' : 'Suricata-DNS_Query')
  event.service = sink.text(kind)
  /* Old sensors write an answer from the server's side, newer ones from the client's: only a port that serves names can tell. */
  event.roles = isAnswer && ![53, 5353, 5355].includes(event.dstPort) ? sentBy(eve) : askedBy(eve)
  event.outcome = !isAnswer || rcode === '' ? 'unknown' : rcode === 'NOERROR' ? 'success' : 'failure'
  const said = [rcode === 'NOERROR' ? '' : rcode, answers(dns)].filter((word) => word !== '').join(' ')
  event.message = sentence(questions(dns), isAnswer && said !== '' ? `→ ${said}` : '')
  restToAttrs(eve)
}

/** Fill the event from an http or http2 record: one request and, where seen, its reply. */
export function httpEvent(eve: Eve): void {
  const { object, sink } = eve
  const { event } = sink
  const http = objectIn(object, 'http')
  const method = textIn(http, 'http_method')
  const status = countIn(http, 'status')
  event.type = status >= 400 ? 'web-error' : 'web-access'
  event.name = sink.text(method === '' ? 'Suricata-HTTP' : `Suricata-HTTP_${nameWord(method)}`)
  event.service = sink.text('http')
  event.roles = askedBy(eve)
  event.userName = sink.text(textIn(http, 'username'))
  event.outcome = Number.isNaN(status) ? 'unknown' : status >= 400 ? 'failure' : 'success'
  event.message = sentence(method, `${textIn(http, 'hostname')}${textIn(http, 'url')}`, Number.isNaN(status) ? '' : `→ ${status}`)
  restToAttrs(eve)
}

/** Fill the event from a tls or quic record. */
export function tlsEvent(eve: Eve): void {
  const { object, sink, kind } = eve
  const { event } = sink
  const tls = objectIn(object, kind)
  event.type = 'network'
  event.name = sink.text(kind === 'tls' ? 'Suricata-TLS_Session' : 'Suricata-QUIC_Session')
  event.service = sink.text(kind)
  event.roles = kind === 'tls' ? askedBy(eve) : sentBy(eve)
  event.message = sentence(textIn(tls, 'sni'), textIn(tls, 'version'), textIn(tls, 'subject'))
  restToAttrs(eve)
}

/** Fill the event from an ssh record: two versions that met. Whether anybody logged in is not told. */
export function sshEvent(eve: Eve): void {
  const { object, sink } = eve
  const { event } = sink
  const ssh = objectIn(object, 'ssh')
  const [client, server] = ['client', 'server'].map((side) => textIn(objectIn(ssh, side), 'software_version'))
  event.type = 'network'
  event.name = sink.text('Suricata-SSH_Session')
  event.service = sink.text('ssh')
  event.roles = askedBy(eve)
  event.message = sentence(client!, server === '' ? '' : `→ ${server!}`)
  restToAttrs(eve)
}

/** Fill the event from a fileinfo record: a file that passed. Its left side is the one that sent it, client or server. */
export function fileEvent(eve: Eve): void {
  const { object, sink } = eve
  const { event } = sink
  const file = objectIn(object, 'fileinfo')
  const size = countIn(file, 'size')
  event.type = 'network'
  event.name = sink.text('Suricata-File_Seen')
  event.roles = sentBy(eve)
  event.message = sentence(textIn(file, 'filename'), textIn(file, 'magic'), Number.isNaN(size) ? '' : `${size} bytes`)
  restToAttrs(eve)
}

/** Fill the event from a dhcp record; an acknowledgement says which machine has which address. */
export function dhcpEvent(eve: Eve): void {
  const { object, sink } = eve
  const { event } = sink
  const dhcp = objectIn(object, 'dhcp')
  const kind = textIn(dhcp, 'dhcp_type') || textIn(dhcp, 'type')
  const [mac, host, leased] = ['client_mac', 'hostname', 'assigned_ip'].map((name) => textIn(dhcp, name))
  event.type = 'dhcp'
  event.name = sink.text(`Suricata-DHCP_${nameWord(kind) || 'Unknown'}`)
  event.service = sink.text('dhcp')
  event.hostName = sink.text(host!)
  event.roles = textIn(dhcp, 'type') === 'request' ? askedBy(eve) : sentBy(eve)
  event.message = sentence(kind, host!, leased === '0.0.0.0' ? '' : leased!, mac!)
  const { tsUs } = event
  restToAttrs(eve)
  if (kind !== 'ack' || leased === '' || leased === '0.0.0.0') return
  if (mac !== '') sink.fact({ host: leased!, kind: 'mac', value: mac!, tsUs })
  if (host !== '') sink.fact({ host: leased!, kind: 'name', value: host!, tsUs })
}

/** Protocols that need a type and a line for people; `asks` = Suricata writes the client on the left. */
interface PlainKind {
  type: EventType
  asks: boolean
  /** Fields of the record's own object that make the message. */
  says: readonly string[]
  doc: string
}

/** Source: Suricata user guide, EVE JSON format; which side is left: its loggers, per flow or per packet. */
export const PLAIN_KINDS: ReadonlyMap<string, PlainKind> = new Map(
  Object.entries({
    smtp: { type: 'application', asks: true, says: ['helo', 'mail_from'], doc: 'Mail transfer.' },
    ftp_data: { type: 'file-access', asks: false, says: ['command', 'filename'], doc: 'Data connection of a file transfer.' },
    nfs: { type: 'file-access', asks: false, says: ['procedure', 'filename', 'status'], doc: 'File touched over NFS.' },
    tftp: { type: 'file-access', asks: false, says: ['packet', 'file', 'mode'], doc: 'File asked for over TFTP.' },
    rdp: { type: 'network', asks: false, says: ['event_type', 'cookie', 'protocol'], doc: 'Step of an RDP connection.' },
    snmp: { type: 'application', asks: false, says: ['pdu_type', 'community'], doc: 'SNMP message.' },
    ike: { type: 'network', asks: false, says: ['exchange_type_verbose', 'role'], doc: 'Key exchange of a VPN.' },
    ikev2: { type: 'network', asks: false, says: ['exchange_type', 'role'], doc: 'Key exchange of a VPN.' },
    mqtt: { type: 'application', asks: false, says: [], doc: 'MQTT messages.' },
    sip: { type: 'application', asks: false, says: ['method', 'uri', 'code', 'reason'], doc: 'SIP message.' },
    modbus: { type: 'application', asks: true, says: [], doc: 'Modbus request or reply.' },
    dnp3: { type: 'application', asks: true, says: ['type'], doc: 'DNP3 message.' },
    enip: { type: 'application', asks: false, says: [], doc: 'EtherNet/IP message.' },
    pgsql: { type: 'application', asks: true, says: [], doc: 'PostgreSQL exchange.' },
    ldap: { type: 'application', asks: false, says: [], doc: 'LDAP exchange.' },
    bittorrent_dht: { type: 'network', asks: false, says: ['request_type'], doc: 'Message of a BitTorrent node.' },
    arp: { type: 'network', asks: false, says: ['opcode', 'src_mac', 'src_ip', 'dest_ip'], doc: 'ARP packet.' },
    packet: { type: 'network', asks: false, says: [], doc: 'Packet behind an alert.' },
    frame: { type: 'network', asks: false, says: ['type'], doc: 'Part of a protocol message.' },
    engine: { type: 'system', asks: false, says: ['message', 'error'], doc: 'Message of the sensor about itself.' },
  } as const),
)

/** Kinds that are no application protocol. */
const NO_SERVICES = new Set(['arp', 'packet', 'frame', 'engine'])

/** Fill the event from any other record, by its own words; kinds nobody knows are named by themselves. */
export function plainEvent(eve: Eve): void {
  const { object, sink, kind } = eve
  const { event } = sink
  const known = PLAIN_KINDS.get(kind)
  const own = objectIn(object, kind)
  event.type = known?.type ?? (event.srcIp === 0 ? 'system' : 'network')
  event.name = sink.text(`Suricata-${nameWord(kind) || 'Unknown'}`)
  event.specificity = 'generic'
  if (known !== undefined && !NO_SERVICES.has(kind) && event.service === 0) event.service = sink.text(kind)
  event.roles = known?.asks === true ? askedBy(eve) : sentBy(eve)
  event.message = sentence(...(known?.says ?? []).map((name) => wordOf(own[name])))
  sink.attr('event_type', kind)
  restToAttrs(eve)
}

const wordOf = (value: AttrValue | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

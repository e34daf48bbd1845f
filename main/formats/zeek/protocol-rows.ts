/** dns, http, ssl, ssh and notice rows as events. */
import type { RecordSink } from '../kit/format'
import { nameWord } from '../kit/taxonomy'
import { shorten } from '../kit/text'
import { restToAttrs, takeEndpoints, type ZeekRow } from './row'

/** Longest one-line message made of a row; the whole text stays in the attributes. */
const MESSAGE_LENGTH = 300
export const sentence = (...parts: (string | undefined)[]): string | null => {
  const words = parts.filter((part): part is string => part !== undefined && part !== '')
  return words.length === 0 ? null : shorten(words.join(' '), MESSAGE_LENGTH)
}

/** Fill the event from a dns row. Zeek writes one row per query and its reply. */
export function dnsEvent(row: ZeekRow, sink: RecordSink): void {
  const { event } = sink
  takeEndpoints(row, sink)
  const proto = row.takeText('proto') ?? ''
  const rcode = row.text('rcode_name')
  event.type = 'dns'
  event.name = sink.text('Zeek-DNS_Query')
  event.proto = sink.text(proto)
  event.service = sink.text('dns')
  event.roles = proto === 'tcp' ? 'handshake' : 'first-packet'
  event.outcome = rcode === undefined ? 'unknown' : rcode === 'NOERROR' ? 'success' : 'failure'
  event.message = sentence(row.text('qtype_name'), row.text('query'), rcode === undefined ? undefined : `→ ${rcode}`)
  restToAttrs(row, sink)
}

/** Fill the event from an http row: one row per request. */
export function httpEvent(row: ZeekRow, sink: RecordSink): void {
  const { event } = sink
  takeEndpoints(row, sink)
  const method = row.text('method')
  const status = row.text('status_code')
  const isError = status !== undefined && Number(status) >= 400
  event.type = isError ? 'web-error' : 'web-access'
  event.name = sink.text(method === undefined ? 'Zeek-HTTP' : `Zeek-HTTP_${nameWord(method)}`)
  event.proto = sink.text('tcp')
  event.service = sink.text('http')
  event.roles = 'handshake'
  event.userName = sink.text(row.takeText('username') ?? '')
  event.outcome = status === undefined ? 'unknown' : isError ? 'failure' : 'success'
  event.message = sentence(
    method,
    `${row.text('host') ?? ''}${row.text('uri') ?? ''}`,
    status === undefined ? undefined : `→ ${status}`,
  )
  restToAttrs(row, sink)
}

/** Fill the event from an ssl row. */
export function sslEvent(row: ZeekRow, sink: RecordSink): void {
  const { event } = sink
  takeEndpoints(row, sink)
  const isEstablished = row.bool('established')
  event.type = 'network'
  event.name = sink.text(
    isEstablished === undefined ? 'Zeek-SSL_Session' : isEstablished ? 'Zeek-SSL_Established' : 'Zeek-SSL_Failed',
  )
  event.proto = sink.text('tcp')
  event.service = sink.text('ssl')
  event.roles = 'handshake'
  event.message = sentence(row.text('server_name'), row.text('version'), row.text('cipher'))
  restToAttrs(row, sink)
}

/** Fill the event from an ssh row. Whether a login succeeded is Zeek's inference from packet sizes. */
export function sshEvent(row: ZeekRow, sink: RecordSink): void {
  const { event } = sink
  takeEndpoints(row, sink)
  const isIn = row.bool('auth_success')
  event.type = isIn === undefined ? 'network' : isIn ? 'login' : 'login-failure'
  event.name = sink.text(`Zeek-SSH_${isIn === undefined ? 'Session' : isIn ? 'Login_Success' : 'Login_Failure'}`)
  event.outcome = isIn === undefined ? 'unknown' : isIn ? 'success' : 'failure'
  event.proto = sink.text('tcp')
  event.service = sink.text('ssh')
  event.roles = 'handshake'
  event.message = sentence(row.text('client'), row.text('server') === undefined ? undefined : `→ ${row.text('server')!}`)
  restToAttrs(row, sink)
}

const OPERATIONAL = /^(CaptureLoss|PacketFilter|Weird|Reporter)::/

/** Fill the event from a notice row. A notice may speak of one host, of a pair, or of a connection. */
export function noticeEvent(row: ZeekRow, sink: RecordSink): void {
  const { event } = sink
  takeEndpoints(row, sink)
  const note = row.text('note') ?? 'unknown'
  const proto = row.takeText('proto') ?? ''
  event.type = OPERATIONAL.test(note) ? 'system' : 'intrusion'
  event.name = sink.text(`Zeek-Notice_${nameWord(note)}`)
  event.proto = sink.text(proto)
  event.signature = sink.text(note)
  event.sensor = sink.text(row.takeText('peer_descr') ?? '')
  event.message = sentence(row.text('msg'), row.text('sub'))
  if (event.srcIp !== 0) event.roles = proto === 'tcp' ? 'handshake' : 'first-packet'
  else fromNoticeFields(row, sink)
  restToAttrs(row, sink)
}

function fromNoticeFields(row: ZeekRow, sink: RecordSink): void {
  const { event } = sink
  event.srcIp = sink.ip(row.text('src') ?? '')
  event.dstIp = sink.ip(row.text('dst') ?? '')
  const port = row.values.get('p')
  if (event.dstIp !== 0 && typeof port === 'number') event.dstPort = port
  event.roles = event.srcIp !== 0 && event.dstIp !== 0 ? 'arrow' : 'none'
}

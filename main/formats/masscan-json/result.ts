/** One answer that masscan got, whichever form it was written in. */
import type { RecordSink } from '../kit/format'
import { nameWord } from '../kit/taxonomy'
import { shorten } from '../kit/text'

/** Every value as text, empty where the form does not have it. */
export interface Answer {
  ip: string
  seconds: number
  proto: string
  port: number
  /** `open`, `closed`; empty for a banner. */
  status: string
  reason: string
  ttl: string
  /** Banners only. */
  service: string
  banner: string
}

export const NO_ANSWER: Omit<Answer, 'ip' | 'seconds'> = {
  ...{ proto: '', port: NaN, status: '', reason: '', ttl: '', service: '', banner: '' },
}

/** Banners that name software; what others say is kept but names none. */
const NAMES_SOFTWARE = new Set(['http.server', 'ssh', 'ftp', 'smtp', 'pop3', 'imap4', 'vnc'])
const MESSAGE_LENGTH = 300
/** Banners that say what an answer held, and the service it came from. */
const SERVICE_OF_BANNER: ReadonlyMap<string, string> = new Map([
  ...['title', 'html', 'icon', 'http.server'].map((kind) => [kind, 'http'] as const),
  ...['X509', 'X509CA', 'ticketbleed', 'heartbleed'].map((kind) => [kind, 'ssl'] as const),
  ['unknown', ''],
])

/** `icmp` and `arp` answers are of the host, not of a port. */
const OF_HOST = new Set(['icmp', 'arp'])

/** Shape: answer → emits its event and facts; the reason where it is none. Several answers may belong to one record. */
export function emitAnswer(answer: Answer, sink: RecordSink): string | null {
  const { event } = sink
  const { ip, proto, port, status, service, banner, seconds } = answer
  const isOfHost = OF_HOST.has(proto)
  event.tsUs = seconds * 1_000_000
  event.dstIp = sink.ip(ip)
  if (event.dstIp === 0) return 'the address cannot be read'
  if (Number.isNaN(event.tsUs)) return 'the time is not seconds since 1970'
  if (!(port <= 65535) && !isOfHost) return 'the port is not a port'
  if (status === '' && service === '' && banner === '') return 'neither a status nor a banner'
  const isBanner = status === ''
  const name = SERVICE_OF_BANNER.get(service) ?? service
  event.type = 'network'
  event.name = sink.text(
    `Masscan-${isBanner ? `Banner_${nameWord(service) || 'unknown'}` : isOfHost ? 'Host_up' : `Port_${nameWord(status)}`}`,
  )
  event.proto = sink.text(proto)
  event.service = sink.text(name)
  if (!isOfHost) event.dstPort = port
  event.message = shorten(
    [`${isOfHost ? '' : `${port}/`}${proto}`, status, service, banner].filter((word) => word !== '').join(' '),
    MESSAGE_LENGTH,
  )
  for (const key of ['reason', 'ttl', 'service', 'banner'] as const) if (answer[key] !== '') sink.attr(key, answer[key])
  sink.emit()
  if (isOfHost || (!isBanner && status !== 'open')) return null
  const about = { host: ip, port, proto, tsUs: seconds * 1_000_000 }
  sink.fact({ ...about, kind: 'service', value: name })
  if (NAMES_SOFTWARE.has(service) && banner !== '')
    sink.fact({ ...about, kind: 'software', value: shorten(banner, MESSAGE_LENGTH) })
  return null
}

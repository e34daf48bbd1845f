/** One alert line as Snort 2, Snort 3 and Suricata write it in their fast format, taken apart. */
import { canonicalIp } from '../kit/ip'
import { readEndpoint, type Endpoint } from '../kit/endpoint'
import { integerOf } from '../kit/text'

export interface AlertLine {
  /** NaN = the line writes no year. */
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  micros: number
  gid: string
  sid: string
  rev: string
  message: string
  /** What Suricata did: `Drop`, `wDrop`; empty where nothing. */
  action: string
  classification: string
  priority: number
  proto: string
  src: Endpoint
  dst: Endpoint
}

const TIME = String.raw`(\d{2})\/(\d{2})(?:\/(\d{2,4}))?-(\d{1,2}):(\d{2}):(\d{2})(?:\.(\d{1,6}))?`
const ALERT = new RegExp(
  String.raw`^${TIME}\s+(?:\[(\w+)\]\s+)?\[\*\*\]\s*\[(\d+):(\d+):(\d+)\]\s?(.*?)\s*\[\*\*\]\s*` +
    String.raw`(?:\[AppID: [^\]]*\]\s*)?(?:\[Classification: (.*?)\]\s*)?(?:\[Priority: (\d+)\]\s*)?(?:<[^>]*>\s*)?(?:\[AppID: [^\]]*\]\s*)?` +
    String.raw`(?:\{([^}]+)\}\s*)?(?:(\S+) -> (\S+))?\s*$`,
)
const BEGINNING = new RegExp(String.raw`^${TIME}\s+(?:\[\w+\]\s+)?\[\*\*\]`)

/** Shape: line → whether it begins as an alert does. */
export const isAlertLine = (line: string): boolean => BEGINNING.test(line)

/** Snort 3 puts its text in quotes. */
const unquoted = (text: string) => (text.length >= 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text)

function endpoint(text: string | undefined, proto: string): Endpoint | null {
  if (text === undefined) return null
  /* Only TCP, UDP and SCTP have ports; Suricata writes type and code behind ICMP addresses all the same. */
  const hasPorts = /^(TCP|UDP|SCTP)$/i.test(proto)
  const read = readEndpoint(text, hasPorts)
  if (hasPorts) return read
  if (read !== null) return { ip: read.ip, port: NaN }
  const ip = canonicalIp(text.slice(0, text.lastIndexOf(':')))
  return ip === null ? null : { ip, port: NaN }
}

/** ICMP of either version is `ICMP`, as other sensors write it. */
function protocolName(text: string): string {
  const name = text.toUpperCase()
  return name === 'IPV6-ICMP' || name === 'ICMPV6' || name === 'ICMP6' ? 'ICMP' : name
}

function fullYear(text: string | undefined): number {
  if (text === undefined) return NaN
  const year = Number(text)
  return text.length === 4 ? year : year < 70 ? 2000 + year : 1900 + year
}

/** Shape: text → its parts, or the reason why it is no alert. */
export function readAlert(text: string): AlertLine | string {
  const match = ALERT.exec(text)
  if (match === null)
    return 'not an alert in fast format: time [**] [gid:sid:rev] text [**] … {PROTO} address -> address expected'
  const [, month, day, year, hour, minute, second, fraction = '', action = '', gid, sid, rev, message, classification, priority] =
    match
  const proto = protocolName(match[15] ?? '')
  const src = endpoint(match[16], proto)
  const dst = endpoint(match[17], proto)
  if (src === null) return 'the source is not an address, or its port is missing'
  if (dst === null) return 'the destination is not an address, or its port is missing'
  return {
    year: fullYear(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    micros: Number(fraction.padEnd(6, '0')),
    gid: gid!,
    sid: sid!,
    rev: rev!,
    message: unquoted(message!),
    action,
    classification: classification === '(null)' ? '' : (classification ?? ''),
    priority: integerOf(priority),
    proto,
    src,
    dst,
  }
}

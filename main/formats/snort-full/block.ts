/** One alert as Snort 2 writes it in its full format: a block of lines, taken apart. */
import { readEndpoint, type Endpoint } from '../kit/endpoint'
import { integerOf } from '../kit/text'

export interface AlertBlock {
  gid: string
  sid: string
  rev: string
  message: string
  classification: string
  priority: number
  /** NaN = the block writes no year. */
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  micros: number
  proto: string
  src: Endpoint
  dst: Endpoint
  /** Bytes of the IP datagram, NaN where not written. */
  datagramBytes: number
  references: string[]
  /** Everything below the addresses, as written. */
  packet: string
}

const FIRST = /^\[\*\*\]\s*\[(\d+):(\d+):(\d+)\]\s?(.*?)\s*\[\*\*\]\s*$/
const CLASS = /\[Classification: (.*?)\]/
const PRIORITY = /\[Priority: (\d+)\]/
const TIME = /^(\d{2})\/(\d{2})(?:\/(\d{2,4}))?-(\d{1,2}):(\d{2}):(\d{2})(?:\.(\d{1,6}))?\s+(.*)$/
/** With -e the link layer comes first: addresses of the cards, type, length. */
const LINK = /^[0-9A-Fa-f:]{11,17} -> [0-9A-Fa-f:]{11,17} type:\S+ len:\S+$/
const SIDES = /^(\S+) -> (\S+)/
const PROTOCOL = /^(\w[\w-]*) TTL:\d+/

/** Shape: line → whether a block begins with it. */
export const beginsBlock = (line: string): boolean => FIRST.test(line)

const fullYear = (text: string | undefined) => (text === undefined ? NaN : text.length === 4 ? Number(text) : 2000 + Number(text))

/** The line with the addresses: behind the time, or below it where the link layer took that place. */
function sidesOf(afterTime: string, below: readonly string[]): { sides: RegExpExecArray | null; rest: readonly string[] } {
  if (!LINK.test(afterTime.trim())) return { sides: SIDES.exec(afterTime), rest: below }
  return { sides: SIDES.exec(below[0] ?? ''), rest: below.slice(1) }
}

/**
 * Read a block.
 *
 * Shape:  its lines → its parts, or the reason why it is none. Lines below the addresses are kept as text; protocol and length are read off them.
 * Source: Snort manual, alert_full.
 */
export function readBlock(lines: readonly string[]): AlertBlock | string {
  const first = FIRST.exec(lines[0] ?? '')
  if (first === null) return 'not the first line of an alert: [**] [gid:sid:rev] text [**] expected'
  const at = lines.findIndex((line) => TIME.test(line))
  const time = at < 0 ? null : TIME.exec(lines[at]!)
  if (time === null) return 'no line of the alert has its time'
  const { sides, rest } = sidesOf(time[8]!, lines.slice(at + 1))
  const proto = PROTOCOL.exec(rest[0] ?? '')?.[1]?.toUpperCase() ?? ''
  const hasPorts = proto === 'TCP' || proto === 'UDP' || proto === ''
  const [src, dst] = [sides?.[1], sides?.[2]].map((side) => (side === undefined ? null : readEndpoint(side, hasPorts)))
  if (src === null || src === undefined || dst === null || dst === undefined) return 'the addresses cannot be read'
  const header = lines.slice(1, at).join(' ')
  const [, month, day, year, hour, minute, second, fraction = ''] = time
  return {
    ...{ gid: first[1]!, sid: first[2]!, rev: first[3]!, message: first[4]! },
    classification: CLASS.exec(header)?.[1] ?? '',
    priority: integerOf(PRIORITY.exec(header)?.[1]),
    ...{
      year: fullYear(year),
      month: Number(month),
      day: Number(day),
      hour: Number(hour),
      minute: Number(minute),
      second: Number(second),
    },
    micros: Number(fraction.padEnd(6, '0')),
    ...{ proto: /^(IPV6-ICMP|ICMP6|ICMPV6)$/.test(proto) ? 'ICMP' : proto, src, dst },
    datagramBytes: integerOf(/DgmLen:(\d+)/.exec(rest[0] ?? '')?.[1]),
    references: rest.flatMap((line) =>
      line.startsWith('[Xref') ? [...line.matchAll(/\[Xref => ([^\]]+)\]/g)].map(([, url]) => url!.trim()) : [],
    ),
    packet: rest.filter((line) => !line.startsWith('[Xref')).join('\n'),
  }
}

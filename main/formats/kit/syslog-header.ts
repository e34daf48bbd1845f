/** Headers of syslog lines (RFC 3164, RFC 5424, and what daemons write to files), shared by every format that travels in syslog. */
import { civilUs, monthOf } from './clock'

/** A line's header; empty text and NaN = not there. `civil` is local time in the writer's zone; `utcUs` is set where the line states its offset. */
export interface SyslogHeader {
  /** Facility × 8 + severity, NaN where the line has none. */
  priority: number
  /** RFC 5424. */
  isStructured: boolean
  civil: { year: number; month: number; day: number; hour: number; minute: number; second: number; micros: number }
  utcUs: number
  host: string
  program: string
  pid: string
  messageId: string
  structuredData: string
  message: string
}

const PRI = /^(?:(\d{1,6}) (?=<))?<(\d{1,3})>/
const BSD = /^(?:(\d{4}) )?([A-Z][a-z]{2}) +(\d{1,2})(?: (\d{4}))? (\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?(?: (\d{4}))?:? +/
const ISO = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?(Z|[+-]\d{2}:?\d{2})? +/i
const TAG = /^(\S+?)(?:\[(\d+)\])?:(?:\s+|$)/
const BRACKET_TAG = /^\[(\w[\w./-]*)\]:?\s+/
const HOST = /^([\w.:%@-]*[A-Za-z0-9][\w.:%@-]*) +/

/** vsftpd's own log: weekday, time, year, process. */
const VSFTPD = /^[A-Z][a-z]{2} (?=[A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4} \[pid (\d+)\] )/

const microsOf = (fraction: string | undefined) => (fraction === undefined ? 0 : Number(fraction.slice(0, 6).padEnd(6, '0')))

function offsetUs(zone: string): number {
  if (/^z$/i.test(zone)) return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return (zone.startsWith('-') ? -1 : 1) * minutes * 60_000_000
}

interface Timed {
  civil: SyslogHeader['civil']
  utcUs: number
  rest: string
}

function readTime(text: string): Timed | null {
  const bsd = BSD.exec(text)
  if (bsd !== null) {
    const [all, yearBefore, month, day, yearAfter, hour, minute, second, fraction, yearLast] = bsd
    const year = Number(yearBefore ?? yearAfter ?? yearLast ?? NaN)
    const civil = civilOf(year, monthOf(month!), day!, hour!, minute!, second!, fraction)
    return { civil, utcUs: NaN, rest: text.slice(all.length) }
  }
  const iso = ISO.exec(text)
  if (iso === null) return null
  const [all, year, month, day, hour, minute, second, fraction, zone] = iso
  const civil = civilOf(Number(year), Number(month), day!, hour!, minute!, second!, fraction)
  const localUs = civilUs(civil.year, civil.month, civil.day, civil.hour, civil.minute, civil.second, civil.micros)
  return { civil, utcUs: zone === undefined ? NaN : localUs - offsetUs(zone), rest: text.slice(all.length) }
}

function civilOf(
  year: number,
  month: number,
  day: string,
  hour: string,
  minute: string,
  second: string,
  fraction: string | undefined,
): SyslogHeader['civil'] {
  return {
    year,
    month,
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    micros: microsOf(fraction),
  }
}

/** Shape: the part after the time → host, program, pid, message. A line without host begins with its program: `kernel: …`, `sshd[12]: …`. */
function readTag(rest: string): Pick<SyslogHeader, 'host' | 'program' | 'pid' | 'message'> {
  const bracket = BRACKET_TAG.exec(rest)
  if (bracket !== null) return { host: '', program: bracket[1]!, pid: '', message: rest.slice(bracket[0].length) }
  const bare = TAG.exec(rest)
  if (bare !== null && !/^\d+$/.test(bare[1]!))
    return { host: '', program: bare[1]!, pid: bare[2] ?? '', message: rest.slice(bare[0].length) }
  const host = HOST.exec(rest)
  if (host === null) return { host: '', program: '', pid: '', message: rest }
  const after = rest.slice(host[0].length)
  const tag = TAG.exec(after) ?? BRACKET_TAG.exec(after)
  if (tag === null) return { host: host[1]!, program: '', pid: '', message: after }
  return { host: host[1]!, program: tag[1]!, pid: tag[2] ?? '', message: after.slice(tag[0].length) }
}

const STRUCTURED = /^1 (\S+) (\S+) (\S+) (\S+) (\S+) /
const ELEMENTS = /^(?:-|(?:\[(?:[^\]\\"]|\\.|"(?:[^"\\]|\\.)*")*\])+)(?: |$)/
const nil = (text: string) => (text === '-' ? '' : text)

function readStructured(text: string, priority: number): SyslogHeader | null {
  const match = STRUCTURED.exec(text)
  if (match === null) return null
  const [all, time, host, program, pid, messageId] = match
  const timed = readTime(`${time!} `)
  if (timed === null && time !== '-') return null
  const rest = text.slice(all.length)
  const data = ELEMENTS.exec(rest)?.[0] ?? ''
  const none = { year: NaN, month: NaN, day: NaN, hour: NaN, minute: NaN, second: NaN, micros: 0 }
  return {
    priority,
    isStructured: true,
    civil: timed?.civil ?? none,
    utcUs: timed?.utcUs ?? NaN,
    host: nil(host!),
    program: nil(program!),
    pid: nil(pid!),
    messageId: nil(messageId!),
    structuredData: nil(data.trim()),
    message: withoutMark(rest.slice(data.length)),
  }
}

const withoutMark = (text: string) => (text.startsWith('\ufeff') ? text.slice(1) : text).trimStart()

/**
 * Read the header of a syslog line.
 *
 * Shape:  line → header and message, or null where it has no time. An octet count before `<pri>` (RFC 6587) is left out.
 */
export function readSyslogHeader(line: string): SyslogHeader | null {
  const pri = PRI.exec(line)
  const priority = pri === null || Number(pri[2]) > 191 ? NaN : Number(pri[2])
  const text = pri === null ? line : line.slice(pri[0].length)
  const structured = pri === null ? null : readStructured(text, priority)
  if (structured !== null) return structured
  const vsftpd = VSFTPD.exec(text)
  const timed = readTime(vsftpd === null ? text : text.slice(4))
  if (timed === null) return null
  const { host, program, pid, message } =
    vsftpd === null
      ? readTag(timed.rest)
      : { host: '', program: 'vsftpd', pid: vsftpd[1]!, message: timed.rest.slice(timed.rest.indexOf('] ') + 2) }
  return {
    priority,
    isStructured: false,
    civil: timed.civil,
    utcUs: timed.utcUs,
    host,
    program,
    pid,
    messageId: '',
    structuredData: '',
    message,
  }
}

/** A DNS message taken apart. Source: RFC 1035; names as RFC 1035 section 5.1 prints them. */
import { formatIpv4, formatIpv6 } from '../../kit/ip'
import { latin1 } from '../../kit/text'

export interface DnsMessage {
  id: number
  isResponse: boolean
  /** Null where the message asks nothing (mDNS answers). */
  query: string | null
  queryType: string
  rcode: string
  /** Data of the answers, in order, at most 64. */
  answers: string[]
}

const TYPES: Readonly<Record<number, string>> = {
  ...{
    1: 'A',
    2: 'NS',
    5: 'CNAME',
    6: 'SOA',
    10: 'NULL',
    12: 'PTR',
    13: 'HINFO',
    15: 'MX',
    16: 'TXT',
    28: 'AAAA',
    32: 'NB',
    33: 'SRV',
  },
  ...{
    35: 'NAPTR',
    39: 'DNAME',
    41: 'OPT',
    43: 'DS',
    46: 'RRSIG',
    47: 'NSEC',
    48: 'DNSKEY',
    52: 'TLSA',
    64: 'SVCB',
    65: 'HTTPS',
  },
  ...{ 251: 'IXFR', 252: 'AXFR', 255: 'ANY', 257: 'CAA' },
}
const RCODES = [
  'NOERROR',
  'FORMERR',
  'SERVFAIL',
  'NXDOMAIN',
  'NOTIMP',
  'REFUSED',
  'YXDOMAIN',
  'YXRRSET',
  'NXRRSET',
  'NOTAUTH',
  'NOTZONE',
]
const MAX_ANSWERS = 64
const MAX_NAME = 255
const MAX_TEXT = 1024

/** Reads one message from its bytes; throws nothing, stops where the bytes end. */
class Reader {
  constructor(
    readonly bytes: Uint8Array,
    readonly start: number,
    readonly end: number,
    public at: number,
  ) {}

  get left(): number {
    return this.end - this.at
  }

  u16(): number {
    const value = (this.bytes[this.at]! << 8) | this.bytes[this.at + 1]!
    this.at += 2
    return value
  }

  /** Shape: → name, or null where it is none. Compression is followed a bounded number of times. */
  name(): string | null {
    let text = ''
    let at = this.at
    let jumps = 0
    for (;;) {
      const length = at < this.end ? this.bytes[at]! : 0xff
      if (length === 0) break
      if ((length & 0xc0) === 0xc0) {
        if (at + 1 >= this.end || ++jumps > 32) return null
        if (jumps === 1) this.at = at + 2
        at = this.start + (((length & 0x3f) << 8) | this.bytes[at + 1]!)
        continue
      }
      if (length > 63 || at + 1 + length > this.end || text.length > MAX_NAME) return null
      text += `${text === '' ? '' : '.'}${labelText(this.bytes, at + 1, at + 1 + length)}`
      at += 1 + length
    }
    if (jumps === 0) this.at = at + 1
    return text
  }
}

function labelText(bytes: Uint8Array, start: number, end: number): string {
  const isPrintable = (byte: number) => byte > 32 && byte < 127 && byte !== 46 && byte !== 92
  let text = ''
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!
    text += isPrintable(byte) ? String.fromCharCode(byte) : `\\${String(byte).padStart(3, '0')}`
  }
  return text
}

/** Shape: bytes of one message → the message, or null where they are none. */
export function readDns(bytes: Uint8Array, start: number, end: number): DnsMessage | null {
  if (end - start < 12) return null
  const reader = new Reader(bytes, start, end, start)
  const id = reader.u16()
  const flags = reader.u16()
  const [questions, answers] = [reader.u16(), reader.u16()]
  const opcode = (flags >> 11) & 15
  reader.at = start + 12
  if (questions > 32 || opcode > 6 || (flags & 0x40) !== 0) return null
  const message: DnsMessage = { id, isResponse: (flags & 0x8000) !== 0, query: null, queryType: '', rcode: '', answers: [] }
  if (message.isResponse) message.rcode = RCODES[flags & 15] ?? `RCODE${flags & 15}`
  for (let question = 0; question < questions; question++) if (!readQuestion(reader, message)) return null
  if (!message.isResponse && message.query === null) return null
  for (let answer = 0; answer < Math.min(answers, MAX_ANSWERS); answer++) if (!readAnswer(reader, message)) break
  return message.query === null && message.answers.length === 0 ? null : message
}

function readQuestion(reader: Reader, message: DnsMessage): boolean {
  const name = reader.name()
  if (name === null || reader.left < 4) return false
  const type = reader.u16()
  reader.u16()
  message.query ??= name
  if (message.queryType === '') message.queryType = typeName(type)
  return true
}

const typeName = (type: number): string => TYPES[type] ?? `TYPE${type}`

function readAnswer(reader: Reader, message: DnsMessage): boolean {
  const name = reader.name()
  if (name === null || reader.left < 10) return false
  const type = reader.u16()
  reader.at += 6
  const length = reader.u16()
  if (length > reader.left) return false
  if (message.query === null) {
    message.query = name
    message.queryType = typeName(type)
  }
  const stop = reader.at + length
  const text = answerText(reader, type, length)
  reader.at = stop
  if (text !== null) message.answers.push(text)
  return true
}

function answerText(reader: Reader, type: number, length: number): string | null {
  const { bytes, at } = reader
  const group = (index: number) => (bytes[at + index * 2]! << 8) | bytes[at + index * 2 + 1]!
  switch (TYPES[type]) {
    case 'A':
      return length === 4 ? formatIpv4(group(0) * 65536 + group(1)) : null
    case 'AAAA':
      return length === 16 ? formatIpv6(Array.from({ length: 8 }, (_, index) => group(index))) : null
    case 'NS':
    case 'CNAME':
    case 'PTR':
    case 'DNAME':
      return reader.name()
    case 'MX':
      reader.at += 2
      return reader.name()
    case 'SRV':
      reader.at += 6
      return reader.name()
    case 'TXT':
      return txt(bytes, at, at + length)
    case 'SOA':
      return reader.name()
    default:
      return type === 41 ? null : `<${typeName(type)}>`
  }
}

function txt(bytes: Uint8Array, start: number, end: number): string {
  const parts: string[] = []
  for (let at = start; at < end; at += 1 + bytes[at]!) parts.push(latin1(bytes, at + 1, Math.min(end, at + 1 + bytes[at]!)))
  return parts.join(' ').slice(0, MAX_TEXT)
}

/** Shape: NetBIOS name in its DNS spelling → the name as Windows shows it, or the text itself. Source: RFC 1001 section 14.1. */
export function netbiosName(text: string): string {
  const match = /^([A-P]{32})/.exec(text)
  if (match === null) return text
  const letters = match[1]!
    .match(/../g)!
    .map((pair) => String.fromCharCode(((pair.charCodeAt(0) - 65) << 4) | (pair.charCodeAt(1) - 65)))
  return letters.slice(0, 15).join('').trimEnd()
}

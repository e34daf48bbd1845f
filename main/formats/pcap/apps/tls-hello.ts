/** Hello messages of TLS taken apart. Source: RFC 8446 section 4.1, RFC 6066. */
import { latin1 } from '../../kit/text'
import { be16 } from '../layers/packet'

export interface ClientHello {
  version: number
  /** GREASE values (RFC 8701) are left out of all lists. */
  ciphers: number[]
  extensions: number[]
  supportedVersions: number[]
  signatureAlgorithms: number[]
  serverName: string
  /** First protocol of ALPN, a character per byte. */
  alpn: string
}

export interface ServerHello {
  version: number
  cipher: number
  alpn: string
}

const SERVER_NAME = 0
const SIGNATURE_ALGORITHMS = 13
const ALPN = 16
const SUPPORTED_VERSIONS = 43

const isGrease = (value: number) => (value & 0x0f0f) === 0x0a0a && value >> 8 === (value & 0xff)

/** Two-byte values of a list, GREASE left out. */
function values(bytes: Uint8Array, start: number, end: number): number[] {
  const list: number[] = []
  for (let at = start; at + 2 <= end; at += 2) if (!isGrease(be16(bytes, at))) list.push(be16(bytes, at))
  return list
}

/** Shape: body of a ClientHello → its parts, or null where lengths do not fit. */
export function readClientHello(bytes: Uint8Array, start: number, end: number): ClientHello | null {
  let at = start + 34
  if (at >= end) return null
  at += 1 + bytes[at]!
  if (at + 2 > end) return null
  const ciphersEnd = at + 2 + be16(bytes, at)
  if (ciphersEnd >= end) return null
  const hello: ClientHello = {
    version: be16(bytes, start),
    ciphers: values(bytes, at + 2, ciphersEnd),
    ...{ extensions: [], supportedVersions: [], signatureAlgorithms: [], serverName: '', alpn: '' },
  }
  eachExtension(bytes, ciphersEnd + 1 + bytes[ciphersEnd]!, end, (type, from, until) =>
    clientExtension(hello, bytes, type, from, until),
  )
  return hello
}

/** Call `take` for each extension that is there whole. */
function eachExtension(
  bytes: Uint8Array,
  start: number,
  end: number,
  take: (type: number, from: number, until: number) => void,
): void {
  if (start + 2 > end) return
  const stop = Math.min(end, start + 2 + be16(bytes, start))
  for (let at = start + 2; at + 4 <= stop;) {
    const until = at + 4 + be16(bytes, at + 2)
    if (until > stop) return
    take(be16(bytes, at), at + 4, until)
    at = until
  }
}

function clientExtension(hello: ClientHello, bytes: Uint8Array, type: number, from: number, until: number): void {
  if (isGrease(type)) return
  hello.extensions.push(type)
  if (type === SERVER_NAME && until - from > 5)
    hello.serverName = latin1(bytes, from + 5, Math.min(until, from + 5 + be16(bytes, from + 3)))
  else if (type === SUPPORTED_VERSIONS && until > from)
    hello.supportedVersions = values(bytes, from + 1, Math.min(until, from + 1 + bytes[from]!))
  else if (type === SIGNATURE_ALGORITHMS) hello.signatureAlgorithms = values(bytes, from + 2, until)
  else if (type === ALPN) hello.alpn = alpnOf(bytes, from, until)
}

const alpnOf = (bytes: Uint8Array, from: number, until: number): string =>
  until - from > 3 ? latin1(bytes, from + 3, Math.min(until, from + 3 + bytes[from + 2]!)) : ''

/** Shape: body of a ServerHello → its parts, or null where lengths do not fit. */
export function readServerHello(bytes: Uint8Array, start: number, end: number): ServerHello | null {
  let at = start + 34
  if (at >= end) return null
  at += 1 + bytes[at]!
  if (at + 2 > end) return null
  const hello: ServerHello = { version: be16(bytes, start), cipher: be16(bytes, at), alpn: '' }
  eachExtension(bytes, at + 3, end, (type, from, until) => {
    if (type === SUPPORTED_VERSIONS && until - from === 2) hello.version = be16(bytes, from)
    if (type === ALPN) hello.alpn = alpnOf(bytes, from, until)
  })
  return hello
}

/** JA4: a fingerprint of how a client says hello. Source: FoxIO, JA4 TLS client fingerprinting (BSD-3-Clause). */
import { createHash } from 'node:crypto'
import type { ClientHello } from './tls-hello'

const VERSIONS: Readonly<Record<number, string>> = {
  ...{ 0x0304: '13', 0x0303: '12', 0x0302: '11', 0x0301: '10', 0x0300: 's3', 0x0002: 's2', 0x0100: 's1' },
}
const SERVER_NAME = 0
const ALPN = 16
const NOTHING = '000000000000'

const hex = (value: number) => value.toString(16).padStart(4, '0')
const count = (list: readonly number[]) => String(Math.min(99, list.length)).padStart(2, '0')
const digest = (text: string) => createHash('sha256').update(text, 'latin1').digest('hex').slice(0, 12)

/** Shape: ClientHello over TCP → its JA4. */
export function ja4(hello: ClientHello): string {
  const { ciphers, extensions, supportedVersions, signatureAlgorithms } = hello
  const version = VERSIONS[supportedVersions.length > 0 ? Math.max(...supportedVersions) : hello.version] ?? '00'
  const hasName = extensions.includes(SERVER_NAME) ? 'd' : 'i'
  const sorted = extensions
    .filter((type) => type !== SERVER_NAME && type !== ALPN)
    .map(hex)
    .sort()
  const algorithms = signatureAlgorithms.map(hex).join(',')
  const hashed = algorithms === '' ? sorted.join(',') : `${sorted.join(',')}_${algorithms}`
  return [
    `t${version}${hasName}${count(ciphers)}${count(extensions)}${alpnCode(hello.alpn)}`,
    ciphers.length === 0 ? NOTHING : digest(ciphers.map(hex).sort().join(',')),
    extensions.length === 0 ? NOTHING : digest(hashed),
  ].join('_')
}

/** First and last character; their hex digits where one is not a letter or digit. */
function alpnCode(alpn: string): string {
  if (alpn === '') return '00'
  const [first, last] = [alpn[0]!, alpn.at(-1)!]
  const isPlain = (character: string) => /[0-9A-Za-z]/.test(character)
  if (isPlain(first) && isPlain(last)) return first + last
  const digits = (character: string) => character.charCodeAt(0).toString(16).padStart(2, '0')
  return digits(first)[0]! + digits(last)[1]!
}

/** Values of indicators: one spelling per value, so that they can be compared with what events hold. */
import { canonicalIp, formatIpv4, formatIpv6, readIpv6 } from '../ip'
import { portOf } from '../text'
import { refang } from './refang'

/** What the value of an indicator is, and the word for it in event names. */
export const INDICATOR_TYPES = {
  ipv4: 'IPv4_Address',
  ipv6: 'IPv6_Address',
  'ipv4-net': 'IPv4_Network',
  'ipv6-net': 'IPv6_Network',
  domain: 'Domain',
  url: 'URL',
  email: 'Email_Address',
  md5: 'MD5',
  sha1: 'SHA-1',
  sha256: 'SHA-256',
  sha512: 'SHA-512',
  'file-name': 'File_Name',
  'file-path': 'File_Path',
} as const

export type IndicatorType = keyof typeof INDICATOR_TYPES

export interface IndicatorValue {
  type: IndicatorType
  /** The one spelling: canonical address, network by its first address, lower case where case does not count, nothing defanged. */
  value: string
  /** Port written behind an address or a domain; NaN = none. */
  port: number
  /** The names below the domain are meant (`*.example.com`). */
  isSubdomains?: boolean
  /** What else it could be. */
  doubt?: string
}

const HASH_LENGTHS: ReadonlyMap<number, IndicatorType> = new Map([
  [32, 'md5'],
  [40, 'sha1'],
  [64, 'sha256'],
  [128, 'sha512'],
])

const plainly = (type: IndicatorType, value: string): IndicatorValue => ({ type, value, port: NaN })

/** Shape: text → hash by its length, or null. */
export function hashOf(text: string): IndicatorValue | null {
  const type = HASH_LENGTHS.get(text.length)
  return type !== undefined && /^[0-9a-f]+$/i.test(text) ? plainly(type, text.toLowerCase()) : null
}

/** Shape: address with or without port → address, or null. */
export function addressOf(text: string): IndicatorValue | null {
  const [, bracketed, quad, port] = /^(?:\[([0-9a-f:.%\w]{2,80})\]|([\d.]{7,15}))(?::(\d{1,5}))?$/i.exec(text) ?? []
  const ip = canonicalIp(bracketed ?? quad ?? text)
  if (ip === null || (port !== undefined && Number.isNaN(portOf(port)))) return null
  return { type: ip.includes(':') ? 'ipv6' : 'ipv4', value: ip, port: port === undefined ? NaN : portOf(port) }
}

/** Shape: `address/bits` → network by its first address, or null. A network of one address is that address. */
export function networkOf(text: string): IndicatorValue | null {
  const [, address = '', width = ''] = /^([0-9a-f:.]{2,45})\/(\d{1,3})$/i.exec(text) ?? []
  const [ip, bits] = [canonicalIp(address), Number(width)]
  if (ip === null || width === '') return null
  if (ip.includes(':')) return bits <= 128 ? ofGroups(readIpv6(ip)!, bits, ip) : null
  if (bits > 32) return null
  if (bits === 32) return plainly('ipv4', ip)
  const number = ip.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0)
  const size = 2 ** (32 - bits)
  return plainly('ipv4-net', `${formatIpv4(Math.floor(number / size) * size)}/${bits}`)
}

function ofGroups(groups: readonly number[], bits: number, ip: string): IndicatorValue {
  if (bits === 128) return plainly('ipv6', ip)
  const first = groups.map((group, index) => {
    const kept = Math.min(16, Math.max(0, bits - 16 * index))
    return group & (0xffff << (16 - kept)) & 0xffff
  })
  return plainly('ipv6-net', `${formatIpv6(first)}/${bits}`)
}

const LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/
const TOP_LABEL = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/

/** Names of letters beyond ASCII as they travel. */
function asciiName(name: string): string {
  if (/^[\x21-\x7e]*$/.test(name)) return name
  try {
    return new URL(`http://${name}`).hostname
  } catch {
    return ''
  }
}

/** Shape: name with or without port, `*.` or a dot before it, a dot behind it → domain, or null. */
export function domainOf(text: string): IndicatorValue | null {
  if (text.length > 260) return null
  const [, below, written = '', port] = /^(\*?\.)?([^\s:/\\@]{3,253}?)\.?(?::(\d{1,5}))?$/.exec(text) ?? []
  const name = asciiName(written.toLowerCase())
  const labels = name.split('.')
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label)) || !TOP_LABEL.test(labels.at(-1)!)) return null
  const number = port === undefined ? NaN : portOf(port)
  if (port !== undefined && Number.isNaN(number)) return null
  return { type: 'domain', value: name, port: number, ...(below === undefined ? {} : { isSubdomains: true }) }
}

/** Shape: text with a scheme → URL with host and scheme in one spelling, or null. */
export function urlOf(text: string): IndicatorValue | null {
  if (!/^[a-z][a-z0-9+.-]{1,15}:\/\/\S{1,8000}$/i.test(text)) return null
  try {
    return plainly('url', new URL(text).href)
  } catch {
    return null
  }
}

/** Shape: text → e-mail address, or null. */
export function emailOf(text: string): IndicatorValue | null {
  const at = text.lastIndexOf('@')
  if (at < 1 || text.length > 320 || !/^[\w.!#$%&'*+/=?^`{|}~-]{1,64}$/.test(text.slice(0, at))) return null
  const host = domainOf(text.slice(at + 1))
  return host === null || !Number.isNaN(host.port) ? null : plainly('email', `${text.slice(0, at).toLowerCase()}@${host.value}`)
}

/** Shape: name of a file or its path → the same, or null where it cannot be one. Case stays: some systems tell it apart. */
export function fileOf(text: string): IndicatorValue | null {
  if (text === '' || text.length > 4096 || /[\p{Cc}<>"|]/u.test(text)) return null
  return plainly(/[\\/]/.test(text) ? 'file-path' : 'file-name', text)
}

const READERS: Readonly<Record<IndicatorType, (text: string) => IndicatorValue | null>> = {
  ...{ ipv4: addressOf, ipv6: addressOf, 'ipv4-net': networkOf, 'ipv6-net': networkOf, domain: domainOf, url: urlOf },
  ...{ email: emailOf, md5: hashOf, sha1: hashOf, sha256: hashOf, sha512: hashOf, 'file-name': fileOf, 'file-path': fileOf },
}

/**
 * Read a value whose type somebody states.
 *
 * Shape: (type, text, defanged or not) → the value, or null where it is none of that type. A network may be stated as an address, an address
 *        of either version as the other, a path as a name.
 */
export function readValue(type: IndicatorType, text: string): IndicatorValue | null {
  const plain = type.startsWith('file') ? text.trim() : refang(text)
  if (/^ipv[46]/.test(type)) return addressOf(plain) ?? networkOf(plain)
  const value = READERS[type](plain)
  return value !== null && (value.type === type || type.startsWith('file')) ? value : null
}

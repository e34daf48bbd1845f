/** Addresses and networks as ranges of 128-bit numbers, IPv4 as ::ffff:a.b.c.d. */
import ipaddr from 'ipaddr.js'

export interface AddressRange {
  low: bigint
  high: bigint
  /** As it is written back: an address, a network with its host bits cleared, or `[a TO b]`. */
  text: string
}

const V4_PREFIX = 0xffff00000000n

function numberOf(address: ipaddr.IPv4 | ipaddr.IPv6): bigint {
  const value = address.toByteArray().reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  return address.kind() === 'ipv4' ? V4_PREFIX | value : value
}

function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  // WHY: the library also reads `10.1`, octal and hexadecimal parts, and zones; none of these is how an address is logged.
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return ipaddr.IPv4.isValidFourPartDecimal(text) ? ipaddr.IPv4.parse(text) : null
  return text.includes(':') && !text.includes('%') && ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text) : null
}

/** Shape: `10.0.0.1` or `fe80::1` → the range of that one address, or null. Source: RFC 5952 for the text. */
export function singleAddress(text: string): AddressRange | null {
  const address = parseAddress(text)
  if (address === null) return null
  const value = numberOf(address)
  return { low: value, high: value, text: address.toString() }
}

/** Shape: `217.0.0.0/8` → the range of the network, or null. */
export function network(text: string): AddressRange | null {
  const [head = '', bits = '', rest] = text.split('/')
  const address = parseAddress(head)
  const width = address?.kind() === 'ipv4' ? 32 : 128
  if (address === null || rest !== undefined || !/^\d{1,3}$/.test(bits) || Number(bits) > width) return null
  const hostBits = BigInt(width - Number(bits))
  const low = (numberOf(address) >> hostBits) << hostBits
  const first = addressText(low, address.kind() === 'ipv4')
  return { low, high: low | ((1n << hostBits) - 1n), text: Number(bits) === width ? first : `${first}/${bits}` }
}

/** Shape: 128-bit number → address text; `v4` where it is written with dots. */
export function addressText(value: bigint, v4: boolean): string {
  const bytes = Array.from({ length: v4 ? 4 : 16 }, (_, i) => Number((value >> BigInt(8 * ((v4 ? 3 : 15) - i))) & 0xffn))
  return ipaddr.fromByteArray(bytes).toString()
}

/** Shape: two address texts → everything from the first to the second, both included, or null. */
export function addressSpan(from: string, to: string): AddressRange | null {
  const [a, b] = [singleAddress(from), singleAddress(to)]
  if (a === null || b === null || a.low > b.low) return null
  return { low: a.low, high: b.high, text: a.low === b.low ? a.text : `[${a.text} TO ${b.text}]` }
}

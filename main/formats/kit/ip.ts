/** IP addresses: strict reading and the one canonical spelling. */

const DOT = 46

/** Shape: bytes of a dotted quad without leading zeros → its 32-bit number, or -1. */
export function readIpv4(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start
  if (length < 7 || length > 15) return -1
  let address = 0
  let octet = 0
  let digits = 0
  let dots = 0
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!
    if (byte === DOT) {
      if (digits === 0 || dots === 3) return -1
      address = address * 256 + octet
      octet = 0
      digits = 0
      dots++
      continue
    }
    const digit = byte - 48
    if (digit < 0 || digit > 9 || (digits > 0 && octet === 0)) return -1
    octet = octet * 10 + digit
    if (octet > 255) return -1
    digits++
  }
  return digits === 0 || dots !== 3 ? -1 : address * 256 + octet
}

/** Shape: 32-bit number → dotted quad. */
export function formatIpv4(address: number): string {
  return `${(address >>> 24) & 255}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`
}

const QUAD = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/

function quadNumber(text: string): number | null {
  const match = QUAD.exec(text)
  if (match === null) return null
  let address = 0
  for (let part = 1; part <= 4; part++) {
    const octet = Number(match[part])
    if (octet > 255) return null
    address = address * 256 + octet
  }
  return address
}

function groupsOf(text: string): number[] | null {
  if (text === '') return []
  const groups: number[] = []
  const parts = text.split(':')
  for (const [index, part] of parts.entries()) {
    if (index === parts.length - 1 && part.includes('.')) {
      const quad = quadNumber(part)
      if (quad === null) return null
      groups.push(Math.floor(quad / 65536), quad % 65536)
    } else {
      if (!/^[0-9a-f]{1,4}$/i.test(part)) return null
      groups.push(parseInt(part, 16))
    }
  }
  return groups
}

/** Shape: text of an IPv6 address without zone → its eight groups, or null. */
export function readIpv6(text: string): number[] | null {
  if (text.length < 2 || text.length > 45) return null
  const halves = text.split('::')
  if (halves.length > 2) return null
  const head = groupsOf(halves[0]!)
  if (head === null) return null
  if (halves.length === 1) return head.length === 8 ? head : null
  if (halves[0]!.includes('.')) return null
  const tail = groupsOf(halves[1]!)
  if (tail === null || head.length + tail.length > 7) return null
  return [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail]
}

function longestZeros(groups: readonly number[]): { at: number; count: number } {
  let best = { at: -1, count: 1 }
  for (let at = 0; at < 8; at++) {
    let count = 0
    while (at + count < 8 && groups[at + count] === 0) count++
    if (count > best.count) best = { at, count }
    at += count
  }
  return best
}

/** Shape: eight groups → text as RFC 5952 recommends. */
export function formatIpv6(groups: readonly number[]): string {
  const hex = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':')
  const { at, count } = longestZeros(groups)
  return at < 0 ? hex(groups) : `${hex(groups.slice(0, at))}::${hex(groups.slice(at + count))}`
}

/**
 * The one spelling of an address.
 *
 * Shape:  IPv4, or IPv6 with or without brackets and zone → canonical text, or null where it is no address.
 *         An IPv4-mapped IPv6 address is the IPv4 address: the same host wrote it through a dual-stack socket.
 * Source: RFC 5952 section 4; leading zeros in IPv4 are refused because readers disagree on their base.
 */
export function canonicalIp(value: string): string | null {
  if (value.length > 80) return null
  const bare = value.startsWith('[') && value.endsWith(']') ? value.slice(1, -1) : value
  if (!bare.includes(':')) {
    const quad = quadNumber(bare)
    return quad === null ? null : formatIpv4(quad)
  }
  const zone = bare.indexOf('%')
  const groups = readIpv6(zone < 0 ? bare : bare.slice(0, zone))
  if (groups === null) return null
  const isMapped = groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0)
  return isMapped ? formatIpv4(groups[6]! * 65536 + groups[7]!) : formatIpv6(groups)
}

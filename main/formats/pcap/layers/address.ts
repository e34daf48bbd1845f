/** Addresses of packets as words and as text. */
import { formatIpv4, formatIpv6 } from '../../kit/ip'
import { be32, type Words } from './packet'

/** Read an IPv4 address. */
export function readV4(words: Words, bytes: Uint8Array, at: number): void {
  words[0] = words[1] = words[2] = 0
  words[3] = be32(bytes, at)
}

/** Read an IPv6 address. */
export function readV6(words: Words, bytes: Uint8Array, at: number): void {
  words[0] = be32(bytes, at)
  words[1] = be32(bytes, at + 4)
  words[2] = be32(bytes, at + 8)
  words[3] = be32(bytes, at + 12)
}

/** Shape: address as words → canonical text. */
export function addressText(isV6: boolean, w0: number, w1: number, w2: number, w3: number): string {
  if (!isV6) return formatIpv4(w3)
  return formatIpv6([w0, w1, w2, w3].flatMap((word) => [word >>> 16, word & 0xffff]))
}

/** Shape: six bytes → link address in the usual spelling. */
export function macText(bytes: Uint8Array, at: number): string {
  return Array.from(bytes.subarray(at, at + 6), (byte) => byte.toString(16).padStart(2, '0')).join(':')
}

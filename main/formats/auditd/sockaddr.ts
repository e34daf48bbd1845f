/** Socket addresses as the kernel logs them: the bytes of `struct sockaddr` in hexadecimal. */
import { formatIpv4, formatIpv6 } from '../kit/ip'

export interface SocketAddress {
  family: string
  /** IPv4 or IPv6; absent for other families. */
  address?: string
  port?: number
  /** Unix sockets; an abstract one begins with `@`. */
  path?: string
}

/* Source: Linux, include/linux/socket.h. */
const FAMILIES: Readonly<Record<number, string>> = {
  1: 'unix',
  2: 'ipv4',
  10: 'ipv6',
  16: 'netlink',
  17: 'packet',
  31: 'bluetooth',
  38: 'alg',
  40: 'vsock',
  44: 'xdp',
}

/** Shape: `saddr` of a record → what it says, or null where it is no such text. The family is in the byte order of the machine, its number is below 256. */
export function readSockaddr(hex: string): SocketAddress | null {
  if (!/^(?:[0-9A-Fa-f]{2}){2,}$/.test(hex)) return null
  const bytes = Buffer.from(hex, 'hex')
  const family = bytes[0] !== 0 ? bytes[0]! : bytes[1]!
  const name = FAMILIES[family] ?? String(family)
  if (family === 2 && bytes.length >= 8)
    return { family: name, address: formatIpv4(bytes.readUInt32BE(4)), port: bytes.readUInt16BE(2) }
  if (family === 10 && bytes.length >= 24) {
    const groups = Array.from({ length: 8 }, (_, group) => bytes.readUInt16BE(8 + group * 2))
    return { family: name, address: formatIpv6(groups), port: bytes.readUInt16BE(2) }
  }
  if (family === 1) return { family: name, path: unixPath(bytes.subarray(2)) }
  return { family: name }
}

function unixPath(bytes: Buffer): string {
  const isAbstract = bytes[0] === 0
  const text = isAbstract ? bytes.subarray(1) : bytes
  const end = text.indexOf(0)
  return (isAbstract && text.length > 0 ? '@' : '') + text.toString('utf8', 0, end < 0 ? text.length : end)
}

/** `address:port` as text lines write it, IPv6 with and without brackets. */
import { canonicalIp } from './ip'
import { portOf } from './text'

export interface Endpoint {
  ip: string
  /** NaN = none. */
  port: number
}

/**
 * Split an endpoint.
 *
 * Shape:  (text, whether the protocol has ports) → address and port, or null where either cannot be read. Without brackets, and with ports,
 *         the last group of an IPv6 address is its port: Snort and Suricata write it so.
 */
export function readEndpoint(text: string, hasPorts: boolean): Endpoint | null {
  const bracket = /^\[([^\]]+)\](?::(\d{1,5}))?$/.exec(text)
  if (bracket !== null) return checked(bracket[1]!, bracket[2])
  const colon = text.lastIndexOf(':')
  if (colon < 0) return checked(text, undefined)
  const isQuad = !text.slice(0, colon).includes(':')
  return isQuad || hasPorts ? checked(text.slice(0, colon), text.slice(colon + 1)) : checked(text, undefined)
}

function checked(address: string, port: string | undefined): Endpoint | null {
  const ip = canonicalIp(address)
  const number = port === undefined ? NaN : portOf(port)
  return ip === null || (port !== undefined && Number.isNaN(number)) ? null : { ip, port: number }
}

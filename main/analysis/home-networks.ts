/** Which addresses are the case's own: CIDR networks as the analyst stated them. */
import ipaddr from 'ipaddr.js'
import { fault } from '#contract/errors'

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number]

/**
 * Read one network; a bare address is a network of one.
 *
 * Shape:  `198.18.0.0/16` → canonical text of the network with its host bits cleared.
 * Errors: CAS-010 for anything else.
 */
export function canonicalNetwork(text: string): string {
  const [address, length] = parseNetwork(text)
  const bytes = address.toByteArray()
  const masked = bytes.map((byte, index) => {
    const bits = Math.min(8, Math.max(0, length - index * 8))
    return byte & (0xff << (8 - bits))
  })
  return `${ipaddr.fromByteArray(masked).toString()}/${length}`
}

function parseNetwork(text: string): Range {
  const trimmed = text.trim()
  try {
    if (trimmed.includes('/')) return ipaddr.parseCIDR(trimmed)
    const address = ipaddr.parse(trimmed)
    return [address, address.kind() === 'ipv4' ? 32 : 128]
  } catch {
    throw fault('CAS-010', { text })
  }
}

/**
 * A test for membership in any of the networks.
 *
 * Shape:  CIDR texts → (address text → is it home). An IPv4-mapped IPv6 address counts as its IPv4 address; other text is not home.
 * Errors: CAS-010 for a text that is not a network.
 */
export function homeMatcher(networks: readonly string[]): (address: string) => boolean {
  const ranges = networks.map(parseNetwork)
  return (address) => {
    if (ranges.length === 0 || !ipaddr.isValid(address)) return false
    const parsed = ipaddr.process(address)
    return ranges.some(([network, length]) => network.kind() === parsed.kind() && parsed.match(network, length))
  }
}

/** Shape: networks in any order and spelling → one text, equal for equal sets. */
export function networksKey(networks: readonly string[]): string {
  return [...new Set(networks.map(canonicalNetwork))].sort().join(' ')
}

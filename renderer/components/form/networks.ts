/** Reads home networks as a person types them: one per line, or separated by commas or spaces. */
import ipaddr from 'ipaddr.js'

export interface NetworkProblem {
  text: string
  why: string
}
export interface ReadNetworks {
  networks: string[]
  problems: NetworkProblem[]
}

const ADDRESS_ONLY = /^[0-9a-f:.]+$/i

/** Shape: `198.18.20.14/16` → `198.18.0.0/16`: the network itself, its host bits cleared. */
function canonical(address: string, length: number): string {
  const parsed = ipaddr.parse(address)
  const bytes = parsed.toByteArray()
  const cleared = bytes.map((byte, at) => {
    const kept = Math.min(8, Math.max(0, length - at * 8))
    return byte & (0xff & (0xff << (8 - kept)))
  })
  return `${ipaddr.fromByteArray(cleared).toString()}/${length}`
}

/** Shape: one word → the network it names, or why it names none. */
function readNetwork(text: string): { network: string } | { why: string } {
  const [address = '', length, ...rest] = text.split('/')
  if (rest.length > 0 || !ADDRESS_ONLY.test(address) || !ipaddr.isValid(address)) return { why: 'not an address' }
  const bits = ipaddr.parse(address).kind() === 'ipv4' ? 32 : 128
  if (bits === 32 && !ipaddr.IPv4.isValidFourPartDecimal(address)) return { why: 'write all four parts of the address' }
  if (length === undefined) return { why: `add a length, for example ${address}/${bits === 32 ? 24 : 64}` }
  if (!/^\d{1,3}$/.test(length) || Number(length) > bits) return { why: `the length must be 0 to ${bits}` }
  if (Number(length) === 0) return { why: 'this is every address there is' }
  return { network: canonical(address, Number(length)) }
}

/**
 * Home networks out of free text, each in canonical form and once.
 *
 * Shape: `198.18.20.14/16, x` → `{ networks: ['198.18.0.0/16'], problems: [{ text: 'x', why }] }`.
 */
export function readNetworks(text: string): ReadNetworks {
  const networks = new Set<string>()
  const problems: NetworkProblem[] = []
  for (const word of text.split(/[\s,;]+/).filter((part) => part !== '')) {
    const read = readNetwork(word)
    if ('network' in read) networks.add(read.network)
    else problems.push({ text: word, why: read.why })
  }
  return { networks: [...networks], problems }
}

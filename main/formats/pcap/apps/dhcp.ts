/** DHCP: names and addresses that clients ask for and get. Source: RFC 2131, RFC 2132. */
import { formatIpv4 } from '../../kit/ip'
import { nameWord } from '../../kit/taxonomy'
import { decode } from '../../kit/text'
import { be32 } from '../layers/packet'
import { macText } from '../layers/address'
import type { Talk, Teller } from './talk'

const MAGIC = 0x63825363
const KINDS = ['', 'Discover', 'Offer', 'Request', 'Decline', 'Ack', 'Nak', 'Release', 'Inform']

interface Lease {
  kind: string
  mac: string
  clientAddress: string
  assigned: string
  requested: string
  hostName: string
  vendor: string
  serverId: string
  domain: string
}

/** Shape: datagram → what it says, or null where it is no DHCP message. */
export function readDhcp(bytes: Uint8Array, start: number, end: number): Lease | null {
  if (end - start < 240 || be32(bytes, start + 236) !== MAGIC) return null
  const options = new Map<number, Uint8Array>()
  for (let at = start + 240; at < end;) {
    const code = bytes[at]!
    if (code === 255) break
    if (code === 0) {
      at++
      continue
    }
    const length = bytes[at + 1] ?? 0
    if (at + 2 + length > end) break
    if (!options.has(code)) options.set(code, bytes.subarray(at + 2, at + 2 + length))
    at += 2 + length
  }
  const address = (at: number) => formatIpv4(be32(bytes, at) >>> 0)
  const text = (code: number) => decode(options.get(code) ?? new Uint8Array(0)).replace(/\0+$/, '')
  const quad = (code: number) => (options.get(code)?.length === 4 ? formatIpv4(be32(options.get(code)!, 0) >>> 0) : '')
  const kind = options.get(53)?.[0] ?? 0
  return {
    kind: KINDS[kind] || 'Bootp',
    mac: bytes[start + 1] === 1 && bytes[start + 2] === 6 ? macText(bytes, start + 28) : '',
    clientAddress: address(start + 12),
    assigned: address(start + 16),
    requested: quad(50),
    hostName: text(12) || clientName(options.get(81)),
    vendor: text(60),
    serverId: quad(54),
    domain: text(15),
  }
}

/** Client FQDN option: three bytes, then the name as text or as DNS labels. Source: RFC 4702. */
function clientName(option: Uint8Array | undefined): string {
  if (option === undefined || option.length < 4) return ''
  if ((option[0]! & 4) === 0) return decode(option, 3)
  const labels: string[] = []
  for (let at = 3; at < option.length && option[at]! > 0; at += 1 + option[at]!) {
    labels.push(decode(option, at + 1, Math.min(option.length, at + 1 + option[at]!)))
  }
  return labels.join('.')
}

const NONE = '0.0.0.0'

export class DhcpTalk implements Talk {
  readonly service = 'dhcp'

  data(_isOrig: boolean, bytes: Uint8Array, start: number, end: number, teller: Teller): Talk {
    const lease = readDhcp(bytes, start, end)
    if (lease === null) return this
    teller.service('dhcp')
    const place = teller.place()
    const address = lease.assigned !== NONE ? lease.assigned : lease.requested || lease.clientAddress
    const { sink } = teller
    const event = teller.event(place)
    event.type = 'dhcp'
    event.name = sink.text(`PCAP-DHCP_${nameWord(lease.kind)}`)
    event.service = sink.text('dhcp')
    event.hostName = sink.text(lease.hostName)
    event.outcome = lease.kind === 'Ack' ? 'success' : lease.kind === 'Nak' ? 'failure' : 'none'
    event.message = [`DHCP ${lease.kind}`, lease.mac, address === NONE ? '' : address, lease.hostName]
      .filter((part) => part !== '')
      .join(' ')
    for (const [name, value] of attrsOf(lease, address)) if (value !== '' && value !== NONE) sink.attr(name, value)
    teller.emit(place)
    if ((lease.kind === 'Ack' || lease.kind === 'Request') && address !== NONE) tellFacts(lease, address, place.tsUs, teller)
    return this
  }

  gap(): void {}

  end(): void {}
}

const attrsOf = (lease: Lease, address: string): [string, string][] => [
  ['mac', lease.mac],
  ['address', address],
  ['requested_addr', lease.requested],
  ['vendor_class', lease.vendor],
  ['server_id', lease.serverId],
  ['domain', lease.domain],
]

function tellFacts(lease: Lease, address: string, tsUs: number, teller: Teller): void {
  if (lease.mac !== '') teller.factOf(address, 'mac', lease.mac, tsUs)
  if (lease.hostName !== '') teller.factOf(address, 'name', lease.hostName, tsUs)
}

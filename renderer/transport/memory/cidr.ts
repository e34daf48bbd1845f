/** IPv4 networks, enough for the made-up case. */

/** Shape: `203.0.113.5` → 32-bit number, NaN for anything else. */
export const ipv4Number = (ip: string): number => {
  const parts = ip.split('.').map(Number)
  return parts.length === 4 ? parts.reduce((sum, part) => sum * 256 + part, 0) : Number.NaN
}

/** Shape: `217.0.0.0/8` → whether an address lies in it. */
export function parseCidr(cidr: string): (ip: string) => boolean {
  const [base = '', length = '32'] = cidr.split('/')
  const size = 2 ** (32 - Number(length))
  const network = Math.floor(ipv4Number(base) / size)
  return (ip) => Math.floor(ipv4Number(ip) / size) === network
}

/** Shape: address and prefix length → its network as text. */
export function blockOf(ip: string, length: 8 | 16 | 24): string {
  const keep = length / 8
  return `${ip
    .split('.')
    .map((part, index) => (index < keep ? part : '0'))
    .join('.')}/${length}`
}

/** Orders and filters of the host list; each order is total, so the list never jumps between equals. */
import { SEVERITIES } from '#contract/event'
import type { HostSummary } from '#contract/hosts'
import { microsFromIso } from '#contract/units'

export const HOST_ORDERS = [
  'consequence',
  'ip',
  'events',
  'first',
  'last',
  'vulnerabilities',
  'detections',
  'inbound',
  'outbound',
  'peers',
] as const
export type HostOrder = (typeof HOST_ORDERS)[number]
export type HostScope = 'all' | 'home' | 'outside'

/** Shape: counts by severity → number of them at a level 0 … 4, whether the keys are numbers or words. */
export const countAt = (bySeverity: Record<string, number>, level: number): number =>
  bySeverity[String(level)] ?? bySeverity[SEVERITIES[level]!] ?? 0

/** Shape: `198.18.2.9` → a text that sorts as the address does; IPv6 after IPv4. */
export function addressKey(ip: string): string {
  if (!ip.includes(':'))
    return `4${ip
      .split('.')
      .map((part) => part.padStart(3, '0'))
      .join('')}`
  const [head = '', tail] = ip.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const middle = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0')
  return `6${[...left, ...middle, ...right].map((part) => part.padStart(4, '0')).join('')}`
}

const severityKeys = (host: HostSummary): number[] => [4, 3, 2, 1, 0].map((level) => -countAt(host.vulns_by_severity, level))

/** What an order compares, smallest first. */
function keysOf(host: HostSummary, order: HostOrder, weightOf: (host: HostSummary) => number): (number | string)[] {
  switch (order) {
    case 'consequence':
      return [host.home ? 0 : 1, host.inbound_sessions > 0 ? 0 : 1, ...severityKeys(host).slice(0, 3), -host.inbound_sessions]
    case 'ip':
      return []
    case 'events':
      return [-host.events]
    case 'first':
      return [host.first_ts ?? '~']
    case 'last':
      return [host.last_ts === null ? Infinity : -(microsFromIso(host.last_ts) ?? 0)]
    case 'vulnerabilities':
      return severityKeys(host)
    case 'detections':
      return [-weightOf(host)]
    case 'inbound':
      return [-host.inbound_sessions]
    case 'outbound':
      return [-host.outbound_sessions]
    case 'peers':
      return [-host.peers]
  }
}

function compareKeys(one: (number | string)[], other: (number | string)[]): number {
  for (const [at, a] of one.entries()) {
    const b = other[at]!
    if (a !== b) return a < b ? -1 : 1
  }
  return 0
}

/** Shape: hosts and an order → the same hosts in it; equals stand by address. `last` means newest first, `weightOf` says how grave the detections of a host are. */
export function orderHosts(
  hosts: readonly HostSummary[],
  order: HostOrder,
  reversed: boolean,
  weightOf: (host: HostSummary) => number = () => 0,
): HostSummary[] {
  const sign = reversed ? -1 : 1
  return hosts
    .map((host) => ({ host, keys: keysOf(host, order, weightOf), address: addressKey(host.ip) }))
    .sort((a, b) => {
      const byAddress = a.address < b.address ? -1 : 1
      if (order === 'ip') return reversed ? -byAddress : byAddress
      return sign * compareKeys(a.keys, b.keys) || byAddress
    })
    .map(({ host }) => host)
}

/** Shape: whether every word of the search is somewhere in address, names, operating system or lists. */
export function matchesHost(host: HostSummary, search: string, scope: HostScope, listTitle: (id: string) => string): boolean {
  if (scope !== 'all' && host.home !== (scope === 'home')) return false
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const hay = [host.ip, ...host.names, host.os ?? '', ...host.lists, ...host.lists.map(listTitle)].join('\n').toLowerCase()
  return words.every((word) => hay.includes(word))
}

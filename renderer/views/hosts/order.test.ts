import type { HostSummary } from '#contract/hosts'
import { expect, it } from 'vitest'
import { addressKey, countAt, matchesHost, orderHosts } from './order'

const host = (ip: string, change: Partial<HostSummary> = {}): HostSummary => ({
  ip,
  names: [],
  home: ip.startsWith('198.18.'),
  events: 1,
  first_ts: null,
  last_ts: null,
  lists: [],
  vulns_by_severity: {},
  os: null,
  inbound_sessions: 0,
  outbound_sessions: 0,
  peers: 0,
  ...change,
})
const hosts = [
  host('203.0.113.5', { events: 9000, last_ts: '2009-07-09T00:00:00Z' }),
  host('198.18.20.14', { events: 4000, inbound_sessions: 4, vulns_by_severity: { high: 3 }, last_ts: '2009-07-08T00:00:00Z' }),
  host('198.18.2.9', { events: 70, inbound_sessions: 900, vulns_by_severity: { '1': 3 } }),
  host('198.18.10.1', { names: ['gw.example.org'], lists: ['linux'], last_ts: '2009-07-01T00:00:00Z' }),
]
const ips = (rows: HostSummary[]) => rows.map(({ ip }) => ip)

it('puts home hosts that were reached and are weak before busy ones', () => {
  expect(ips(orderHosts(hosts, 'consequence', false))).toEqual(['198.18.20.14', '198.18.2.9', '198.18.10.1', '203.0.113.5'])
})

it('orders addresses as numbers, newest first, and unknown last', () => {
  expect(ips(orderHosts(hosts, 'ip', false))).toEqual(['198.18.2.9', '198.18.10.1', '198.18.20.14', '203.0.113.5'])
  expect(ips(orderHosts(hosts, 'last', false)).slice(0, 2)).toEqual(['203.0.113.5', '198.18.20.14'])
  expect(['2001:db8::1', '::1', '10.0.0.1'].sort((a, b) => (addressKey(a) < addressKey(b) ? -1 : 1))).toEqual([
    '10.0.0.1',
    '::1',
    '2001:db8::1',
  ])
})

it('finds by address, name, list title and side', () => {
  const title = (id: string) => (id === 'linux' ? 'Linux servers' : id)
  const found = (search: string, scope: 'all' | 'home' | 'outside') =>
    ips(hosts.filter((h) => matchesHost(h, search, scope, title)))
  expect(found('servers GW', 'all')).toEqual(['198.18.10.1'])
  expect(found('', 'outside')).toEqual(['203.0.113.5'])
  expect(found('198.18.2', 'home')).toEqual(['198.18.20.14', '198.18.2.9'])
})

it('reads severities by number and by word', () => {
  expect([countAt({ '4': 2 }, 4), countAt({ high: 3 }, 3), countAt({}, 0)]).toEqual([2, 3, 0])
})

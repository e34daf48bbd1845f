import { expect, it } from 'vitest'
import { addressesOf, isAbout } from '../detection-hosts'
import { THEMES } from '../theme'
import { peerGraph, placePeers, type GraphPeer } from './peer-graph'

const peer = (ip: string, direction: GraphPeer['direction'], isNew = false): GraphPeer => ({ ip, direction, sessions: 3, isNew })

it('puts who came left, whom it went to right, home hosts below, each once, and no more than can be read', () => {
  const clients = Array.from({ length: 9 }, (_, index) => peer(`203.0.113.${index}`, 'inbound'))
  const placed = placePeers([
    ...clients,
    peer('203.0.113.0', 'inbound'),
    peer('192.0.2.1', 'outbound'),
    peer('10.0.0.9', 'internal'),
  ])
  const on = (side: string) => placed.filter((one) => one.side === side)
  expect([on('from').length, on('to').map(({ ip }) => ip), on('inside').map(({ ip }) => ip)]).toEqual([
    6,
    ['192.0.2.1'],
    ['10.0.0.9'],
  ])
  expect(new Set(on('from').map(({ x }) => x)).size).toBe(1)
  expect(Math.max(...on('from').map(({ x }) => x))).toBeLessThan(Math.min(...on('to').map(({ x }) => x)))
  const { series } = peerGraph({ ip: '10.0.0.5', peers: clients, theme: THEMES.dark }) as { series: { data: unknown[] }[] }
  expect(series[0]!.data).toHaveLength(7)
})

it('tells by the names of its detail which hosts a detection is about', () => {
  const detail = { server_ip: '10.0.0.5', client_ips: ['203.0.113.9'], title_of_something: '10.0.0.77', sessions: 3 }
  expect(addressesOf({ detail })).toEqual(['10.0.0.5', '203.0.113.9'])
  const about = (one: Record<string, unknown>, ip: string, names: string[]) => isAbout({ detail: one }, { ip, names })
  expect(about(detail, '10.0.0.77', [])).toBe(false)
  expect(about({ host_name: 'WEB01' }, '10.0.0.5', ['web01.example.com'])).toBe(true)
  expect(about({ host_ip: 'web02' }, '10.0.0.5', ['web01.example.com'])).toBe(false)
})

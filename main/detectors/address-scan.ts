/** One client that fails to reach many hosts on one port within minutes. */
import { MICROS_PER_SECOND, SECONDS_PER_MINUTE } from '#contract/units'
import { defineDetector, type Found } from './kit/detector'
import { repeated } from './kit/drawn-rows'
import { clauses, CONNECTIONS, counted, duringClause, inVainClause } from './kit/flows'
import { directionOf, isInside, SCAN, scanQuestion, type Scan } from './kit/scans'

const PARAMS = {
  leastHosts: { value: 25, unit: 'distinct hosts that failed', source: 'Zeek scan.bro: addr_scan_threshold' },
  leastHostsFaint: { value: 10, unit: 'distinct hosts that failed', source: 'chosen: fewer than a scan, shown as faint' },
  windowMinutes: { value: 5, unit: 'min', source: 'Zeek scan.bro: addr_scan_interval' },
}

function consequenceOf(scan: Scan, faint: boolean): { severity: number; consequence: string } {
  const of = faint ? 'a faint search' : 'a search'
  if (isInside(scan)) return { severity: faint ? 1 : 2, consequence: `${of} for hosts by an inside host` }
  return { severity: 1, consequence: `${of} for hosts from outside, as happens all day` }
}

function found(scan: Scan, leastHosts: number): Found {
  const service = `${scan.proto ?? 'ip'}/${scan.port}`
  return {
    key: `${scan.client}/${service}`,
    subject: 'attempt',
    ...consequenceOf(scan, scan.most < leastHosts),
    verdict: null,
    score: null,
    title: `${scan.client} failed to reach ${scan.distinct} hosts on ${service}`,
    summary: `${directionOf(scan)}, at most ${scan.most} of them within the window; ${counted(scan.answered, 'host')} answered it there meanwhile.`,
    firstUs: scan.first,
    lastUs: scan.last,
    evidenceCount: scan.records,
    where: `${clauses({ client_ip: scan.client, server_port: scan.port, proto: scan.proto })} ${inVainClause('src_ip', scan.client)} ${duringClause(scan.first, scan.last)}`,
    detail: {
      client_ip: scan.client,
      server_port: scan.port,
      proto: scan.proto,
      direction: directionOf(scan),
      hosts: scan.distinct,
      most_in_window: scan.most,
      attempts: scan.attempts,
      hosts_that_answered: scan.answered,
    },
  }
}

const HEAD = 'ts  src  dst  proto  session_state  duration'

export default defineDetector({
  id: 'address-scan',
  version: 2,
  title: 'Search for hosts on one port',
  params: PARAMS,
  falsePositives: [
    'inventory and vulnerability scanners of the site itself',
    'peer-to-peer programs and games that ask many peers',
    'a browser while the network outside is down',
  ],
  sources: ['Zeek scan.bro (zeek 02a414d1)', 'what a firewall denied counts as failed: chosen'],
  rests: { on: CONNECTIONS },
  find: async ({ store, params, asking }) => {
    const windowUs = params.windowMinutes * SECONDS_PER_MINUTE * MICROS_PER_SECOND
    const scans = await store.all(scanQuestion('server_ip', params.leastHostsFaint, windowUs), SCAN, asking)
    return scans.map((scan) => found(scan, params.leastHosts))
  },
  examples: {
    fires: [
      {
        title: 'twenty-five hosts in two minutes by an inside host, ten from outside',
        home: '10.',
        events: [
          HEAD,
          repeated('2024-03-01T02:00:00Z', 4, 25, '10.0.0.9:4000  10.0.1.#:445  tcp  no-answer  3s'),
          repeated('2024-03-01T02:00:00Z', 4, 10, '203.0.113.9:4000  10.0.2.#:23  tcp  refused  0s'),
        ].join('\n'),
        expected: [
          { key: '10.0.0.9/tcp/445', severity: 2, evidenceCount: 25 },
          { key: '203.0.113.9/tcp/23', severity: 1, evidenceCount: 10 },
        ],
      },
      {
        title: 'hosts that a firewall let nobody reach, and stray answers that it dropped',
        home: '10.',
        events: [
          'ts  type  name  src  dst  client  server  proto  outcome',
          repeated(
            '2024-03-01T02:00:00Z',
            4,
            25,
            'firewall  ASA-Packet_Denied  10.0.0.9:4000  198.51.100.#:445  -  -  tcp  failure',
          ),
          repeated(
            '2024-03-01T02:00:00Z',
            4,
            25,
            'firewall  ASA-Packet_Denied  198.51.100.#:443  10.0.0.8:4000  10.0.0.8:4000  198.51.100.#:443  tcp  failure',
          ),
        ].join('\n'),
        expected: [{ key: '10.0.0.9/tcp/445', severity: 2, evidenceCount: 25 }],
      },
    ],
    silent: [
      {
        title: 'nine hosts, ten hosts over an hour, and one host many times',
        home: '10.',
        events: [
          HEAD,
          repeated('2024-03-01T02:00:00Z', 4, 9, '10.0.0.9:4000  10.0.1.#:445  tcp  no-answer  3s'),
          repeated('2024-03-01T02:00:00Z', 360, 10, '10.0.0.8:4000  10.0.1.#:445  tcp  no-answer  3s'),
          repeated('2024-03-01T02:00:00Z', 4, 40, '10.0.0.7:4#  10.0.1.1:445  tcp  no-answer  3s'),
        ].join('\n'),
      },
    ],
  },
})

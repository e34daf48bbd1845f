/** One client that fails to reach many ports of one host within minutes. */
import { MICROS_PER_SECOND, SECONDS_PER_MINUTE } from '#contract/units'
import { defineDetector, type Found } from './kit/detector'
import { repeated } from './kit/drawn-rows'
import { clauses, CONNECTIONS, counted, duringClause, inVainClause } from './kit/flows'
import { directionOf, isInside, SCAN, scanQuestion, type Scan } from './kit/scans'

const PARAMS = {
  leastPorts: { value: 15, unit: 'distinct ports that failed', source: 'Zeek scan.bro: port_scan_threshold' },
  windowMinutes: { value: 5, unit: 'min', source: 'Zeek scan.bro: port_scan_interval' },
}

function found(scan: Scan): Found {
  const inside = isInside(scan)
  return {
    key: `${scan.client}/${scan.server}/${scan.proto ?? 'ip'}`,
    subject: 'attempt',
    severity: inside ? 2 : 1,
    consequence: inside ? 'an inside host tries the ports of another' : 'ports tried from outside, as happens all day',
    verdict: null,
    score: null,
    title: `${scan.client} failed to reach ${scan.distinct} ports of ${scan.server}`,
    summary: `${directionOf(scan)}, at most ${scan.most} of them within the window; ${counted(scan.answered, 'port')} answered it meanwhile.`,
    firstUs: scan.first,
    lastUs: scan.last,
    evidenceCount: scan.records,
    where: `${clauses({ client_ip: scan.client, server_ip: scan.server, proto: scan.proto })} server_port:* ${inVainClause('dst_ip', scan.server)} ${duringClause(scan.first, scan.last)}`,
    detail: {
      client_ip: scan.client,
      server_ip: scan.server,
      proto: scan.proto,
      direction: directionOf(scan),
      ports: scan.distinct,
      most_in_window: scan.most,
      attempts: scan.attempts,
      ports_that_answered: scan.answered,
    },
  }
}

const HEAD = 'ts  src  dst  proto  session_state  duration  client_bytes  server_bytes'

export default defineDetector({
  id: 'port-scan',
  version: 2,
  title: 'Search for open ports of one host',
  params: PARAMS,
  falsePositives: [
    'inventory and vulnerability scanners of the site itself',
    'file transfer in passive mode through a firewall that refuses its ports',
    'roles read the wrong way round: a busy client looks like a host whose many ports were tried',
  ],
  sources: ['Zeek scan.bro (zeek 02a414d1)', 'what a firewall denied counts as failed: chosen'],
  rests: { on: CONNECTIONS },
  find: async ({ store, params, asking }) => {
    const windowUs = params.windowMinutes * SECONDS_PER_MINUTE * MICROS_PER_SECOND
    return (await store.all(scanQuestion('server_port', params.leastPorts, windowUs), SCAN, asking)).map(found)
  },
  examples: {
    fires: [
      {
        title: 'fifteen ports in a minute, refused or reset without a byte',
        home: '10.',
        events: [
          HEAD,
          repeated('2024-03-01T02:00:00Z', 4, 10, '10.0.0.9:4000  198.51.100.3:1#  tcp  refused  0s  0  0'),
          repeated('2024-03-01T02:00:40Z', 4, 5, '10.0.0.9:4000  198.51.100.3:2#  tcp  aborted  0s  0  0'),
        ].join('\n'),
        expected: [{ key: '10.0.0.9/198.51.100.3/tcp', severity: 2, evidenceCount: 15 }],
      },
      {
        title: 'fifteen ports that a firewall let nobody reach',
        home: '10.',
        events: [
          'ts  type  name  src  dst  proto  outcome',
          repeated('2024-03-01T02:00:00Z', 4, 15, 'firewall  UFW-Packet_Blocked  203.0.113.9:4000  10.0.0.5:1#  tcp  failure'),
        ].join('\n'),
        expected: [{ key: '203.0.113.9/10.0.0.5/tcp', severity: 1, evidenceCount: 15 }],
      },
    ],
    silent: [
      {
        title: 'fourteen ports, and fifteen that answered',
        home: '10.',
        events: [
          HEAD,
          repeated('2024-03-01T02:00:00Z', 4, 14, '10.0.0.9:4000  198.51.100.3:1#  tcp  refused  0s  0  0'),
          repeated('2024-03-01T02:00:00Z', 4, 15, '10.0.0.8:4000  198.51.100.3:1#  tcp  complete  1s  10  10'),
        ].join('\n'),
      },
    ],
  },
})

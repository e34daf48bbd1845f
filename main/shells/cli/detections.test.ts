/** What `detect` says of the sample case and of evidence that others recorded, against the story and against other tools. */
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Detection, Detections } from '#contract/detections'
import { evidencePath, hasEvidence } from '#main/tools/test/evidence'
import { runCommandLine } from './program'
import { ownHome } from './test/own-home'

const folder = ownHome('detect')

async function ask<T>(...words: string[]): Promise<T> {
  let out = ''
  const status = await runCommandLine([...words, '--json'], { out: (text) => (out += text), err: () => undefined })
  const answer = JSON.parse(out) as T & { error?: unknown }
  expect([status, answer.error]).toEqual([0, undefined])
  return answer
}

/** Shape: home network and files → the detections of one detector over a case of these. */
async function detectionsIn(name: string, home: string, only: string, ...files: string[]): Promise<Detection[]> {
  const dir = join(folder, `${name}.case`)
  await ask('case', 'new', dir, '--home', home)
  await ask('add', dir, ...files.map((file) => evidencePath(file)))
  return (await ask<Detections>('detect', dir, '--only', only)).detections
}

describe('the sample case', () => {
  const dir = join(folder, 'irc.case')
  let answer: Detections
  beforeAll(async () => {
    await ask('sample', 'odd-irc-connections', dir)
    answer = await ask<Detections>('detect', dir)
  }, 240_000)

  it('gives the four sessions from outside first, in order of time', () => {
    const four = answer.detections.slice(0, 4)
    expect(four.map(({ rank, detector, severity, detail }) => [rank, detector, severity, detail['client_ip']])).toEqual([
      [1, 'unattested-session', 3, '192.0.2.8'],
      [2, 'unattested-session', 3, '203.0.113.5'],
      [3, 'unattested-session', 3, '198.51.100.61'],
      [4, 'unattested-session', 3, '203.0.113.5'],
    ])
    expect(four.map(({ detail }) => detail)).toEqual(
      four.map((): unknown =>
        expect.objectContaining({ server_ip: '198.18.20.14', server_port: 22, direction: 'inbound', verdict: 'no_statement' }),
      ),
    )
    expect(four.map(({ because }) => because)).toEqual(
      four.map((): unknown => expect.stringMatching(/^high: a session from outside .* nothing states that it was authorised/)),
    )
  })

  it('gives the burst of attempts at the same service next', () => {
    const { rank, detector, detail } = answer.detections[4]!
    expect([rank, detector, detail['server_ip'], detail['server_port']]).toEqual([5, 'attempt-burst', '198.18.20.14', 22])
  })

  it('shows the loud connections to the IRC host below them, with their score and what may innocently explain them', () => {
    const loud = answer.detections.find(
      ({ detector, detail }) => detector === 'beacon' && detail['server_ip'] === '203.0.113.200',
    )!
    expect(loud).toMatchObject({ severity: 2, score: 1, detail: { client_ip: '198.18.20.14', server_ports: [6667, 7000] } })
    expect(loud.rank).toBeGreaterThan(5)
    expect(loud.summary).toContain('a chat client or bot that reconnects as often as its network lets it')
    expect(loud.detail['innocent_explanations']).not.toEqual([])
  })

  it('has no other detection of high consequence before them, and answers the same twice', async () => {
    expect(answer.detections.filter(({ severity }) => severity > 3)).toEqual([])
    expect(await ask<Detections>('detect', dir)).toEqual(answer)
  })

  it('shows as many events as each detection counts', async () => {
    for (const { where, evidence_count, key } of [
      ...answer.detections.slice(0, 8),
      ...answer.detectors
        .map(({ id }) => answer.detections.find(({ detector }) => detector === id))
        .filter((one) => one !== undefined),
    ]) {
      const { rows } = await ask<{ rows: unknown[] }>('events', dir, '--where', where)
      expect([key, rows.length]).toEqual([key, evidence_count])
    }
  })
})

describe.skipIf(!hasEvidence)('beacons that others recorded', () => {
  /*
   * RITA's own test (integration/beacons_test.go) states for its proxy set, with a tolerance of 0.05: www.google.com 0.586 (0.48, 0.865, 1, 0;
   * 6 connections), met to three decimals; www.honestimnotevil.com 0.979 (0.921, 0.995, 1, 1; 357 connections, 963,595 bytes both ways).
   * For the second the published rules give 0.98 (0.92, 1, 1, 1) on these files: all 357 connections sent the same 1,049 bytes, which leaves
   * no dispersion, and the gaps give (0.9333 + 0.9076) / 2 = 0.9205 before rounding (0.92048). Counted again with Python's statistics.
   */
  it('gives RITA’s numbers for its proxy set', async () => {
    const files = ['beacon/rita__proxy_conn.log', 'beacon/rita__proxy_http.log']
    const named = (await detectionsIn('proxy', '10.0.0.0/8', 'beacon', ...files)).filter(
      ({ detail }) => detail['server_name'] !== null,
    )
    expect(named.map(({ detail }) => [detail['client_ip'], detail['server_name'], detail['last_24h']])).toEqual([
      [
        '10.136.0.18',
        'www.honestimnotevil.com',
        expect.objectContaining({
          score: 0.98,
          timestamp_score: 0.92,
          data_size_score: 1,
          duration_score: 1,
          histogram_score: 1,
          count: 357,
          total_client_bytes: 374_493,
        }),
      ],
      [
        '10.136.0.18',
        'www.google.com',
        expect.objectContaining({
          score: 0.586,
          timestamp_score: 0.48,
          data_size_score: 0.865,
          duration_score: 1,
          histogram_score: 0,
          count: 6,
        }),
      ],
    ])
  })

  /* RITA's test (integration/open_sni_test.go) states totals and one long connection per name or address; here a service is an address and port. */
  it('counts a connection that is still open once, and gives the totals that RITA gives', async () => {
    const files = ['17_32_32-18_00_00', '18_00_00-19_00_00'].map((hour) => `beacon/rita__open_sni_open_conn.${hour}.log.gz`)
    const found = await detectionsIn('open', '10.0.0.0/8', 'long-connection', ...files)
    const outward = found.filter(({ detail }) => detail['direction'] === 'outbound')
    expect(
      outward.map(({ detail }) => [
        detail['server_ip'],
        detail['server_port'],
        detail['total_s'],
        detail['connections'],
        detail['bytes'],
      ]),
    ).toEqual([
      ['34.222.122.143', 64_590, 7200.403186, 1, expect.any(Number)],
      ['52.33.59.39', 64_004, 7200.169165, 1, expect.any(Number)],
      ['104.131.28.214', 8443, 14_737.06115, 2, expect.any(Number)],
      ['104.131.28.214', 8000, 7376.718848, 1, expect.any(Number)],
    ])
  })

  it('finds the loop of a capture with its median gap', async () => {
    const found = await detectionsIn('loop', '147.32.0.0/16', 'beacon', 'beacon/slips__test-cc_test-cc-capture-1.pcap')
    expect(
      found.map(({ detail }) => [
        detail['client_ip'],
        detail['server_ip'],
        detail['count'],
        Number(detail['gap_median_s']).toFixed(3),
      ]),
    ).toEqual([['147.32.80.37', '141.193.213.21', 297, '2.204']])
  })
})

describe.skipIf(!hasEvidence)('scans and guessing that others recorded', () => {
  it('finds the ports that a vertical scan tried: 43 refused and 3 answered and reset without a byte, 44 ports in all, counted with Python', async () => {
    const found = await detectionsIn('vertical', '192.168.0.0/16', 'port-scan', 'zeek/slips__port-scans_vertical_conn.log')
    expect(found.map(({ detail }) => detail)).toEqual([
      expect.objectContaining({ client_ip: '192.168.1.9', server_ip: '45.33.32.156', attempts: 46, ports: 44 }),
    ])
  })

  it('finds the hosts that a horizontal scan did not reach, faint by Zeek’s threshold: ten on port 80, counted with awk', async () => {
    const found = await detectionsIn('horizontal', '10.0.0.0/8', 'address-scan', 'zeek/slips__port-scans_horizontal_conn.log')
    expect(found.map(({ severity, detail }) => [severity, detail])).toEqual([
      [1, expect.objectContaining({ client_ip: '10.0.2.112', server_port: 80, attempts: 10 })],
    ])
  })

  /* Counted with Python: 157 failed passwords of that address, and 6, 5 and 147 of them in the hour before three of its 47 log-ins. */
  it('finds who got in after failing, in a log of sshd', async () => {
    const dir = join(folder, 'log.case')
    await ask('case', 'new', dir, '--home', '10.0.0.0/8')
    await ask(
      'add',
      dir,
      evidencePath('linux/examples__suspicious_login_activity_data_auth.log'),
      '--zone',
      'UTC',
      '--year',
      '2015',
    )
    const { detections } = await ask<Detections>('detect', dir, '--only', 'ssh-guessing')
    expect(detections.filter(({ severity }) => severity === 4).map(({ detail }) => detail)).toEqual([
      expect.objectContaining({
        client_ip: '24.151.103.17',
        failures: 157,
        most_in_window: 147,
        logins_after_failures: [
          'elastic_user_8 at 2015-03-30T13:52:19Z',
          'elastic_user_1 at 2015-03-30T14:24:07Z',
          'elastic_user_0 at 2015-03-30T16:01:36Z',
        ],
      }),
    ])
  })

  it('infers guessing from a capture of eleven SSH streams, of which Zeek gives one notice', async () => {
    const found = await detectionsIn('guessing', '192.168.56.103/32', 'ssh-guessing', 'pcap/zeek__Traces_ssh_sshguess.pcap')
    expect(found.map(({ detail }) => detail)).toEqual([
      expect.objectContaining({ client_ip: '192.168.56.1', server_ips: ['192.168.56.103'], sessions: 11, from_outside: true }),
    ])
  })
})

/** Everyday traffic that others recorded; home as each capture has it. */
const EVERYDAY: readonly [home: string, file: string][] = [
  ['192.168.0.0/16', 'zeek/zat__conn.log'],
  ['192.168.0.0/16', 'zeek/slips__test9-mixed-zeek-dir_conn.log'],
  ['10.0.0.0/8', 'pcap/zeek__Traces_irc-basic.pcap'],
  ['192.168.0.0/16', 'pcap/zeek__Traces_irc-dcc-send.pcapng'],
  ['10.0.0.0/8', 'pcap/zeek__Traces_http_bro.org.pcap'],
  ['10.0.0.0/8', 'pcap/zeek__Traces_smtp.pcap'],
  ['3ffe::/16', 'pcap/arkime__pcap_v6.pcap'],
  ['10.0.0.0/8', 'pcap/arkime__pcap_irc.pcap'],
  ['10.0.0.0/8', 'pcap/arkime__pcap_dns-udp.pcap'],
  ['192.168.0.0/16', 'pcap/cid__pcaps_tcp.pcap'],
]

describe.skipIf(!hasEvidence)('everyday traffic', () => {
  it.each(EVERYDAY)('of %s in %s gives nothing of high consequence', async (home, file) => {
    const dir = join(folder, `everyday-${EVERYDAY.findIndex((one) => one[1] === file)}.case`)
    await ask('case', 'new', dir, '--home', home)
    await ask('add', dir, evidencePath(file))
    const { detections } = await ask<Detections>('detect', dir)
    expect(detections.filter(({ severity }) => severity >= 3).map(({ title }) => title)).toEqual([])
  })
})

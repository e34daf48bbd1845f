/** A small case as content, for tests: two findings, hostile texts, every section filled. */
import type { HostDossier } from '#contract/hosts'
import type { ReportContent } from '../content'
import { SHA, HOSTILE, row, aggregate, entry, event, source } from './pieces'

export { aggregate, entry, event, HOSTILE, RAW, row, source } from './pieces'

const dated = { source: 'scan-2009-07-08.nessus', first_ts: '2009-06-18T06:09:11Z', last_ts: '2009-07-08T06:09:14Z' }
const host: HostDossier = {
  ip: '198.18.20.14',
  home: true,
  names: [{ name: 'nimbus.cs.example.edu', ...dated }],
  roles: [],
  os: [{ os: 'Linux Kernel 2.6', ...dated }],
  lists: [
    { id: 'linux', title: 'Linux', because: 'operating system Linux Kernel 2.6' },
    { id: 'unix-ssh-servers', title: 'UNIX SSH servers', because: 'operating system Linux Kernel 2.6 and port 22 open' },
  ],
  services: [{ port: 22, proto: 'tcp', service: 'ssh', observed: 804, scanned: true, ...dated }],
  vulnerabilities: [],
  vulns_by_severity: { '4': 2, '3': 3, '2': 3, '1': 2, '0': 12 },
  users: [],
  software: [],
  facts: [],
  config: [],
  config_topics: [],
  peers: { inbound: 12, outbound: 2, internal: 6, external: 0, top: [] },
  sessions: { total: 3800, inbound: 807, outbound: 2982, internal: 11, by_ladder: {} },
  detections: [],
  coverage: {},
  events: 7500,
  first_ts: null,
  last_ts: null,
}

const CHART = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 160"><rect width="640" height="160" fill="#fff"/><g fill="#1f84b8">${Array.from({ length: 35 }, (_, index) => `<rect x="${10 + index * 18}" y="${140 - ((index * 37) % 110)}" width="14" height="${(index * 37) % 110}"/>`).join('')}</g><text x="10" y="155" font-family="Inter" font-size="11" fill="#51606f">5 Jun</text></svg>`

/** Shape: → the content of a small case; the same every time. */
export function smallCase(): ReportContent {
  const first = entry(
    'f1',
    'finding',
    'Three outside addresses hold sessions on port 22 before the IRC traffic begins',
    'The monitor writes `server:22 -> client`, so its arrow is **not** the direction [E1]. Between 10 and 28 June three unrelated addresses connected *into* the server [E2].\n\n- one session lasted 71 s whatever its label says\n- the longest lasted over an hour',
    { citations: [row('c1', 'E1'), aggregate('c2', 'E2')] },
  )
  const second = entry('f2', 'finding', HOSTILE, HOSTILE, {
    citations: [
      row('c3', 'E1', {
        event_key: `${SHA('e')}/-/9/0`,
        raw: `${HOSTILE} ${'x'.repeat(240)}`,
        summary: HOSTILE,
        file_name: 'snort <b>.log',
        sha256: SHA('e'),
      }),
    ],
  })
  const chart = {
    id: 'trend-type',
    title: 'Events by type',
    alt: 'Bars of events per day, 5 June to 10 July 2009.',
    note: 'Per day, UTC.',
    svg: CHART,
    heightRatio: 0.25,
    legend: [{ text: 'network 29,858', colour: '#1f84b8' }],
  }
  return {
    options: { template: 'full', findings: [] },
    engineVersion: '0.1.0',
    case: {
      id: '019aa5b2-7c1e-7000-8000-0123456789ab',
      name: 'Odd IRC connections',
      tlp: 'TLP:AMBER',
      homeNetworks: ['198.18.0.0/16'],
      displayZone: 'America/New_York',
      events: 50_263,
      firstUs: 1_244_174_400_000_000,
      lastUs: 1_247_198_239_000_000,
    },
    journal: { head: SHA('9'), operations: 31, lastAt: '2026-11-20T10:04:22.120000Z', authors: ['R. Vega (3f2a9c01)'] },
    findings: [first, second],
    lessons: [
      entry('l1', 'lesson', 'IRC does not mean a botnet', 'Ask first who may use the server, and from where.', {
        control: 'An access register for port 22 of every server.',
      }),
    ],
    questions: [
      entry('q1', 'question', 'Who logged in on 28 June?', 'Not answerable: the log of that server was not kept.'),
      entry('h1', 'hypothesis', 'A guessed password', 'Expected if the accounts have weak passwords.'),
    ],
    notes: [
      entry(
        'n1',
        'note',
        'Summary',
        'The server was used from outside for weeks before it began to connect to IRC. The IRC traffic is a consequence, not the cause.',
      ),
    ],
    citationStates: [
      { entry: 'f1', citation: 'c1', state: 'verified', why: 'bytes and digest are as they were' },
      { entry: 'f1', citation: 'c2', state: 'verified', why: '' },
      { entry: 'f2', citation: 'c3', state: 'changed', why: 'byte 17 differs' },
    ],
    events: new Map([
      [`${SHA('a')}/-/4/0`, event()],
      [
        `${SHA('e')}/-/9/0`,
        event({
          event_key: `${SHA('e')}/-/9/0`,
          ts: '2009-07-02T01:51:44Z',
          ts_quality: 'zone-and-year-assumed',
          name: 'Snort-TCP_Event',
          sensor_disagrees: HOSTILE,
          duration_s: null,
        }),
      ],
    ]),
    manualEvents: [
      { tsUs: 1_247_300_000_000_000, message: 'The site of the shells was opened with a safe client.', author: 'R. Vega' },
    ],
    hosts: [host],
    accounts: [],
    indicators: [
      {
        value: '203.0.113.5',
        kind: 'address',
        ports: [22],
        directions: ['inbound'],
        events: 5,
        firstUs: 1_246_151_062_000_000,
        lastUs: 1_246_219_329_000_000,
      },
      {
        value: '203.0.113.200',
        kind: 'address',
        ports: [6667, 7000],
        directions: ['outbound'],
        events: 9377,
        firstUs: 1_246_224_680_000_000,
        lastUs: 1_247_198_239_000_000,
      },
    ],
    custody: new Map(),
    evidence: [
      source('tnm-sessions.log'),
      source('snort <b>.log', { format: 'snort-fast', sha256: SHA('e'), checks: [], rejected: 2, represented: 5253 }),
    ],
    charts: [chart],
    citationCharts: new Map([['c2', { ...chart, id: 'citation-c2', title: 'TNM events on port 22' }]]),
    eventsPerDay: Array.from({ length: 36 }, (_, day) => 700 + ((day * 7919) % 600) + (day > 23 ? 1400 : 0)),
  }
}

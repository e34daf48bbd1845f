/** Bursts of attempts at one service of one host, and the sessions that lasted soon after. */
import { VERDICTS } from '#contract/detections'
import { DIRECTIONS } from '#contract/event'
import { isoFromMicros, MICROS_PER_SECOND } from '#contract/units'
import type { RowOf } from '#main/store/rows'
import { attemptClause, BURST, burstLimits, burstQuestion, FOLLOWING, followingQuestion, movedTogether } from './kit/bursts'
import { defineDetector, type Found } from './kit/detector'
import { repeated } from './kit/drawn-rows'
import { clauses, CONNECTIONS, counted, duringClause, endpointText } from './kit/flows'

const CHOSEN = 'chosen: with one server and one port watched, the thresholds of scans are never met'
const PARAMS = {
  binMinutes: { value: 5, unit: 'min', source: CHOSEN },
  leastAttempts: { value: 10, unit: 'attempts in a bin', source: CHOSEN },
  timesMedian: { value: 5, unit: 'times the median of covered bins', source: CHOSEN },
  briefSeconds: { value: 5, unit: 's', source: 'chosen: an established session shorter than this was a knock' },
  leastSessionSeconds: { value: 60, unit: 's', source: 'chosen: as for sessions that nothing authorises' },
  followHours: { value: 24, unit: 'h', source: 'chosen: who has found a way in uses it within a day' },
  mostListed: { value: 50, unit: 'sessions', source: 'chosen: more is no list to read' },
}
type Values = { readonly [K in keyof typeof PARAMS]: number }
type Burst = RowOf<typeof BURST>
type Following = RowOf<typeof FOLLOWING>

/** A session from outside; without home networks it cannot be excluded. */
const isFromOutside = ({ direction }: Following): boolean =>
  DIRECTIONS[direction] !== 'internal' && DIRECTIONS[direction] !== 'outbound'

function consequenceOf(burst: Burst, outside: number): { severity: number; consequence: string } {
  if (!burst.login) return { severity: 1, consequence: 'attempts at a service that people do not log in to' }
  if (burst.from_outside > 0 && outside > 0)
    return { severity: 3, consequence: 'attempts at a log-in service, and sessions from outside that lasted soon after' }
  return { severity: 2, consequence: 'attempts at a log-in service, and no session from outside that lasted soon after' }
}

const listed = ({ client, client_port, start, duration_us, direction, verdict }: Following) => ({
  client: endpointText(client, client_port),
  start: isoFromMicros(start),
  duration_s: duration_us / MICROS_PER_SECOND,
  direction: DIRECTIONS[direction],
  verdict: VERDICTS[verdict],
})

function found(burst: Burst, following: readonly Following[], params: Values): Found {
  const outside = following.filter(isFromOutside)
  const server = endpointText(burst.server, burst.port)
  const pairing = movedTogether(burst.a, burst.s, burst.covered)
  return {
    key: `${burst.proto ?? 'ip'}/${server}`,
    subject: 'attempt',
    ...consequenceOf(burst, outside.length),
    verdict: burst.login && burst.from_outside > 0 ? (VERDICTS[burst.verdict] ?? 'no_statement') : null,
    score: null,
    title: `${counted(burst.unanswered + burst.brief, 'attempt')} in ${counted(burst.bursts, 'burst')} at ${server}`,
    summary:
      `${counted(burst.sources, 'source')}; at most ${burst.peak} attempts in ${params.binMinutes} min where ${burst.median} is the median. ` +
      `${counted(outside.length, 'session')} from outside of ${params.leastSessionSeconds} s or more followed within ${params.followHours} h, ${following.length - outside.length} others.`,
    firstUs: burst.first,
    lastUs: burst.last,
    evidenceCount: burst.records,
    where: `${clauses({ server_ip: burst.server, server_port: burst.port, proto: burst.proto })} ${attemptClause(burst.server, params.briefSeconds)} ${duringClause(burst.first, burst.last)}`,
    detail: {
      server_ip: burst.server,
      server_port: burst.port,
      proto: burst.proto,
      bursts: burst.bursts,
      unanswered: burst.unanswered,
      brief_sessions: burst.brief,
      peak_attempts: burst.peak,
      median_attempts: burst.median,
      sources: burst.sources,
      from_outside: burst.from_outside,
      rank_correlation: pairing,
      covered_bins: burst.covered,
      followed_by: following.length,
      followed_by_from_outside: outside.length,
      sessions: [...outside, ...following.filter((one) => !isFromOutside(one))].slice(0, params.mostListed).map(listed),
    },
  }
}

const HEAD = 'ts  src  dst  proto  session_state  duration'
const KNOCKS = repeated('2009-06-28T00:00:00Z', 12, 15, '203.0.113.#:4000  198.18.20.5:22  tcp  refused  0s')

export default defineDetector({
  id: 'attempt-burst',
  version: 2,
  title: 'Burst of attempts at one service',
  params: PARAMS,
  falsePositives: [
    'a service that was down while its clients tried again',
    'a monitor or load balancer that only opens and closes connections',
    'many people at once at the beginning of a lesson or a shift',
  ],
  sources: [
    'chosen: attempts per five minutes against the median of what is covered',
    'Spearman 1904, for attempts and brief sessions that move together',
  ],
  rests: { on: CONNECTIONS },
  find: async ({ store, params, asking }) => {
    const limits = burstLimits(params)
    const bursts = await store.all(burstQuestion(limits), BURST, asking)
    if (bursts.length === 0) return []
    const target = ({ server, port, proto }: Burst | Following): string => `${proto ?? ''}/${endpointText(server, port)}`
    const following = new Map<string, Following[]>()
    await store.batches(
      followingQuestion(limits),
      FOLLOWING,
      (rows) => {
        for (const row of rows) following.set(target(row), [...(following.get(target(row)) ?? []), row])
      },
      asking,
    )
    return bursts.map((burst) => found(burst, following.get(target(burst)) ?? [], params))
  },
  examples: {
    fires: [
      {
        title: 'many knocks in three minutes, and a session that lasts two hours later',
        home: '198.18.',
        events: [
          HEAD,
          KNOCKS,
          repeated('2009-06-28T00:03:00Z', 1, 3, '203.0.113.9:41#  198.18.20.5:22  tcp  complete  2s'),
          '2009-06-28T02:04:22Z  203.0.113.5:3675  198.18.20.5:22  tcp  complete  610s',
          repeated('2009-06-28T00:30:00Z', 300, 30, '198.18.30.#:4000  198.18.20.6:80  tcp  complete  9s'),
        ].join('\n'),
        expected: [
          {
            key: 'tcp/198.18.20.5:22',
            severity: 3,
            verdict: 'no_statement',
            evidenceCount: 18,
            title: '18 attempts in 1 burst at 198.18.20.5:22',
          },
        ],
      },
      {
        title: 'the same without a session is graver than nothing and less grave than with one',
        home: '198.18.',
        events: [
          HEAD,
          KNOCKS,
          repeated('2009-06-28T00:30:00Z', 300, 30, '198.18.30.#:4000  198.18.20.6:80  tcp  complete  9s'),
        ].join('\n'),
        expected: [{ key: 'tcp/198.18.20.5:22', severity: 2, verdict: 'no_statement', evidenceCount: 15 }],
      },
      {
        title: 'a port that people do not log in to, on which no sensor recognised a service',
        home: '198.18.',
        events: [
          HEAD,
          repeated('2009-06-28T00:00:00Z', 12, 15, '203.0.113.#:4000  198.18.20.5:8081  tcp  refused  0s'),
          repeated('2009-06-28T00:30:00Z', 300, 30, '198.18.30.#:4000  198.18.20.6:80  tcp  complete  9s'),
        ].join('\n'),
        expected: [{ key: 'tcp/198.18.20.5:8081', severity: 1, verdict: null, evidenceCount: 15 }],
      },
      {
        title: 'fifteen knocks that a firewall did not let through',
        home: '198.18.',
        events: [
          'ts  src  dst  type  name  proto  outcome',
          repeated('2009-06-28T00:00:00Z', 12, 15, '203.0.113.#:4000  198.18.20.5:22  firewall  ASA-Packet_Denied  tcp  failure'),
          repeated(
            '2009-06-28T00:30:00Z',
            300,
            30,
            '198.18.30.#:4000  198.18.20.6:80  firewall  ASA-ACL_Permitted  tcp  success',
          ),
        ].join('\n'),
        expected: [{ key: 'tcp/198.18.20.5:22', severity: 2, verdict: 'no_statement', evidenceCount: 15 }],
      },
    ],
    silent: [
      {
        title: 'nine knocks, and a service that always has as many',
        home: '198.18.',
        events: [
          HEAD,
          repeated('2009-06-28T00:00:00Z', 12, 9, '203.0.113.#:4000  198.18.20.5:22  tcp  refused  0s'),
          repeated('2009-06-28T00:00:00Z', 20, 150, '203.0.113.7:#  198.18.20.6:80  tcp  complete  1s'),
        ].join('\n'),
      },
    ],
  },
})

/** What the register says of a session is held against a slow reading of the rules, hour by hour and address by address. */
import fc from 'fast-check'
import ipaddr from 'ipaddr.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inHours, parseHours, parseService, type AccessDraft } from '#contract/access'
import { VERDICTS, type Verdict } from '#contract/detections'
import { isoFromMicros, microsFromIso } from '#contract/units'
import { COUNT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Store } from '#main/store/store'
import { drawEvents, drawn } from '#main/store/test/events'
import { memoryStore } from '#main/store/test/memory-store'
import { statedRegister } from './test/register'
import { deriveVerdicts, JOIN_VERDICT, VERDICT_OF } from './verdicts'
import { offsetSpans, type OffsetAt } from './zone-offsets'

const HOUR_US = 3_600_000_000
const US = (iso: string): number => microsFromIso(iso)!
/** New York put its clocks forward on 8 March 2009 at 07:00 UTC and back on 1 November 2009 at 06:00 UTC. */
const newYork: OffsetAt = (us) => (us >= US('2009-03-08T07:00:00Z') && us < US('2009-11-01T06:00:00Z') ? -4 : -5) * HOUR_US

interface Session {
  ts: string
  client: string
  server: string
  port: number
  proto: string
}
const CLIENTS = ['198.18.2.11', '198.18.3.1', '192.0.2.8', '2001:db8::5', '2001:db8:0:1::5']
const SERVERS = ['198.18.20.14', '198.18.20.15', '2001:db8:1::22']
const TIMES = [
  ...[
    '2009-03-07T23:59:59Z',
    '2009-03-08T06:59:59Z',
    '2009-03-08T07:00:00Z',
    '2009-03-08T12:00:00Z',
    '2009-06-11T02:31:14.204311Z',
  ],
  ...[
    '2009-06-11T03:59:59.999999Z',
    '2009-06-11T04:00:00Z',
    '2009-10-31T22:00:00Z',
    '2009-11-01T05:30:00Z',
    '2009-11-01T06:30:00Z',
  ],
]
const endpoint = (ip: string, port: number): string => (ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`)
const SESSIONS: Session[] = TIMES.flatMap((ts, at) =>
  CLIENTS.flatMap((client, one) =>
    SERVERS.map((server, other) => ({
      ts,
      client,
      server,
      port: (at + one + other) % 3 === 0 ? 23 : 22,
      proto: at % 4 === 3 ? 'udp' : 'tcp',
    })),
  ),
)

let store: Store
beforeAll(async () => {
  store = await memoryStore()
  const lines = SESSIONS.map(
    ({ ts, client, server, port, proto }) =>
      `${ts}  ${endpoint(client, 40_000)}  ${endpoint(server, port)}  ${proto}  complete  5m`,
  )
  await drawEvents(
    store,
    drawn`ts  src  dst  proto  session_state  duration
${lines.join('\n')}`,
  )
})
afterAll(() => store.close())

async function verdicts(drafts: readonly AccessDraft[], offsetAt: OffsetAt = () => 0): Promise<Verdict[]> {
  await store.transaction((transaction) => deriveVerdicts(transaction, statedRegister(drafts, 'a zone', offsetAt)))
  const rows = await store.all(sql`SELECT ${VERDICT_OF} AS verdict FROM event e ${JOIN_VERDICT} ORDER BY e.event_id`, {
    verdict: COUNT,
  })
  return rows.map(({ verdict }) => VERDICTS[verdict]!)
}

function within(address: string, networks: readonly string[]): boolean {
  const parsed = ipaddr.parse(address)
  return networks.some((text) => {
    const [network, bits] = text.includes('/') ? ipaddr.parseCIDR(text) : [ipaddr.parse(text), text.includes(':') ? 128 : 32]
    return network.kind() === parsed.kind() && parsed.match(network, bits)
  })
}

/** The rules once more, one session and one row at a time. */
function slowly({ ts, client, server, port, proto }: Session, drafts: readonly AccessDraft[], offsetAt: OffsetAt): Verdict {
  const us = US(ts)
  const speaking = drafts.filter(({ target, service, valid_from = null, valid_to = null }) => {
    const { proto: stated, fromPort, toPort } = parseService(service)!
    const onPort = fromPort === null || (port >= fromPort && port <= toPort!)
    const valid = (valid_from === null || us >= US(valid_from)) && (valid_to === null || us < US(valid_to))
    return within(server, target) && stated === proto && onPort && valid
  })
  if (speaking.length === 0) return 'no_statement'
  const local = new Date((us + offsetAt(us)) / 1000)
  const minute = local.getUTCHours() * 60 + local.getUTCMinutes()
  const fits = ({ source, hours = null }: AccessDraft) =>
    within(client, source) && (hours === null || inHours(parseHours(hours)!, minute))
  return speaking.some(fits) ? 'authorised' : 'not_authorised'
}

const some = <T>(...values: T[]) => fc.constantFrom(...values)
const networks = fc.uniqueArray(
  some('198.18.0.0/16', '198.18.2.0/24', '192.0.2.8', '0.0.0.0/0', '2001:db8::/64', '2001:db8::/32', '::/0'),
  {
    minLength: 1,
    maxLength: 2,
  },
)
const targets = fc.uniqueArray(some('198.18.20.14', '198.18.20.0/24', '2001:db8:1::/48', '::/0'), { minLength: 1, maxLength: 2 })
const hours = fc.option(
  fc.tuple(fc.nat(1439), fc.nat(1440)).filter(([from, to]) => from !== to),
  { nil: null },
)
const two = (n: number): string => String(n).padStart(2, '0')
const clock = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
const draft: fc.Arbitrary<AccessDraft> = fc.record({
  source: networks,
  target: targets,
  service: some('tcp/22', 'tcp/20-23', 'udp/22', 'tcp', 'udp/23'),
  hours: hours.map((drawnHours) => (drawnHours === null ? null : `${clock(drawnHours[0])}-${clock(drawnHours[1])}`)),
  valid_from: fc.option(some(...TIMES), { nil: null }),
  valid_to: fc.option(some(...TIMES), { nil: null }),
})

describe('verdicts of the access register', () => {
  it('are those of a slow reading, whatever the networks, hours over midnight, clocks put forward and back, and validity', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(draft, { maxLength: 4 }),
        some(
          newYork,
          () => 0,
          () => 5.5 * HOUR_US,
        ),
        async (drafts, offsetAt) => {
          expect(await verdicts(drafts, offsetAt)).toEqual(SESSIONS.map((session) => slowly(session, drafts, offsetAt)))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('are those of a slow reading of a register of a hundred rows too', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(draft, { minLength: 63, maxLength: 130, size: 'max' }), async (drafts) => {
        expect(await verdicts(drafts, newYork)).toEqual(SESSIONS.map((session) => slowly(session, drafts, newYork)))
      }),
      { numRuns: 5 },
    )
  })

  it('do not depend on the order of the rows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(draft, { minLength: 2, maxLength: 4 }), async (drafts) => {
        expect(await verdicts(drafts.toReversed())).toEqual(await verdicts(drafts))
      }),
      { numRuns: 15 },
    )
  })

  it('begin with `from` and end before `to`', async () => {
    const at = '2009-06-11T04:00:00Z'
    const row: AccessDraft = { source: ['::/0', '0.0.0.0/0'], target: ['::/0', '0.0.0.0/0'], service: 'tcp' }
    const timesOf = (found: Verdict[], wanted: Verdict): Set<string> =>
      new Set(SESSIONS.filter(({ proto }, index) => proto === 'tcp' && found[index] === wanted).map(({ ts }) => ts))
    expect(timesOf(await verdicts([{ ...row, valid_from: at }]), 'authorised').has(at)).toBe(true)
    expect(timesOf(await verdicts([{ ...row, valid_to: at }]), 'authorised').has(at)).toBe(false)
  })
})

describe('offsets of a zone', () => {
  it('turn at the very second', () => {
    const days = ['2009-03-06', '2009-03-07', '2009-03-08', '2009-07-01', '2009-11-01', '2009-11-02'].map(US)
    expect(offsetSpans(days, newYork).map(({ fromUs, offsetUs }) => [isoFromMicros(fromUs), offsetUs / HOUR_US])).toEqual([
      ['2009-03-06T00:00:00Z', -5],
      ['2009-03-08T07:00:00Z', -4],
      ['2009-11-01T06:00:00Z', -5],
    ])
  })
})

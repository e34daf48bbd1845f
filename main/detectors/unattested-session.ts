/** Established sessions on services by which people log in, that nothing attested authorises: the quiet answer, one detection per session. */
import { DIRECTIONS, SESSION_STATES, type Direction } from '#contract/event'
import { isoFromMicros, MICROS_PER_SECOND } from '#contract/units'
import { directionCode } from '#main/analysis/codes'
import { marksText, reasonOf, verdictWord } from '#main/queries/verdicts'
import { defineDetector, type Found } from './kit/detector'
import { endpointText, keysClause, lengthText, NARROW_PORTS } from './kit/flows'
import { LOGIN_SESSION, loginSessionQuestion, type LoginSession } from './kit/login-sessions'

const PARAMS = {
  leastSeconds: { value: 60, unit: 's', source: 'chosen: a log-in that failed is over sooner' },
  warmUpDays: { value: 7, unit: 'd', source: 'chosen: a week holds working days and a week-end' },
}

type Peer = 'new' | 'seen-before' | 'unknown-before'

/** Shape: what is known → whether the client was new to the service; unknown where the evidence begins too late to tell. */
function peerOf({ met_before, covered }: LoginSession): Peer {
  if (met_before === 1) return 'seen-before'
  return covered === 1 ? 'new' : 'unknown-before'
}

function consequenceOf(row: LoginSession, direction: Direction, entered: boolean): { severity: number; consequence: string } {
  const service = NARROW_PORTS.includes(row.server_port)
    ? 'a service that people log in to'
    : 'a service that gives control of the host'
  if (direction === 'inbound') return { severity: 3, consequence: `a session from outside on ${service}` }
  if (direction === 'unknown')
    return { severity: 2, consequence: `a session on ${service}, from inside or outside cannot be told without home networks` }
  if (entered)
    return { severity: 3, consequence: `the first session on ${service} from a host that was entered from outside before` }
  if (row.met_before === 1) return { severity: 1, consequence: `a session of a peer seen before on ${service}` }
  return { severity: 1, consequence: `the first session of this peer on ${service}` }
}

/** What the register says of it moves the consequence: a row by address alone lowers it, a session it does not authorise is never slight. */
function ratedOf(row: LoginSession, direction: Direction, entered: boolean): Pick<Found, 'severity' | 'consequence' | 'verdict'> {
  const { severity, consequence } = consequenceOf(row, direction, entered)
  const verdict = verdictWord(row)
  if (verdict === 'not_authorised') return { severity: Math.max(2, severity), consequence, verdict }
  if (verdict === 'no_statement') return { severity, consequence, verdict }
  const marks = marksText(reasonOf(row, row.client)?.by_address_alone ?? [])
  return { severity: Math.max(1, severity - 1), consequence: `${consequence}, authorised ${marks}`, verdict }
}

const PEER_WORDS: Record<Peer, (client: string) => string> = {
  new: (client) => `${client} was never seen on this service before`,
  'seen-before': (client) => `${client} was seen on this service before`,
  'unknown-before': (client) => `the evidence begins too late to tell whether ${client} was on this service before`,
}

function found(row: LoginSession, entered: boolean): Found {
  const direction = DIRECTIONS[row.direction] ?? 'unknown'
  const peer = peerOf(row)
  const seconds = row.duration_us / MICROS_PER_SECOND
  const client = endpointText(row.client, row.client_port)
  const server = endpointText(row.server, row.server_port)
  const access = reasonOf(row, row.client)
  return {
    key: `${row.proto ?? 'ip'}/${client}/${server}/${isoFromMicros(row.start)}`,
    subject: 'access',
    ...ratedOf(row, direction, entered),
    score: null,
    title: `${row.client} held a session of ${lengthText(seconds)} on ${server}`,
    summary: `${row.service ?? row.proto ?? 'Session'}, ${direction}: ${PEER_WORDS[peer](row.client)}. ${access === undefined ? '' : `Access: ${access.because}. `}A flow shows a session, not who logged in.`,
    firstUs: row.start,
    lastUs: row.start + row.duration_us,
    evidenceCount: row.keys.length,
    where: keysClause(row.keys),
    detail: {
      client_ip: row.client,
      client_port: row.client_port,
      server_ip: row.server,
      server_port: row.server_port,
      proto: row.proto,
      service: row.service,
      direction,
      duration_s: seconds,
      client_bytes: row.client_bytes,
      server_bytes: row.server_bytes,
      state: SESSION_STATES[row.state],
      peer,
      client_entered_before: entered,
      verdict: verdictWord(row),
      access: access ?? null,
      seen_by: row.formats,
    },
  }
}

/** Shape: rows in order of time → findings; a host counts as entered from the first session from outside on. */
function foundInOrder(rows: readonly LoginSession[]): Found[] {
  const entered = new Set<string>()
  return rows.map((row) => {
    const one = found(row, entered.has(row.client))
    if (row.direction === directionCode('inbound')) entered.add(row.server)
    return one
  })
}

export default defineDetector({
  id: 'unattested-session',
  version: 2,
  title: 'Session on a log-in service that nothing attested authorises',
  params: PARAMS,
  falsePositives: [
    'people who work from outside and are nowhere stated to do so',
    'backup, monitoring and deployment from a host that was set up lately',
    'an address that a provider or DHCP changed: the same person looks like a new peer',
    'a log-in prompt that nobody answered and that the server let stand',
  ],
  sources: ['chosen: consequence before volume; an intruder who logs in makes one quiet session', 'ports: IANA registry'],
  find: async ({ store, params, asking }) => {
    const leastUs = params.leastSeconds * MICROS_PER_SECOND
    const warmUpUs = params.warmUpDays * 86_400 * MICROS_PER_SECOND
    return foundInOrder(await store.all(loginSessionQuestion(leastUs, warmUpUs), LOGIN_SESSION, asking))
  },
  examples: {
    fires: [
      {
        title: 'one quiet session from outside among many refused ones',
        home: '198.18.',
        events: `
          ts                    src                 dst               proto  session_state  duration
          2009-06-10T02:00:00Z  203.0.113.9:4001    198.18.20.5:22    tcp    refused        0s
          2009-06-10T02:00:05Z  203.0.113.9:4002    198.18.20.5:22    tcp    refused        0s
          2009-06-10T02:31:14Z  192.0.2.8:2455      198.18.20.5:22    tcp    complete       71s`,
        expected: [
          {
            key: 'tcp/192.0.2.8:2455/198.18.20.5:22/2009-06-10T02:31:14Z',
            subject: 'access',
            severity: 3,
            verdict: 'no_statement',
          },
        ],
      },
      {
        title: 'an inside host that reaches a server for the first time, after a week in which it did not',
        home: '198.18.',
        events: `
          ts                    src                 dst               proto  session_state  duration
          2009-06-01T08:00:00Z  198.18.30.1:40000   198.18.20.5:22    tcp    complete       20m
          2009-06-09T08:00:00Z  198.18.30.1:40001   198.18.20.5:22    tcp    complete       20m
          2009-06-10T03:00:00Z  198.18.31.7:40002   198.18.20.5:22    tcp    complete       5m`,
        expected: [{ key: 'tcp/198.18.31.7:40002/198.18.20.5:22/2009-06-10T03:00:00Z', severity: 1 }],
      },
      {
        title: 'an inside host that was entered from outside goes on to another',
        home: '198.18.',
        events: `
          ts                    src                 dst               proto  session_state  duration
          2009-06-01T08:00:00Z  198.18.30.1:40000   198.18.20.6:22    tcp    complete       20m
          2009-06-10T03:00:00Z  192.0.2.8:40002     198.18.20.5:22    tcp    complete       5m
          2009-06-10T04:00:00Z  198.18.20.5:40002   198.18.20.6:22    tcp    complete       5m`,
        expected: [
          { key: 'tcp/192.0.2.8:40002/198.18.20.5:22/2009-06-10T03:00:00Z', severity: 3 },
          { key: 'tcp/198.18.20.5:40002/198.18.20.6:22/2009-06-10T04:00:00Z', severity: 3 },
        ],
      },
      {
        title: 'what the register gives to others, and an address that it gives without anybody who attested it',
        home: '198.18.',
        register: [{ source: ['192.0.2.8', '198.18.20.5'], target: ['198.18.20.0/24'], service: 'tcp/22' }],
        events: `
          ts                    src                 dst               proto  session_state  duration
          2009-06-01T08:00:00Z  198.18.30.1:40000   198.18.20.6:22    tcp    complete       20m
          2009-06-10T02:31:14Z  192.0.2.8:2455      198.18.20.5:22    tcp    complete       71s
          2009-06-10T03:31:14Z  192.0.2.8:2456      198.18.20.5:22    tcp    complete       71s
          2009-06-10T04:31:14Z  203.0.113.9:2456    198.18.20.5:22    tcp    complete       71s`,
        expected: [
          { key: 'tcp/203.0.113.9:2456/198.18.20.5:22/2009-06-10T04:31:14Z', severity: 3, verdict: 'not_authorised' },
          { key: 'tcp/198.18.30.1:40000/198.18.20.6:22/2009-06-01T08:00:00Z', severity: 2, verdict: 'not_authorised' },
          { key: 'tcp/192.0.2.8:2455/198.18.20.5:22/2009-06-10T02:31:14Z', severity: 2, verdict: 'authorised' },
        ],
      },
      {
        title: 'without home networks the direction is unknown and the consequence said to be so',
        events: `
          ts                    src                 dst               proto  session_state  duration
          2009-06-10T02:31:14Z  192.0.2.8:2455      198.18.20.5:3389  tcp    open           3h`,
        expected: [{ severity: 2, title: '192.0.2.8 held a session of 3 h on 198.18.20.5:3389' }],
      },
    ],
    silent: [
      {
        title: 'a session that an attested row of the access register authorises',
        home: '198.18.',
        register: [
          {
            ...{ source: ['192.0.2.8'], target: ['198.18.20.5'], service: 'tcp/22' },
            ...{ purpose: 'maintenance from home', attested_by: 'root of web01' },
          },
        ],
        events: `
          ts                    src                 dst               proto  session_state  duration
          2009-06-10T02:31:14Z  192.0.2.8:2455      198.18.20.5:22    tcp    complete       71s`,
      },
      {
        title: 'too short, not a log-in service, not established, or outward',
        home: '198.18.',
        events: `
          ts                    src                 dst               proto  session_state  duration
          2009-06-10T02:00:00Z  192.0.2.8:2455      198.18.20.5:22    tcp    complete       59s
          2009-06-10T02:00:00Z  192.0.2.8:2456      198.18.20.5:80    tcp    complete       10m
          2009-06-10T02:00:00Z  192.0.2.8:2457      198.18.20.5:22    tcp    no-answer      75s
          2009-06-10T02:00:00Z  198.18.20.5:40000   192.0.2.8:22      tcp    complete       10m`,
      },
      {
        title: 'an inside host whose past is not covered is not called new',
        home: '198.18.',
        events: `
          ts                    src                 dst               proto  session_state  duration
          2009-06-10T02:00:00Z  198.18.30.1:40000   198.18.20.5:22    tcp    complete       20m`,
      },
    ],
  },
})

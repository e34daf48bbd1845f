/**
 * Peers, services, places of log-in, kinds of event, software, accounts and open ports seen for the first time; only where what came before is
 * covered, else nothing is called new.
 */
import { SECONDS_PER_DAY } from '#contract/units'
import { defineDetector, type Found } from './kit/detector'
import { repeated } from './kit/drawn-rows'
import { readyTable } from './kit/first-cover'
import { FIRST_EVENTS, firstEventsQuestion, newEvents } from './kit/first-events'
import { FIRST_FACTS, firstFactsQuestion, newFacts } from './kit/first-facts'
import {
  LISTENING,
  listeningQuestion,
  LOGINS,
  loginsQuestion,
  RELATIONS,
  relationsQuestion,
  type Listening,
  type Logins,
  type Relations,
} from './kit/firsts'
import { clauses, counted, duringClause, endpointText, ESTABLISHED_CLAUSE, keysClause } from './kit/flows'

const PARAMS = {
  warmUpDays: { value: 7, unit: 'd', source: 'chosen: a week holds working days and a week-end; RITA takes 7 days too' },
  leastCoveredDays: {
    value: 4,
    unit: 'days of the warm-up in which the kind of source wrote something',
    source: 'chosen: working days before a week-end and a holiday; a pause covers nothing',
  },
  mostListed: { value: 50, unit: 'peers', source: 'chosen: more is no list to read' },
}

const NEW = { subject: 'novelty', verdict: null, score: null } as const

function newPeers(row: Relations): Found {
  const server = endpointText(row.server, row.port)
  const outside = row.outside > 0
  return {
    ...NEW,
    key: `peer/${row.proto ?? 'ip'}/${server}`,
    severity: outside ? 1 : 0,
    consequence: outside ? 'new peers from outside on a log-in service' : 'new inside peers on a log-in service',
    title: `${counted(row.peers, 'peer')} reached ${server} for the first time`,
    summary: `${row.outside} of them from outside. The evidence covers the time before; first: ${row.clients.slice(0, 5).join(', ')}.`,
    firstUs: row.first,
    lastUs: row.last,
    evidenceCount: row.keys.length,
    where: keysClause(row.keys),
    detail: {
      kind: 'peer',
      server_ip: row.server,
      server_port: row.port,
      proto: row.proto,
      peers: row.peers,
      from_outside: row.outside,
      clients: row.clients,
    },
  }
}

function newService(row: Listening): Found {
  const server = endpointText(row.server, row.port)
  const pair = clauses({ server_ip: row.server, server_port: row.port, proto: row.proto })
  return {
    ...NEW,
    key: `service/${row.proto ?? 'ip'}/${server}`,
    severity: 1,
    consequence: 'an inside host answers on a port on which it did not before',
    title: `${server} answered for the first time`,
    summary: `${counted(row.clients, 'client')} since. The host was seen answering on other ports before.`,
    firstUs: row.first,
    lastUs: row.last,
    evidenceCount: row.records,
    where: `${pair} ${ESTABLISHED_CLAUSE} server_bytes:>0 ${duringClause(row.first, row.last)}`,
    detail: { kind: 'service', server_ip: row.server, server_port: row.port, proto: row.proto, clients: row.clients },
  }
}

function newPlaces(row: Logins): Found {
  const home = row.home === 1
  const from = row.clients.map((client) => clauses({ client_ip: client })).join(' OR ')
  return {
    ...NEW,
    key: `login/${row.user}/${home ? 'home' : 'elsewhere'}`,
    severity: home ? 0 : 1,
    consequence: home ? 'a user logs in from other inside hosts' : 'a user logs in from where home is not, not seen before',
    title: `${row.user} logged in from ${counted(row.places, home ? 'inside address' : 'outside address')} for the first time`,
    summary: `The user was seen logging in from elsewhere before. First: ${row.clients.slice(0, 5).join(', ')}.`,
    firstUs: row.first,
    lastUs: row.last,
    evidenceCount: row.records,
    where: `${clauses({ user_name: row.user, type: 'login' })} (${from}) ${duringClause(row.first, row.last)}`,
    detail: { kind: 'login', user_name: row.user, places: row.places, client_ips: row.clients, clients_are_home: home },
  }
}

const FLOW_HEAD = 'ts  src  dst  proto  session_state  duration  server_bytes'
const LOG_HEAD = 'ts  src  dst  type  name  user_name  roles'
/** The same once a day for eight days. */
const watched = (cells: string): string => repeated('2024-03-01T08:00:00Z', SECONDS_PER_DAY, 8, cells)

export default defineDetector({
  id: 'first-seen',
  version: 2,
  title: 'Seen for the first time',
  params: PARAMS,
  falsePositives: [
    'new people, new machines, addresses given out anew',
    'a service that is used less often than once in the warm-up',
    'a sensor that watched another part of the network before',
  ],
  sources: [
    'LCE never-before-seen, source and destination apart; RITA first-seen',
    'only where the kind of source was covered before: chosen',
  ],
  find: async ({ store, params, asking }) => {
    const { warmUpDays: days, leastCoveredDays: leastDays, mostListed: most } = params
    const ready = await readyTable(store, { days, leastDays }, asking)
    return [
      ...(await store.all(relationsQuestion(ready, most), RELATIONS, asking)).map(newPeers),
      ...(await store.all(listeningQuestion(ready, days), LISTENING, asking)).map(newService),
      ...(await store.all(loginsQuestion(ready, days, most), LOGINS, asking)).map(newPlaces),
      ...(await store.all(firstEventsQuestion(ready, days, most), FIRST_EVENTS, asking)).map(newEvents),
      ...(await store.all(firstFactsQuestion(days, most), FIRST_FACTS, asking)).map(newFacts),
    ]
  },
  examples: {
    fires: [
      {
        title: 'a peer and a service that were not there the week before',
        home: '10.',
        events: [
          FLOW_HEAD,
          watched('10.0.0.9:4000  10.0.0.5:22  tcp  complete  20m  900'),
          '2024-03-09T08:00:00Z  10.0.0.9:4001     10.0.0.5:22     tcp    complete       20m       900',
          '2024-03-09T09:00:00Z  203.0.113.9:4002  10.0.0.5:22     tcp    complete       4s        900',
          '2024-03-09T10:00:00Z  10.0.0.9:4003     10.0.0.5:80     tcp    complete       4s        900',
        ].join('\n'),
        expected: [
          { key: 'peer/tcp/10.0.0.5:22', severity: 1, evidenceCount: 1 },
          { key: 'service/tcp/10.0.0.5:80', severity: 1, evidenceCount: 1 },
        ],
      },
      {
        title: 'a user who logs in from elsewhere',
        home: '10.',
        events: [
          LOG_HEAD,
          watched('10.0.0.9:4000  10.0.0.5:22  login  SSHD-Accepted_Password  deploy  server-log'),
          '2024-03-09T09:00:00Z  203.0.113.9:4002  10.0.0.5:22  login  SSHD-Accepted_Password  deploy  server-log',
        ].join('\n'),
        expected: [{ key: 'login/deploy/elsewhere', evidenceCount: 1 }],
      },
      {
        title: 'the first alarm from a server, against which there were alarms before and from which there were others',
        home: '10.',
        events: [
          LOG_HEAD,
          watched('203.0.113.9:4000  10.0.0.5:80  intrusion  Snort-Web  -  handshake'),
          watched('10.0.0.5:4000  203.0.113.9:80  intrusion  Snort-Info  -  handshake'),
          '2024-03-09T09:00:00Z  10.0.0.5:4002  203.0.113.9:80  intrusion  Snort-Trojan  -  handshake',
          '2024-03-09T09:10:00Z  10.0.0.5:4003  203.0.113.9:80  intrusion  Snort-Trojan  -  handshake',
        ].join('\n'),
        expected: [{ key: 'event/from/10.0.0.5', severity: 1, evidenceCount: 1 }],
      },
    ],
    silent: [
      {
        title: 'the same within the first week, of which nobody knows what came before',
        home: '10.',
        events: `
          ts                    src               dst             proto  session_state  duration  server_bytes
          2024-03-01T08:00:00Z  10.0.0.9:4000     10.0.0.5:22     tcp    complete       20m       900
          2024-03-04T09:00:00Z  203.0.113.9:4002  10.0.0.5:22     tcp    complete       4s        900
          2024-03-05T10:00:00Z  10.0.0.9:4003     10.0.0.5:80     tcp    complete       4s        900`,
      },
      {
        title: 'after a week of which nothing was written, whatever came before it',
        home: '10.',
        events: `
          ts                    src               dst             proto  session_state  duration  server_bytes
          2024-03-01T08:00:00Z  10.0.0.9:4000     10.0.0.5:22     tcp    complete       20m       900
          2024-03-09T09:00:00Z  203.0.113.9:4002  10.0.0.5:22     tcp    complete       4s        900
          2024-03-09T10:00:00Z  10.0.0.9:4003     10.0.0.5:80     tcp    complete       4s        900`,
      },
    ],
  },
})

/** Guessing of SSH passwords, and who got in after it; where no log-in log was kept, what looks like it in the lengths of sessions. */
import { MICROS_PER_SECOND, SECONDS_PER_MINUTE } from '#contract/units'
import { defineDetector, type Found } from './kit/detector'
import { repeated } from './kit/drawn-rows'
import { clauses, counted, duringClause, endpointText, ESTABLISHED_CLAUSE } from './kit/flows'
import {
  BRIEF,
  briefQuestion,
  directionOfBrief,
  GUESSING,
  guessingQuestion,
  SSH_NAMES_CLAUSE,
  type Brief,
  type Guessing,
  type GuessLimits,
} from './kit/ssh-attempts'

const PARAMS = {
  leastFailures: {
    value: 30,
    unit: 'failed log-ins of one client',
    source: 'Zeek policy/protocols/ssh/detect-bruteforcing: password_guesses_limit',
  },
  windowMinutes: { value: 30, unit: 'min', source: 'Zeek policy/protocols/ssh/detect-bruteforcing: guessing_timeout' },
  leastBeforeSuccess: {
    value: 5,
    unit: 'failed log-ins before one that succeeded',
    source: 'DFIR-Companion; chosen among common rules',
  },
  successMinutes: { value: 60, unit: 'min', source: 'as above' },
  leastBrief: {
    value: 10,
    unit: 'short sessions of one pair within the window',
    source: 'chosen: Zeek’s own test capture holds eleven',
  },
  briefSeconds: { value: 15, unit: 's', source: 'chosen: three wrong passwords take about ten seconds' },
}
type Values = { readonly [K in keyof typeof PARAMS]: number }

const limitsOf = (params: Values): GuessLimits => ({
  leastFailures: params.leastFailures,
  windowUs: params.windowMinutes * SECONDS_PER_MINUTE * MICROS_PER_SECOND,
  leastBeforeSuccess: params.leastBeforeSuccess,
  successUs: params.successMinutes * SECONDS_PER_MINUTE * MICROS_PER_SECOND,
  leastBrief: params.leastBrief,
  briefUs: params.briefSeconds * MICROS_PER_SECOND,
})

function consequenceOf(entered: boolean, outside: boolean): { severity: number; consequence: string } {
  if (entered && outside)
    return { severity: 4, consequence: 'a log-in from outside succeeded after failures: a password may have been guessed' }
  if (entered)
    return { severity: 2, consequence: 'a log-in from inside succeeded after failures: a password guessed, or mistyped' }
  if (outside) return { severity: 1, consequence: 'guessing from outside that did not succeed as far as the log shows' }
  return { severity: 2, consequence: 'guessing by an inside host' }
}

function guessed(row: Guessing): Found {
  const entered = row.successes > 0
  return {
    key: row.client,
    subject: entered ? 'access' : 'attempt',
    ...consequenceOf(entered, row.outside === 1),
    verdict: entered ? 'no_statement' : null,
    score: null,
    title: `${row.client} failed ${counted(row.failures, 'SSH log-in')}${entered ? `, then succeeded ${counted(row.successes, 'time')}` : ''}`,
    summary: `At most ${row.most} failures in half an hour, ${counted(row.users, 'user')} tried, seen by ${row.format}.${entered ? ` Log-ins: ${row.entered.join(', ')}.` : ''}`,
    firstUs: row.first,
    lastUs: row.last,
    evidenceCount: row.records,
    where: `${clauses({ client_ip: row.client })} ${SSH_NAMES_CLAUSE} ${duringClause(row.first, row.last)}`,
    detail: {
      client_ip: row.client,
      server_ips: row.servers,
      failures: row.failures,
      most_in_window: row.most,
      users: row.users,
      successes_after_failures: row.successes,
      logins_after_failures: row.entered,
      from_outside: row.outside === 1,
      basis: 'log-ins',
      seen_by: row.format,
    },
  }
}

function inferred(row: Brief, params: Values): Found {
  const direction = directionOfBrief(row)
  const outside = direction !== 'internal' && direction !== 'outbound'
  const pair = clauses({ client_ip: row.client, server_ip: row.server, server_port: row.port })
  return {
    key: `${row.client}/${endpointText(row.server, row.port)}`,
    subject: 'attempt',
    severity: 1,
    consequence: `what looks like guessing ${outside ? 'from outside' : 'by an inside host'}; inferred from the lengths of sessions`,
    verdict: null,
    score: null,
    title: `${row.client} held ${row.sessions} short SSH sessions with ${endpointText(row.server, row.port)}`,
    summary: `Inferred: ${row.most} sessions under ${params.briefSeconds} s within ${params.windowMinutes} min. Whether a log-in failed or succeeded is in no log here.`,
    firstUs: row.first,
    lastUs: row.last,
    evidenceCount: row.records,
    where: `${pair} ${ESTABLISHED_CLAUSE} duration:<${params.briefSeconds}s client_bytes:>0 server_bytes:>0 ${duringClause(row.first, row.last)}`,
    detail: {
      client_ip: row.client,
      server_ips: [row.server],
      server_port: row.port,
      sessions: row.sessions,
      most_in_window: row.most,
      direction,
      from_outside: outside,
      basis: 'lengths of sessions',
    },
  }
}

const FAILED_HEAD = 'ts  src  dst  type  name  user_name  roles'
const failures = (times: number): string =>
  repeated(
    '2024-03-01T02:00:00Z',
    50,
    times,
    '203.0.113.9:4#  10.0.0.5:22  login-failure  SSHD-Failed_Password  user#  server-log',
  )
const accepted = (ts: string, client: string): string =>
  `${ts}  ${client}:5000  10.0.0.5:22  login  SSHD-Accepted_Password  deploy  server-log`

export default defineDetector({
  id: 'ssh-guessing',
  version: 1,
  title: 'Guessing of SSH passwords',
  params: PARAMS,
  falsePositives: [
    'a script or a monitor whose key or password has expired',
    'many people behind one address; one person who mistypes and then remembers',
    'copies of files in many short sessions, where only lengths are known',
  ],
  sources: [
    'Zeek policy/protocols/ssh/detect-bruteforcing',
    'success after failures, which Zeek declares and does not implement: chosen',
  ],
  find: async ({ store, params, asking }) => {
    const limits = limitsOf(params)
    const guesses = (await store.all(guessingQuestion(limits), GUESSING, asking)).map(guessed)
    const known = new Set(guesses.map(({ key }) => key))
    const brief = await store.all(briefQuestion(limits), BRIEF, asking)
    return [...guesses, ...brief.filter(({ client }) => !known.has(client)).map((row) => inferred(row, params))]
  },
  examples: {
    fires: [
      {
        title: 'thirty failures in half an hour, and in the end a success',
        home: '10.',
        events: [FAILED_HEAD, failures(30), accepted('2024-03-01T02:40:00Z', '203.0.113.9')].join('\n'),
        expected: [
          {
            key: '203.0.113.9',
            subject: 'access',
            severity: 4,
            evidenceCount: 31,
            title: '203.0.113.9 failed 30 SSH log-ins, then succeeded 1 time',
          },
        ],
      },
      {
        title: 'thirty failures and no success from there',
        home: '10.',
        events: [FAILED_HEAD, failures(30), accepted('2024-03-01T02:40:00Z', '10.0.0.9')].join('\n'),
        expected: [{ key: '203.0.113.9', subject: 'attempt', severity: 1, evidenceCount: 30 }],
      },
      {
        title: 'short sessions without any log',
        home: '10.',
        events: [
          'ts  src  dst  proto  session_state  duration  client_bytes  server_bytes',
          repeated('2024-03-01T02:00:00Z', 6, 11, '203.0.113.9:40#  10.0.0.5:22  tcp  complete  4s  2581  2336'),
        ].join('\n'),
        expected: [{ key: '203.0.113.9/10.0.0.5:22', severity: 1, evidenceCount: 11 }],
      },
    ],
    silent: [
      {
        title: 'four failures and a success, and twenty-nine failures from elsewhere',
        home: '10.',
        events: [
          FAILED_HEAD,
          failures(4),
          accepted('2024-03-01T02:10:00Z', '203.0.113.9'),
          repeated(
            '2024-03-01T02:00:00Z',
            60,
            29,
            '203.0.113.8:4#  10.0.0.5:22  login-failure  SSHD-Failed_Password  root  server-log',
          ),
        ].join('\n'),
      },
    ],
  },
})

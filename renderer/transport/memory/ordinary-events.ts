/** Ordinary life in the made-up case: names looked up, pages fetched, people logging in, connections. */
import { CASE_DAYS, CASE_START_US, conn, DAY_US, HOUR_US, type Draft } from './event-drafts'

interface Moment {
  random: () => number
  at: number
  client: string
  port: number
}

const lookUp = ({ random, at, client, port }: Moment): Draft => ({
  at,
  type: 'dns',
  name: 'Zeek-DNS_Query',
  source: 'zeek',
  proto: 'udp',
  service: 'dns',
  ...conn(client, port, '198.18.20.2', 53),
  duration_s: random() * 0.06,
  session_state: 'complete',
  client_bytes: 40,
  server_bytes: 120,
  message: `query host${Math.floor(random() * 40)}.example. A`,
})

function pageFetch({ random, at, client, port }: Moment): Draft {
  const failed = random() < 0.1
  return {
    at,
    type: failed ? 'web-error' : 'web-access',
    name: failed ? 'Zeek-HTTP_404' : 'Zeek-HTTP_GET',
    source: 'zeek',
    service: 'http',
    ...conn(client, port, '198.18.20.30', 80),
    duration_s: random() * 2,
    session_state: 'complete',
    client_bytes: Math.floor(300 + random() * 900),
    server_bytes: Math.floor(random() * 90_000),
    outcome: failed ? 'failure' : 'success',
    message: 'GET /index.html',
  }
}

const USERS = ['akarlsen', 'mrivera', 'backup', 'jdoe'] as const
function login({ random, at, client, port }: Moment): Draft {
  const ok = random() < 0.8
  const user = USERS[Math.floor(random() * USERS.length)]!
  return {
    at,
    type: ok ? 'login' : 'login-failure',
    name: ok ? 'SSHD-Accepted_Publickey' : 'SSHD-Failed_Password',
    source: 'syslog',
    service: 'ssh',
    ...conn(client, port, '198.18.20.30', 22),
    role_rule: 'server-log',
    user_name: user,
    host_name: 'web1',
    process_name: 'sshd',
    outcome: ok ? 'success' : 'failure',
    ts_quality: 'zone-and-year-assumed',
    message: `${ok ? 'Accepted publickey' : 'Failed password'} for ${user} from ${client} port ${port} ssh2`,
  }
}

const NAME_OF = { complete: 'Zeek-Conn_SF', 'half-closed': 'Zeek-Conn_S2', aborted: 'Zeek-Conn_RSTO', refused: 'Zeek-Conn_REJ' }
const STATES = ['complete', 'complete', 'complete', 'complete', 'half-closed', 'aborted', 'refused'] as const
function connection({ random, at, client, port }: Moment): Draft {
  const state = STATES[Math.floor(random() * STATES.length)]!
  const remote = random() < 0.35 ? `198.51.100.${Math.floor(random() * 90)}` : '198.18.20.30'
  return {
    at,
    type: 'connection',
    name: NAME_OF[state],
    source: 'zeek',
    service: 'ssl',
    ...conn(client, port, remote, 443),
    duration_s: random() ** 3 * 900,
    session_state: state,
    client_bytes: Math.floor(random() * 9000),
    server_bytes: Math.floor(random() ** 2 * 400_000),
  }
}

/** How often each happens, as the end of its share of [0, 1). */
const SHARES: [number, (moment: Moment) => Draft][] = [
  [0.32, lookUp],
  [0.6, pageFetch],
  [0.64, login],
  [1, connection],
]

/** Shape: numbers in [0, 1) → what goes on by day, on every day of the case. */
export function ordinary(random: () => number): Draft[] {
  return Array.from({ length: 4200 }, (): Draft => {
    const day = Math.floor(random() * CASE_DAYS)
    const hour = 7 + random() * 6 + random() * 5
    const at = CASE_START_US + day * DAY_US + Math.floor(hour * HOUR_US)
    const client = `198.18.2.${10 + Math.floor(random() * 24)}`
    const kind = random()
    const port = 32_768 + Math.floor(random() * 28_000)
    const [, make] = SHARES.find(([end]) => kind < end)!
    return make({ random, at, client, port })
  })
}

/** A small made-up case as rows: an IRC client that never sleeps, four SSH sessions among hundreds of attempts, ordinary life. Same rows each time. */
import type { EventRow } from '#contract/event'
import { ordinary } from './ordinary-events'
import { DAY_US, HOUR_US, CASE_START_US, CASE_DAYS, SERVER, IRC_HOST, sequence, rowOf, conn, type Draft } from './event-drafts'

export { CASE_DAYS, CASE_START_US, SERVER, sequence, shaOf, SOURCES, type SourceName } from './event-drafts'

function irc(random: () => number): Draft[] {
  const drafts: Draft[] = []
  for (let day = 24; day < CASE_DAYS; day += 1) {
    for (let minute = 0; minute < 1440; minute += 20) {
      if (minute > 18 * 60 && minute < 21 * 60) continue
      const port = day < 26 ? 7000 : 6667
      const at = CASE_START_US + day * DAY_US + minute * 60_000_000 + Math.floor(random() * 40e6)
      drafts.push({
        at,
        type: 'intrusion',
        name: 'Snort-TCP_Event',
        source: 'snort',
        specificity: 'fallback',
        severity: 2,
        service: 'irc',
        ...conn(SERVER, 32_000 + Math.floor(random() * 9000), IRC_HOST, port),
        role_rule: 'service-port',
        role_confidence: 'medium',
        signature_id: '1:2000345',
        signature: 'ET CHAT IRC USER command',
        message: 'ET CHAT IRC USER command',
      })
    }
  }
  return drafts
}

function attempts(random: () => number): Draft[] {
  const drafts: Draft[] = []
  for (let day = 26; day < 31; day += 1) {
    for (let n = 0; n < 120; n += 1) {
      const short = random() < 0.29
      const at = CASE_START_US + day * DAY_US + Math.floor((8 + random() * 7) * HOUR_US)
      const size = short ? { client_bytes: 1120, server_bytes: 1790 } : { client_bytes: 0, server_bytes: 0 }
      drafts.push({
        at,
        type: 'network',
        name: short ? 'TNM-TCP_Session_Short' : 'TNM-TCP_Session_TimedOut',
        source: 'tnm',
        service: 'ssh',
        ...size,
        ...conn(
          random() < 0.6 ? '203.0.113.77' : `192.0.2.${100 + Math.floor(random() * 60)}`,
          40_000 + Math.floor(random() * 20_000),
          SERVER,
          22,
        ),
        duration_s: short ? 1.4 + random() * 2 : 0.3,
        session_state: short ? 'complete' : 'no-answer',
        role_rule: 'service-port',
        role_confidence: 'medium',
        ts_quality: 'solved',
      })
    }
  }
  return drafts
}

/** The four that matter: day, hour, client, port, seconds, bytes up and down, what the label says. */
const LONG: [number, number, string, number, number, number, number, string][] = [
  [6, 3.78, '192.0.2.8', 2455, 69, 2388, 1633, '5_Minutes'],
  [22, 1.14, '203.0.113.5', 3675, 605, 56_340, 34_470, '5_Minutes'],
  [22, 2.6, '192.0.2.61', 56_612, 313, 172, 680, '5_Minutes'],
  [23, 20.03, '203.0.113.5', 3701, 3_723, 410_233, 88_120, '60_Minutes'],
]

function longSessions(): Draft[] {
  return LONG.flatMap(([day, hour, client, port, seconds, up, down, label]): Draft[] => {
    const at = CASE_START_US + day * DAY_US + Math.floor(hour * HOUR_US)
    const limit = Number(label.split('_')[0]) * 60
    const tnm: Draft = {
      at,
      type: 'network',
      name: `TNM-Long_TCP_Session_${label}`,
      source: 'tnm',
      service: 'ssh',
      ...conn(client, port, SERVER, 22),
      src_ip: SERVER,
      src_port: 22,
      dst_ip: client,
      dst_port: port,
      duration_s: seconds,
      client_bytes: down,
      server_bytes: up,
      session_state: 'complete',
      role_rule: 'same-session',
      role_confidence: 'high',
      ts_quality: 'solved',
      attrs: { u: up, d: down, label },
      sensor_disagrees: seconds < limit ? `label says at least ${limit / 60} minutes, measured ${seconds} s` : null,
      message: `${SERVER}:22 -> ${client}:${port} [u:${up} d:${down}]`,
    }
    const trust: Draft = {
      at: at + 2_000_000,
      type: 'detected-change',
      name: 'PVS-New_Trust_Relationship',
      source: 'pvs',
      ...conn(client, port, SERVER, 22),
      severity: 1,
      role_rule: 'service-port',
      role_confidence: 'medium',
      message: `New trust relationship ${client} → ${SERVER} on port 22`,
    }
    return [tnm, trust]
  })
}

function vulnerabilities(): Draft[] {
  const found: [number, string, number, string][] = [
    [22, 'OpenSSH < 4.4 Multiple Vulnerabilities', 4, '22466'],
    [22, 'OpenSSH GSSAPI Credential Disclosure', 3, '19592'],
    [80, 'Apache < 2.2.9 mod_proxy DoS', 3, '33477'],
    [80, 'HTTP TRACE Method Enabled', 2, '11213'],
    [21, 'FTP Supports Clear Text Authentication', 1, '34324'],
    [0, 'ICMP Timestamp Request', 1, '10114'],
    [0, 'OS Identification: Linux 2.6', 0, '11936'],
  ]
  return [3, 31].flatMap((day) =>
    found.map(([port, signature, severity, id], index): Draft => ({
      at: CASE_START_US + day * DAY_US + 4 * HOUR_US + index * 11e6,
      type: 'vulnerability',
      name: severity === 0 ? 'Nessus-General' : 'Nessus-Misc',
      source: 'pvs',
      server_ip: SERVER,
      server_port: port === 0 ? null : port,
      severity,
      signature,
      signature_id: id,
      role_rule: 'none',
      role_confidence: 'none',
      message: signature,
    })),
  )
}

function bshell(random: () => number): Draft[] {
  return Array.from({ length: 9 }, (_, n): Draft => ({
    at: CASE_START_US + (23 + Math.floor(n / 4)) * DAY_US + Math.floor((20.2 + random() * 2) * HOUR_US),
    type: 'connection',
    name: 'Zeek-Conn_SF',
    source: 'zeek',
    service: 'http',
    ...conn(SERVER, 50_000 + n, '192.0.2.180', 80),
    duration_s: 1 + random() * 3,
    session_state: 'complete',
    client_bytes: 214,
    server_bytes: 5120 + n * 17,
  }))
}

/** Shape: → the events of the made-up case, by time. */
export function makeEvents(): EventRow[] {
  const random = sequence(20_090_611)
  const drafts = [
    ...irc(random),
    ...attempts(random),
    ...longSessions(),
    ...vulnerabilities(),
    ...bshell(random),
    ...ordinary(random),
  ]
  return drafts.sort((one, other) => one.at - other.at).map(rowOf)
}

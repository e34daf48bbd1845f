/** Three sensors that write text lines: the session monitor at the border (TNM), Snort, and the passive scanner (PVS). */
import { SECOND, snortTime, syslogTime, tnmTime } from './clock'
import type { Reported } from './nessus-scan'
import { isHome } from './places'
import { READING, snortReading, type Reading } from './reading'
import type { Connection, Side, Told } from './told'

interface Line {
  atUs: number
  text: string
}

const sorted = (lines: readonly Line[]): string =>
  lines
    .map((line, index) => ({ ...line, index }))
    .sort((a, b) => a.atUs - b.atUs || a.index - b.index)
    .map(({ text }) => `${text}\n`)
    .join('')

/** Session monitor: writes one line when a session ends, in whole seconds, the monitored home host always on the left. */
export class SessionMonitor {
  private readonly lines: Line[] = []
  readonly told: Told[] = []

  /** `label` is the sensor's own word for the session; nothing forces it to be true. */
  session(talk: Connection, label: string): void {
    const start = Math.floor(talk.startUs / SECOND)
    const seconds = Math.max(0, Math.round(talk.durationUs / SECOND))
    const end = start + seconds
    const serverLeft = isHome(talk.server)
    const server = { ip: talk.server, port: talk.serverPort }
    const client = { ip: talk.client, port: talk.clientPort }
    const [left, right] = serverLeft ? [server, client] : [client, server]
    const [up, down] = serverLeft ? [talk.serverBytes, talk.clientBytes] : [talk.clientBytes, talk.serverBytes]
    const name = `TNM-${label}`
    this.lines.push({
      atUs: end * SECOND,
      text: `${tnmTime(end * SECOND)} - ${name}[${up + down}]:${left.ip}:${left.port} -> ${right.ip}:${right.port} [u:${up} d:${down}]|${start}|${end}|${seconds}`,
    })
    this.told.push({
      tsUs: start * SECOND,
      type: READING.tnm.type,
      name,
      format: 'tnm',
      src: left,
      dst: right,
      client,
      server,
      durationUs: seconds * SECOND,
      clientBytes: talk.clientBytes,
      serverBytes: talk.serverBytes,
    })
  }

  file(): string {
    return sorted(this.lines)
  }
}

export interface Rule {
  sid: number
  revision: number
  text: string
  /** Class of the rule; null = the rule has none, and the alert says no more than that it matched. */
  classification: string | null
  priority: number
  proto: 'TCP' | 'UDP' | 'ICMP'
}

/** Intrusion detection: one line per alert, in the order of the packet that matched. */
export class IntrusionSensor {
  private readonly lines: Line[] = []
  readonly told: Told[] = []

  /** `from` sent the packet that matched; `client` and `server` are who opened the talk and who answered it. */
  alert(
    tsUs: number,
    rule: Rule,
    from: Side,
    to: Side,
    roles: { client: Side; server: Side } = { client: from, server: to },
  ): void {
    const end = (side: Side) => (side.port === null ? side.ip : `${side.ip}:${side.port}`)
    const class_ = rule.classification === null ? '' : `[Classification: ${rule.classification}] `
    this.lines.push({
      atUs: tsUs,
      text: `${snortTime(tsUs)}  [**] [1:${rule.sid}:${rule.revision}] ${rule.text} [**] ${class_}[Priority: ${rule.priority}] {${rule.proto}} ${end(from)} -> ${end(to)}`,
    })
    this.told.push({ tsUs, ...snortReading(rule.classification, rule.proto), format: 'snort-fast', src: from, dst: to, ...roles })
  }

  file(): string {
    return sorted(this.lines)
  }
}

const RISK = ['NONE', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']
const NOWHERE: Side = { ip: '0.0.0.0', port: 0 }

/** Passive scanner: what it learns of a host the first time it sees it, sent as syslog. */
export class PassiveScanner {
  private readonly lines: Line[] = []
  readonly told: Told[] = []
  readonly reported: Reported[] = []

  private say(
    tsUs: number,
    src: Side,
    dst: Side,
    cells: string[],
    reading: Reading,
    roles: { client: Side | null; server: Side | null },
  ): void {
    const at = Math.floor(tsUs / SECOND) * SECOND
    const end = (side: Side) => `${side.ip}:${side.port ?? 0}`
    this.lines.push({ atUs: at, text: `<36>${syslogTime(at)} pvs: ${[end(src), end(dst), '6', ...cells].join('|')}` })
    this.told.push({ tsUs: at, ...reading, format: 'nnm-syslog', src, dst: dst === NOWHERE ? null : dst, ...roles })
  }

  /** A weakness of a host, by its traffic. */
  weakness(
    tsUs: number,
    host: { ip: string; port: number },
    plugin: number,
    name: string,
    detail: string,
    severity: number,
  ): void {
    this.learned(tsUs, host, plugin, name, detail, RISK[severity]!, READING.pvsWeakness)
    this.reported.push({ host: host.ip, port: host.port, plugin, name, severity, tsUs, source: 'nnm-syslog' })
  }

  /** Something learned of a host alone: an open port, its system. */
  learned(tsUs: number, host: Side, plugin: number, name: string, detail: string, risk: string, reading: Reading): void {
    this.say(tsUs, host, NOWHERE, [String(plugin), name, detail, risk], reading, { client: null, server: null })
  }

  /** Something learned of two hosts: the first opened a connection to the second. */
  met(tsUs: number, client: Side, server: Side, plugin: number, name: string, detail: string, reading: Reading): void {
    this.say(tsUs, client, server, [String(plugin), name, detail, 'NONE'], reading, { client, server })
  }

  file(): string {
    return sorted(this.lines)
  }
}

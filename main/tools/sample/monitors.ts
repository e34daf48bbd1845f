/** Two sensors at the border that write text lines: the session monitor (TNM) and Snort. */
import { SECOND, snortTime, tnmTime } from './clock'
import { isHome } from './places'
import { inOrder, type Line } from './log-lines'
import { READING, snortReading } from './reading'
import type { Connection, Side, Told } from './told'

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
    return inOrder(this.lines)
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
    return inOrder(this.lines)
  }
}

/** The passive scanner (PVS): what it learns of a host the first time it sees it, sent as syslog. */
import { SECOND, syslogTime } from './clock'
import { inOrder, type Line } from './log-lines'
import type { Reported } from './nessus-scan'
import { READING, type Reading } from './reading'
import type { Side, Told } from './told'

const RISK = ['NONE', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']
const NOWHERE: Side = { ip: '0.0.0.0', port: 0 }
const NO_ROLES = { client: null, server: null }

interface Check {
  id: number
  name: string
  reading: Reading
}

const OPEN_PORT: Check = { id: 0, name: 'Detection of Open Port', reading: READING.pvsOpenPort }
const SYSTEM: Check = { id: 1, name: 'Operating System Fingerprint', reading: READING.pvsSystem }
const TRUST: Check = { id: 3, name: 'Internal Client Trusted Connection', reading: READING.pvsTrust }
const EXTERNAL: Check = { id: 14, name: 'Accepts External Connections', reading: READING.pvsExternal }
const WEB_SERVER: Check = { id: 1442, name: 'Web Server Detection', reading: READING.pvsWebServer }
const WEB_CLIENT: Check = { id: 1735, name: 'Web Client Detection', reading: READING.pvsWebClient }

export class PassiveScanner {
  private readonly lines: Line[] = []
  readonly told: Told[] = []
  readonly reported: Reported[] = []

  openPort(tsUs: number, ip: string, port: number): void {
    this.learned(tsUs, { ip, port }, OPEN_PORT, `Port ${port} was found to be open`)
  }

  system(tsUs: number, ip: string, name: string): void {
    this.learned(tsUs, { ip, port: 0 }, SYSTEM, name)
  }

  webServer(tsUs: number, ip: string, port: number, banner: string): void {
    this.learned(tsUs, { ip, port }, WEB_SERVER, banner)
  }

  /** A weakness of a host, by its traffic; `severity` 0 to 4. */
  weakness(
    tsUs: number,
    host: { ip: string; port: number },
    plugin: number,
    name: string,
    detail: string,
    severity: number,
  ): void {
    this.learned(tsUs, host, { id: plugin, name, reading: READING.pvsWeakness }, detail, RISK[severity])
    this.reported.push({ host: host.ip, port: host.port, plugin, name, severity, tsUs, source: 'nnm-syslog' })
  }

  /** First connection of a client to a port, both inside. */
  newTrust(tsUs: number, client: string, server: string, port: number): void {
    this.met(tsUs, client, { ip: server, port }, TRUST, `${client} connected to ${server} on port ${port} for the first time`)
  }

  acceptsExternal(tsUs: number, client: string, server: string, port: number): void {
    this.met(tsUs, client, { ip: server, port }, EXTERNAL, `Port ${port} accepts connections from outside the focus network`)
  }

  webClient(tsUs: number, client: string, server: string, request: string): void {
    this.met(tsUs, client, { ip: server, port: 80 }, WEB_CLIENT, request)
  }

  file(): string {
    return inOrder(this.lines)
  }

  private learned(tsUs: number, host: Side, check: Check, detail: string, risk = 'NONE'): void {
    this.say(tsUs, [host, NOWHERE], check, [detail, risk])
    this.told.push({ tsUs: wholeSecond(tsUs), ...check.reading, format: 'nnm-syslog', src: host, dst: null, ...NO_ROLES })
  }

  private met(tsUs: number, clientIp: string, server: Side, check: Check, detail: string): void {
    const client = { ip: clientIp, port: 0 }
    this.say(tsUs, [client, server], check, [detail, 'NONE'])
    this.told.push({ tsUs: wholeSecond(tsUs), ...check.reading, format: 'nnm-syslog', src: client, dst: server, client, server })
  }

  private say(tsUs: number, [src, dst]: readonly [Side, Side], check: Check, rest: readonly string[]): void {
    const at = wholeSecond(tsUs)
    const ends = [src, dst].map(({ ip, port }) => `${ip}:${port ?? 0}`)
    this.lines.push({ atUs: at, text: `<36>${syslogTime(at)} pvs: ${[...ends, '6', check.id, check.name, ...rest].join('|')}` })
  }
}

const wholeSecond = (tsUs: number): number => Math.floor(tsUs / SECOND) * SECOND

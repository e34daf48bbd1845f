/** One result of OpenVAS, from XML or CSV: what a test says of a port of a host. */
import type { RecordSink } from '../kit/format'
import { portOf } from '../kit/text'

/** Every value as text, empty where the form does not have it. */
export interface Finding {
  tsUs: number
  host: string
  hostName: string
  /** `512/tcp`, `general/tcp`, `ssh (22/tcp)`. */
  port: string
  oid: string
  name: string
  family: string
  threat: string
  /** CVSS base score. */
  score: string
  cves: readonly string[]
  /** Kept by their own names. */
  more: Readonly<Record<string, string>>
}

/** Source: Greenbone, severity classes; Log, Debug and False Positive are no weakness. */
const SEVERITY_OF_THREAT: ReadonlyMap<string, number> = new Map([
  ...['log', 'debug', 'error', 'false positive', 'none'].map((word) => [word, 0] as const),
  ...['low', 'medium', 'high', 'critical'].map((word, index) => [word, index + 1] as const),
])

/** Shape: (threat, score) → severity by the word, else by the score in the ranges of NVD's three classes, or NaN. */
export function severityOf(threat: string, score: string): number {
  const byWord = SEVERITY_OF_THREAT.get(threat.toLowerCase())
  if (byWord !== undefined) return byWord
  const value = /^\d{1,2}(\.\d+)?$/.test(score) ? Number(score) : NaN
  if (Number.isNaN(value) || value > 10) return NaN
  return value === 0 ? 0 : value < 4 ? 1 : value < 7 ? 2 : 3
}

const PORT = /^(?:(.*?) \()?(general|\d{1,5})\/(\w+)\)?$/
const word = (text: string) => text.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '')

/** A port is told once per host, not by every test that looked at it. */
export class FindingSink {
  private readonly seen = new Set<string>()

  constructor(private readonly sink: RecordSink) {}

  /** Shape: finding → its event and the port it states; the reason where it is none. The record is begun. */
  take(finding: Finding): string | null {
    const { sink } = this
    const { event } = sink
    const { host, oid, port } = finding
    const place = PORT.exec(port.trim())
    if (host === '') return 'the host is missing'
    if (oid === '') return 'the test has no OID'
    if (Number.isNaN(finding.tsUs)) return 'neither the result nor the scan states a time'
    if (port !== '' && place === null) return 'the port is not a port'
    const number = portOf(place?.[2] === 'general' ? '0' : place?.[2])
    if (place !== null && Number.isNaN(number)) return 'the port is not a port'
    this.fill(finding, place?.[3] ?? '', number)
    event.service = sink.text(place?.[1] ?? '')
    sink.emit()
    if (sink.ip(host) !== 0 && number > 0) this.service(finding, place?.[1] ?? '', place?.[3] ?? '', number)
    return null
  }

  private fill(finding: Finding, proto: string, port: number): void {
    const { sink } = this
    const { event } = sink
    event.tsUs = finding.tsUs
    event.type = 'vulnerability'
    event.name = sink.text(`OpenVAS-${word(finding.family) || 'No_Family'}`)
    event.dstIp = sink.ip(finding.host)
    event.dstPort = port
    event.proto = sink.text(proto)
    /* A host that is named, or whose address somebody made unreadable, keeps its word. */
    event.hostName = sink.text(finding.hostName || (event.dstIp === 0 ? finding.host : ''))
    if (event.dstIp === 0) sink.attr('host', finding.host)
    event.severity = severityOf(finding.threat, finding.score)
    event.signatureId = sink.text(finding.oid)
    event.signature = sink.text(finding.name)
    event.message = finding.name
    if (finding.cves.length > 0) sink.attr('cves', finding.cves)
    for (const name of ['family', 'threat', 'score'] as const) if (finding[name] !== '') sink.attr(name, finding[name])
    for (const [name, value] of Object.entries(finding.more)) if (value !== '') sink.attr(name, value)
  }

  private service({ host, tsUs }: Finding, service: string, proto: string, port: number): void {
    const key = `${host} ${proto} ${port}`
    if (this.seen.has(key)) return
    if (this.seen.size < 1_000_000) this.seen.add(key)
    this.sink.fact({ host, kind: 'service', value: service, port, proto, tsUs })
  }
}

/** Shape: text → the CVE numbers in it, each once. */
export const cvesIn = (text: string): string[] => [...new Set(text.match(/CVE-\d{4}-\d{4,}/g) ?? [])]

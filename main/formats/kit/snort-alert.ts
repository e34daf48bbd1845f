/** What every form of Snort's alerts becomes: the same names, rule, severity and check, so that one alert is called alike wherever it was written. */
import type { FieldDoc, RecordSink, TaxonomyEntry } from './format'
import type { Endpoint } from './endpoint'

/** Priority 1 is Snort's highest. Source: Snort manual, section 3.4.7 (high, medium, low); 4 is "very low". */
const SEVERITY_OF_PRIORITY: Readonly<Record<number, number>> = { 1: 3, 2: 2, 3: 1, 4: 0 }

const word = (text: string) => text.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '')

export interface SnortAlert {
  gid: string
  sid: string
  rev: string
  message: string
  /** Empty where the rule has none. */
  classification: string
  /** NaN where none. */
  priority: number
  /** Upper case, empty where unknown. */
  proto: string
  src: Endpoint
  dst: Endpoint
}

/** Fills events with alerts, and counts how much of what the sensor calls intrusion is its catch-all. */
export class SnortAlerts {
  private alerts = 0
  private unclassed = 0

  constructor(private readonly sink: RecordSink) {}

  /** Everything but the time, which the caller has set; the caller emits. */
  fill(alert: SnortAlert): void {
    const { sink } = this
    const { event } = sink
    const name = word(alert.classification)
    this.alerts++
    if (name === '') this.unclassed++
    event.type = 'intrusion'
    event.name = sink.text(`Snort-${name === '' ? `${word(alert.proto) || 'IP'}_Event` : name}`)
    event.specificity = name === '' ? 'fallback' : 'specific'
    event.proto = sink.text(alert.proto.toLowerCase())
    event.srcIp = sink.ip(alert.src.ip)
    event.srcPort = alert.src.port
    event.dstIp = sink.ip(alert.dst.ip)
    event.dstPort = alert.dst.port
    event.roles = 'arrow'
    event.signatureId = sink.text(`${alert.gid}:${alert.sid}:${alert.rev}`)
    event.signature = sink.text(alert.message)
    event.severity = SEVERITY_OF_PRIORITY[alert.priority] ?? NaN
    event.message = alert.message
    if (!Number.isNaN(alert.priority)) sink.attr('priority', alert.priority)
    if (name !== '') sink.attr('classification', alert.classification)
  }

  finish(): void {
    const { alerts, unclassed } = this
    if (alerts === 0) return
    const text = `${unclassed} of ${alerts} alerts are of rules without a class: their name says unclassified, not intrusion.`
    const level = unclassed === 0 ? 'ok' : unclassed * 2 > alerts ? 'warning' : 'info'
    this.sink.check({ id: 'snort-fallback', level, text, count: unclassed })
  }
}

export const SNORT_FIELDS: readonly FieldDoc[] = [
  { name: 'gid', unit: 'number', doc: 'Generator: 1 for rules, others for decoders and preprocessors.' },
  { name: 'sid', unit: 'number', doc: 'Number of the rule.' },
  { name: 'rev', unit: 'number', doc: 'Revision of the rule; the same sid can mean another pattern in another revision.' },
  { name: 'message', unit: 'text', doc: 'Text of the rule; the author’s words, not what was seen.' },
  {
    name: 'classification',
    unit: 'text',
    doc: 'Class of the rule; absent where the rule has none, and then the name is the catch-all of its protocol.',
  },
  { name: 'priority', unit: '1 (highest) to 4', doc: 'Priority of the class; it does not say whether an attack succeeded.' },
  { name: 'proto', unit: 'text', doc: 'Protocol of the packet.' },
  {
    name: 'src',
    unit: 'address:port',
    doc: 'Sender of the packet that matched; a server’s reply can match, so it need not be the client.',
  },
  { name: 'dst', unit: 'address:port', doc: 'Receiver of the packet that matched.' },
]

const fallback = (proto: string): TaxonomyEntry => ({
  name: `Snort-${proto}_Event`,
  type: 'intrusion',
  specificity: 'fallback',
  doc: `Alert on ${proto === '*' ? 'other' : proto} traffic by a rule without a class: it says unclassified, not intrusion.`,
  provenance: 'Log Correlation Engine: the name it gives alerts that fit none of its categories',
})

export const SNORT_TAXONOMY: readonly TaxonomyEntry[] = [
  ...['TCP', 'UDP', 'ICMP', '*'].map(fallback),
  {
    name: 'Snort-*',
    type: 'intrusion',
    specificity: 'specific',
    doc: 'Alert by the class of its rule.',
    provenance: 'class as the sensor writes it; the spelling is chosen here',
  },
]

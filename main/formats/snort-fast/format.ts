/** Alerts in Snort's fast format (Snort 2 and 3, Suricata's fast.log). A record is a line: one packet that matched a rule. */
import { civilUs, YearlessClock, ZoneClock } from '../kit/clock'
import { qualityOf } from '../kit/clock-decision'
import { claimByLines } from '../kit/detect'
import { defineFormat, type ClockDecision, type ClockEvidence, type Head, type RecordSink, type SourceInput } from '../kit/format'
import { readLines } from '../kit/line-reader'
import { isAlertLine, readAlert, type AlertLine } from './line'
import { FIELDS, TAXONOMY } from './words'

/** Priority 1 is Snort's highest. Source: Snort manual, section 3.4.7 (high, medium, low); 4 is "very low". */
const SEVERITY_OF_PRIORITY: Readonly<Record<number, number>> = { 1: 3, 2: 2, 3: 1, 4: 0 }

const word = (text: string) => text.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '')

class AlertReader {
  private readonly zone: ZoneClock
  private readonly year: YearlessClock
  private alerts = 0
  private unclassed = 0

  constructor(
    private readonly sink: RecordSink,
    private readonly clock: ClockDecision,
  ) {
    this.zone = new ZoneClock(clock.zone ?? 'UTC')
    this.year = new YearlessClock(clock.year ?? 1970)
  }

  read(text: string): void {
    const { sink } = this
    const alert = readAlert(text)
    if (typeof alert === 'string') {
      sink.reject(alert)
      return
    }
    sink.event.tsUs = this.zone.toUtcUs(this.localUs(alert))
    if (Number.isNaN(sink.event.tsUs)) sink.reject('the time is not a time in its year')
    else this.emit(alert)
  }

  /** How much of what the sensor calls intrusion is its catch-all. */
  finish(): void {
    if (this.alerts === 0) return
    const text = `${this.unclassed} of ${this.alerts} alerts are of rules without a class: their name says unclassified, not intrusion.`
    const level = this.unclassed === 0 ? 'ok' : this.unclassed * 2 > this.alerts ? 'warning' : 'info'
    this.sink.check({ id: 'snort-fallback', level, text, count: this.unclassed })
  }

  private localUs({ year, month, day, hour, minute, second, micros }: AlertLine): number {
    const isWritten = !Number.isNaN(year)
    this.sink.event.tsQuality = isWritten ? qualityOf({ zone: true, year: false }) : this.clock.quality
    if (isWritten) return civilUs(year, month, day, hour, minute, second, micros)
    return this.year.localUs(month, day, hour, minute, second, micros)
  }

  private emit(alert: AlertLine): void {
    const { sink } = this
    const { event } = sink
    const isClassed = word(alert.classification) !== ''
    this.alerts++
    if (!isClassed) this.unclassed++
    event.type = 'intrusion'
    event.name = sink.text(`Snort-${isClassed ? word(alert.classification) : `${word(alert.proto) || 'IP'}_Event`}`)
    event.specificity = isClassed ? 'specific' : 'fallback'
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
    if (isClassed) sink.attr('classification', alert.classification)
    if (alert.action !== '') sink.attr('action', alert.action)
    sink.emit()
  }
}

function clockEvidence(head: Head): ClockEvidence {
  for (const line of head.lines) {
    const alert = readAlert(line)
    if (typeof alert === 'string') continue
    return { yearWritten: !Number.isNaN(alert.year), first: { month: alert.month, day: alert.day } }
  }
  return {}
}

async function read(input: SourceInput, sink: RecordSink, clock: ClockDecision): Promise<void> {
  const reader = new AlertReader(sink, clock)
  await readLines(input, sink, (text) => reader.read(text))
  reader.finish()
}

export default defineFormat({
  id: 'snort-fast',
  title: 'Snort alerts, fast format',
  source: 'Snort manual, alert_fast; Suricata user guide, fast.log',
  recordUnit: 'line',
  classes: ['ids'],
  clock: { zone: true, year: true },
  fields: FIELDS,
  taxonomy: TAXONOMY,
  attrs: { words: ['classification', 'action'], integers: ['priority'] },
  sniff: (head) => claimByLines(head, isAlertLine, 'alerts in Snort’s fast format', 0.97),
  clockEvidence,
  read,
})

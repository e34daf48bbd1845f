/** Alerts in Snort's fast format (Snort 2 and 3, Suricata's fast.log). A record is a line: one packet that matched a rule. */
import { civilUs, YearlessClock, ZoneClock } from '../kit/clock'
import { qualityOf } from '../kit/clock-decision'
import { claimByLines } from '../kit/detect'
import { defineFormat, type ClockDecision, type ClockEvidence, type Head, type RecordSink, type SourceInput } from '../kit/format'
import { readLines } from '../kit/line-reader'
import { SNORT_TAXONOMY, SnortAlerts } from '../kit/snort-alert'
import { isAlertLine, readAlert, type AlertLine } from './line'
import { FIELDS } from './words'

class AlertReader {
  private readonly zone: ZoneClock
  private readonly year: YearlessClock
  private readonly alerts: SnortAlerts

  constructor(
    private readonly sink: RecordSink,
    private readonly clock: ClockDecision,
  ) {
    this.alerts = new SnortAlerts(sink)
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

  finish(): void {
    this.alerts.finish()
  }

  private localUs({ year, month, day, hour, minute, second, micros }: AlertLine): number {
    const isWritten = !Number.isNaN(year)
    this.sink.event.tsQuality = isWritten ? qualityOf({ zone: true, year: false }) : this.clock.quality
    if (isWritten) return civilUs(year, month, day, hour, minute, second, micros)
    return this.year.localUs(month, day, hour, minute, second, micros)
  }

  private emit(alert: AlertLine): void {
    this.alerts.fill(alert)
    if (alert.action !== '') this.sink.attr('action', alert.action)
    this.sink.emit()
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
  taxonomy: SNORT_TAXONOMY,
  attrs: { words: ['classification', 'action'], integers: ['priority'] },
  sniff: (head) => claimByLines(head, isAlertLine, 'alerts in Snort’s fast format', 0.97),
  clockEvidence,
  read,
})

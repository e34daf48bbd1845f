/** Alerts in Snort's full format. A record is a block of lines: one packet that matched a rule, with its headers. */
import { civilUs, YearlessClock, ZoneClock } from '../kit/clock'
import { qualityOf } from '../kit/clock-decision'
import { NO_CLAIM } from '../kit/detect'
import {
  defineFormat,
  type Claim,
  type ClockDecision,
  type ClockEvidence,
  type Head,
  type Line,
  type RecordSink,
  type SourceInput,
} from '../kit/format'
import { LONGEST_LINE } from '../kit/line-reader'
import { SNORT_FIELDS, SNORT_TAXONOMY, SnortAlerts } from '../kit/snort-alert'
import { decode } from '../kit/text'
import { beginsBlock, readBlock, type AlertBlock } from './block'

/** Longest block. Chosen: headers, options and references of one packet are a dozen lines. */
const MOST_LINES = 200

class BlockReader {
  private readonly alerts: SnortAlerts
  private readonly zone: ZoneClock
  private readonly year: YearlessClock
  private lines: string[] = []
  private readonly span = { record: 0, offset: 0, length: 0 }

  constructor(
    private readonly sink: RecordSink,
    private readonly clock: ClockDecision,
  ) {
    this.alerts = new SnortAlerts(sink)
    this.zone = new ZoneClock(clock.zone ?? 'UTC')
    this.year = new YearlessClock(clock.year ?? 1970)
  }

  line(line: Line): void {
    const text = decode(line.bytes, line.start, Math.min(line.end, line.start + LONGEST_LINE))
    if (text.trim() === '') {
      this.end()
      this.sink.structural({ record: line.number, offset: line.offset, length: line.length })
      return
    }
    if (beginsBlock(text)) this.end()
    if (this.lines.length === 0) Object.assign(this.span, { record: line.number, offset: line.offset, length: 0 })
    this.span.length += line.length
    if (this.lines.length < MOST_LINES) this.lines.push(text)
  }

  finish(): void {
    this.end()
    this.alerts.finish()
  }

  private end(): void {
    const { sink, lines } = this
    if (lines.length === 0) return
    sink.begin(this.span)
    const block = readBlock(lines)
    this.lines = []
    if (typeof block === 'string') sink.reject(block)
    else if (!this.stamp(block)) sink.reject('the time is not a time in its year')
    else this.emit(block)
  }

  private stamp({ year, month, day, hour, minute, second, micros }: AlertBlock): boolean {
    const { event } = this.sink
    const isWritten = !Number.isNaN(year)
    event.tsQuality = isWritten ? qualityOf({ zone: true, year: false }) : this.clock.quality
    const localUs = isWritten
      ? civilUs(year, month, day, hour, minute, second, micros)
      : this.year.localUs(month, day, hour, minute, second, micros)
    event.tsUs = this.zone.toUtcUs(localUs)
    return !Number.isNaN(event.tsUs)
  }

  private emit(block: AlertBlock): void {
    const { sink } = this
    this.alerts.fill(block)
    if (!Number.isNaN(block.datagramBytes)) sink.attr('datagram_bytes', block.datagramBytes)
    if (block.references.length > 0) sink.attr('references', block.references)
    if (block.packet !== '') sink.attr('packet', block.packet)
    sink.emit()
  }
}

function sniff(head: Head): Claim {
  const lines = head.lines.filter((line) => line.trim() !== '')
  const first = lines.findIndex(beginsBlock)
  /* The first line of a block stands alone; what follows tells it from the fast format, which has it all on one. */
  if (first < 0 || first > 5 || typeof readBlock(lines.slice(first, first + 8)) === 'string') return NO_CLAIM
  return { confidence: 0.97, why: 'a block of lines that is an alert in Snort’s full format' }
}

function clockEvidence(head: Head): ClockEvidence {
  const at = head.lines.findIndex(beginsBlock)
  const block = at < 0 ? '' : readBlock(head.lines.slice(at, at + 8))
  if (typeof block === 'string') return {}
  return { yearWritten: !Number.isNaN(block.year), first: { month: block.month, day: block.day } }
}

async function read(input: SourceInput, sink: RecordSink, clock: ClockDecision): Promise<void> {
  const reader = new BlockReader(sink, clock)
  for await (const lines of input.lines()) for (const line of lines) reader.line(line)
  reader.finish()
}

export default defineFormat({
  id: 'snort-full',
  title: 'Snort alerts, full format',
  source: 'Snort manual, alert_full',
  recordUnit: 'record',
  classes: ['ids'],
  clock: { zone: true, year: true },
  fields: [
    {
      name: 'time',
      unit: 'local time, month/day, year only with -y',
      doc: 'Time of the packet in the clock and zone of the sensor, which the block does not name.',
    },
    ...SNORT_FIELDS,
    { name: 'datagram_bytes', unit: 'bytes', doc: 'Length of the IP datagram, headers included.' },
    { name: 'packet', unit: 'text', doc: 'Headers of the packet as the sensor prints them.' },
    { name: 'references', unit: 'list', doc: 'Where the rule’s author points to; not evidence of this packet.' },
  ],
  taxonomy: SNORT_TAXONOMY,
  attrs: { text: 'packet', words: ['classification'], integers: ['priority', 'datagram_bytes'] },
  sniff,
  clockEvidence,
  read,
})

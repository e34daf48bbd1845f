/** Reads the outputs of psort: tables, TLN lines, JSON lines. Which one it is the beginning says. */
import { readCsv, type CsvPlan } from '../kit/csv-reader'
import type { CsvRow } from '../kit/csv'
import { HEAD_BYTES, headOf } from '../kit/detect'
import type { ClockDecision, RecordSink, SourceInput } from '../kit/format'
import { readJsonRecords } from '../kit/json-reader'
import { LONGEST_LINE } from '../kit/line-reader'
import { peek } from '../kit/peek'
import { decode } from '../kit/text'
import { TimelineClock } from '../kit/timeline/clock'
import type { TimelineEntry } from '../kit/timeline/entry'
import { TimelineFiller } from '../kit/timeline/fill'
import { tableOf } from '../kit/timeline/headers'
import { entryOfRow, isUnquoted, nameFields, tableOfHead } from '../kit/timeline/table'
import { readJsonLine } from './json-line'
import { entryOfL2t, timeOfL2t } from './l2tcsv'
import { isLongHeader, isTlnLine, readTln, TLN_HEADER } from './tln'

class PlasoReader {
  private readonly clock: TimelineClock
  private readonly filler: TimelineFiller

  constructor(
    private readonly sink: RecordSink,
    decision: ClockDecision,
  ) {
    this.clock = new TimelineClock(decision)
    this.filler = new TimelineFiller(sink)
  }

  async table(input: SourceInput, plain: boolean): Promise<void> {
    const plan: CsvPlan = {
      isUnquoted: plain,
      isHeader: (fields) => {
        const table = tableOf(fields)
        return table === 'dynamic' || table === 'l2tcsv'
      },
      row: (row) => this.row(row),
      beginsRow: (line) => /^"?\d{4}-\d{2}-\d{2}T\d{2}:|^"?\d{2}\/\d{2}\/\d{4}"?,/.test(line),
    }
    await readCsv(input, this.sink, plan)
    this.filler.finish()
  }

  async json(input: SourceInput): Promise<void> {
    await readJsonRecords(input, this.sink, { read: (object) => this.take(readJsonLine(object, this.sink, this.clock)) })
    this.filler.finish()
  }

  /** A header may stand anywhere, where files were put behind each other. */
  async tln(input: SourceInput, isLong: boolean): Promise<void> {
    let isLongNow = isLong
    for await (const lines of input.lines()) {
      for (const line of lines) {
        const text = decode(line.bytes, line.start, Math.min(line.end, line.start + LONGEST_LINE))
        const span = { record: line.number, offset: line.offset, length: line.length }
        const isHeader = TLN_HEADER.test(text)
        if (isHeader) isLongNow = isLongHeader(text)
        if (isHeader || text.trim() === '') {
          this.sink.structural(span)
          continue
        }
        this.sink.begin(span)
        if (line.end - line.start > LONGEST_LINE) this.take(`longer than ${LONGEST_LINE} bytes: no line of a timeline is`)
        else this.take(readTln(text, isLongNow, this.sink, this.clock))
      }
    }
    this.filler.finish()
  }

  private row(row: CsvRow): void {
    const { event } = this.sink
    const isL2t = row.has('MACB')
    const written = isL2t ? `${row.get('date')} ${row.get('time')}` : row.get('datetime')
    event.tsUs = isL2t ? timeOfL2t(row, this.clock) : this.clock.read(written)
    event.tsQuality = this.clock.quality
    if (Number.isNaN(event.tsUs))
      this.take(/^(?:0{4}-|0{2}\/0{2}\/)/.test(written) ? 'the event has no time' : 'the time is not a time')
    else this.take(isL2t ? entryOfL2t(row) : nameFields(entryOfRow(row)))
  }

  private take(entry: TimelineEntry | string): void {
    if (typeof entry === 'string') this.sink.reject(entry)
    else this.filler.take(entry)
  }
}

/** Read the whole file. */
export async function readPlaso(source: SourceInput, sink: RecordSink, decision: ClockDecision): Promise<void> {
  const { head: bytes, input } = await peek(source, HEAD_BYTES)
  const head = headOf(bytes, bytes.length < HEAD_BYTES)
  const first = head.lines.find((line) => line.trim() !== '') ?? ''
  const reader = new PlasoReader(sink, decision)
  if (/^(?:\xef\xbb\xbf)?\s*[[{]/.test(first)) await reader.json(input)
  else if (tableOfHead(head) !== null || !head.lines.slice(0, 20).some(isTlnLine)) await reader.table(input, isUnquoted(head))
  else await reader.tln(input, isLongHeader(first) || (!TLN_HEADER.test(first) && first.split('|').length >= 7))
}

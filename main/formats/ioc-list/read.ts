/** Reads a list of indicators: one value a line, or a table with a column that says what the value is. */
import type { TsQuality } from '#contract/event'
import { delimiterOf, splitCsv, type CsvRow } from '../kit/csv'
import { readCsv, type CsvPlan } from '../kit/csv-reader'
import { headOf } from '../kit/detect'
import { FileClock } from '../kit/file-clock'
import type { ClockDecision, RecordSink, SourceInput } from '../kit/format'
import { fillIndicator, fillOther } from '../kit/indicator/event'
import { readLines } from '../kit/line-reader'
import { peek } from '../kit/peek'
import { readTime } from '../kit/written-time'
import { contentLines, isComment } from './claim'
import { columnsOf, namelessTable, readListLine, readTyped, type Columns } from './layout'
import { readDate, readPreamble, utcOf, type ListDate, type Preamble } from './preamble'

/** How far comments at the beginning are looked through. Chosen. */
const LOOKED_THROUGH = 65_536

/** What rows and lines share: when, from where, for whom. */
class ListEvents {
  private readonly fileClock: FileClock

  constructor(
    private readonly sink: RecordSink,
    source: SourceInput,
    private readonly clock: ClockDecision,
    private readonly preamble: Preamble,
  ) {
    this.fileClock = new FileClock(source, clock)
    if (preamble.source !== '') sink.sourceSensor(preamble.source)
  }

  /** Fill the time and what the list says of itself, and take the event. */
  emit(written: ListDate | null): void {
    const { sink, preamble } = this
    const date = written ?? preamble.date
    if (date === null) this.fileClock.stamp(sink)
    else {
      sink.event.tsUs = utcOf(date, this.clock)
      sink.event.tsQuality = this.quality(date)
      if (written === null) sink.attr('time_from', 'date of the list')
    }
    for (const name of ['source', 'licence', 'tlp'] as const) if (preamble[name] !== '') sink.attr(name, preamble[name])
    sink.emit()
  }

  /** WHY not that of the clock: its year is assumed for rows without a date only. */
  private quality({ isLocal }: ListDate): TsQuality {
    return isLocal && this.clock.zoneRule.startsWith('assumed') ? 'zone-assumed' : 'exact'
  }
}

class TableReader implements CsvPlan {
  private columns: Columns = { type: 'type', value: 'value', time: '' }
  private isBegun = false

  constructor(
    private readonly sink: RecordSink,
    private readonly list: ListEvents,
    readonly nameless: { names: readonly string[]; delimiter: string } | undefined,
  ) {}

  isStructure = (line: string) => line.trim() === '' || isComment(line)

  isHeader(fields: readonly string[]): boolean {
    const columns = this.nameless !== undefined || this.isBegun ? null : columnsOf(fields)
    if (columns === null) return false
    this.columns = { type: bare(columns.type), value: bare(columns.value), time: bare(columns.time) }
    this.isBegun = true
    return true
  }

  row(row: CsvRow): void {
    const { sink, columns } = this
    const [word, written] = [row.get(columns.type), row.get(columns.value)]
    const value = readTyped(word, written)
    if (written === '' || value === 'no such value') {
      sink.reject(written === '' ? 'the value is missing' : 'the value is not of the type that is stated')
      return
    }
    if (value === 'another type') fillOther(sink, word, written, 'Indicator')
    else fillIndicator(sink, value, written, 'Indicator')
    row.rest(sink, new Set([columns.type, columns.value]))
    this.list.emit(dateOf(row.get(columns.time)))
  }
}

const bare = (name: string) => name.replace(/^\ufeff/, '')

function dateOf(text: string): ListDate | null {
  if (text === '') return null
  const { us, isLocal } = readTime(text)
  return Number.isNaN(us) ? readDate(text) : { us, isLocal }
}

function takeLine(text: string, sink: RecordSink, list: ListEvents): void {
  const line = readListLine(text)
  if (line === null) {
    sink.reject('not an address, network, domain, URL, hash, mail address or file name with nothing else on the line')
    return
  }
  fillIndicator(sink, line.value, line.written, 'Indicator', line.comment)
  if (line.comment !== '') sink.attr(line.isSum ? 'file' : 'comment', line.comment)
  list.emit(null)
}

/** Read the whole file. */
export async function readList(source: SourceInput, sink: RecordSink, clock: ClockDecision): Promise<void> {
  const { head, input } = await peek(source, LOOKED_THROUGH)
  const beginning = headOf(head.subarray(0, LOOKED_THROUGH), head.length < LOOKED_THROUGH)
  const list = new ListEvents(sink, source, clock, readPreamble(beginning.lines))
  const [first = ''] = contentLines(beginning)
  const nameless = namelessTable(first) ?? undefined
  if (nameless === undefined && columnsOf(splitCsv(first, delimiterOf(first))) === null)
    await readLines(input, sink, (text) => takeLine(text, sink, list), false, '# ; //')
  else await readCsv(input, sink, new TableReader(sink, list, nameless))
}

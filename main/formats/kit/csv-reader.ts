/** The walk every delimited format shares: rows whole over line ends inside quotes, with exact places. */
import { CsvRow, delimiterOf, splitCsv } from './csv'
import type { Line, RecordSink, SourceInput, Span } from './format'
import { decode } from './text'

/** Longest row that is read. Chosen: far above any row of a tool, and a quote that is never closed ends here. */
const LONGEST_ROW = 8 << 20
const QUOTE = 34

/** What a format does with the rows of a file. */
export interface CsvPlan {
  /** Columns of a file that writes no names. */
  nameless?: { names: readonly string[]; delimiter: string } | undefined
  /** Shape: fields of a row → whether they are the names of the columns. What comes before them is rejected; they may come again. */
  isHeader(fields: readonly string[]): boolean
  /** Emits or rejects the record that is begun. The row object is used again for the next. */
  row(row: CsvRow): void
  /** Shape: line → whether a row surely begins with it: the way back from a quote that is never closed. */
  beginsRow?(line: string): boolean
  /** The tool writes quotes as they are: none is taken off, and no row runs over a line end. */
  isUnquoted?: boolean
  /** Shape: line → whether it is no row: a comment, or a summary below the rows. */
  isStructure?(line: string): boolean
}

/** Lines of a row that is still open. */
class OpenRow {
  readonly span: Span = { record: 0, offset: 0, length: 0 }
  isInQuotes = false
  isTooLong = false
  private text = ''
  private size = 0

  constructor(private readonly isUnquoted: boolean) {}

  /** Take the next line of the row. */
  add({ bytes, start, end, number, offset, length }: Line): void {
    const { span } = this
    if (span.length === 0) {
      span.record = number
      span.offset = offset
    } else if (!this.isTooLong) this.text += '\n'
    span.length += length
    if (!this.isUnquoted)
      for (let at = bytes.indexOf(QUOTE, start); at >= 0 && at < end; at = bytes.indexOf(QUOTE, at + 1))
        this.isInQuotes = !this.isInQuotes
    this.size += length
    this.isTooLong ||= this.size > LONGEST_ROW
    if (!this.isTooLong) this.text += decode(bytes, start, end)
  }

  /** Its text; the row is empty then. */
  take(): string {
    const { text } = this
    this.text = ''
    this.size = 0
    this.span.length = 0
    this.isInQuotes = this.isTooLong = false
    return text
  }
}

class RowWalk {
  private readonly open: OpenRow
  private row: CsvRow | null = null
  private delimiter = ','

  constructor(
    private readonly sink: RecordSink,
    private readonly plan: CsvPlan,
  ) {
    this.open = new OpenRow(plan.isUnquoted === true)
    if (plan.nameless === undefined) return
    this.row = new CsvRow(plan.nameless.names)
    this.delimiter = plan.nameless.delimiter
  }

  line(line: Line): void {
    const { open, plan, sink } = this
    if (open.isInQuotes && plan.beginsRow?.(decode(line.bytes, line.start, Math.min(line.end, line.start + 4096))) === true) {
      this.refuse('a quote in the row is never closed')
    }
    if (!open.isInQuotes && this.isStructure(line)) {
      sink.structural({ record: line.number, offset: line.offset, length: line.length })
      return
    }
    open.add(line)
    if (!open.isInQuotes) this.end()
  }

  finish(): void {
    if (this.open.span.length > 0) this.refuse('a quote in the row is never closed')
  }

  private isStructure({ bytes, start, end }: Line): boolean {
    if (end === start) return true
    if (this.plan.isStructure === undefined) return false
    return this.plan.isStructure(decode(bytes, start, Math.min(end, start + 4096)))
  }

  private refuse(reason: string): void {
    this.sink.begin(this.open.span)
    this.open.take()
    this.sink.reject(reason)
  }

  private end(): void {
    const { open, sink, plan } = this
    if (open.isTooLong) {
      this.refuse(`longer than ${LONGEST_ROW} bytes: no row is`)
      return
    }
    const span = { ...open.span }
    const text = open.take()
    const delimiter = this.row === null ? delimiterOf(text) : this.delimiter
    const fields = plan.isUnquoted === true ? text.split(delimiter) : splitCsv(text, delimiter)
    if (plan.isHeader(fields)) {
      if (this.row === null) this.delimiter = delimiterOf(text)
      this.row = new CsvRow(fields.map((name) => name.trim()))
      sink.structural(span)
      return
    }
    sink.begin(span)
    if (this.row === null) sink.reject('it comes before the names of the columns')
    else this.give(this.row, fields)
  }

  private give(row: CsvRow, fields: string[]): void {
    const expected = row.names.length
    /* A delimiter too many at the end of rows is a habit of some tools. */
    while (fields.length > expected && fields.at(-1) === '') fields.pop()
    if (fields.length !== expected) {
      this.sink.reject(`${expected} fields expected, ${fields.length} found`)
      return
    }
    row.fields = fields
    this.plan.row(row)
  }
}

/** Read the whole file. Shape: (input, sink, plan) → every row that is no header is begun as a record; empty lines are structural. */
export async function readCsv(input: SourceInput, sink: RecordSink, plan: CsvPlan): Promise<void> {
  const walk = new RowWalk(sink, plan)
  for await (const lines of input.lines()) for (const line of lines) walk.line(line)
  walk.finish()
}

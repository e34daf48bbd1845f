/** Reads a Zeek log line by line: header lines, TSV rows, JSON rows, in whatever mix the file holds. */
import type { Line, RecordSink, SourceInput, Span } from '../kit/format'
import { decode } from '../kit/text'
import { connEvent } from './conn-row'
import { ConnReader } from './conn-tsv'
import { ZeekHeader } from './header'
import { jsonRow } from './json'
import { otherEvent } from './other-rows'
import { dnsEvent, httpEvent, noticeEvent, sshEvent, sslEvent } from './protocol-rows'
import { RowRefused, type ZeekRow } from './row'
import { TsvReader } from './tsv'

const HASH = 35
const BRACE = 123

type RowToEvent = (row: ZeekRow, sink: RecordSink) => void
const BY_PATH: Readonly<Record<string, RowToEvent>> = {
  conn: connEvent,
  dns: dnsEvent,
  http: httpEvent,
  ssl: sslEvent,
  ssh: sshEvent,
  notice: noticeEvent,
}

class ZeekReader {
  private readonly header = new ZeekHeader()
  private readonly span: Span = { record: 0, offset: 0, length: 0 }
  private conn: ConnReader | null = null
  private rows: TsvReader
  private revision = -1
  private isClosed = false
  private hasHeader = false
  /** Rows of logs that list what is open at the time (`open_conn` and its kin). */
  private snapshots = 0

  constructor(private readonly sink: RecordSink) {
    this.rows = new TsvReader(this.header)
  }

  line(line: Line): void {
    const { span, sink } = this
    span.record = line.number
    span.offset = line.offset
    span.length = line.length
    const first = line.start < line.end ? line.bytes[line.start] : undefined
    if (first === undefined) sink.structural(span)
    else if (first === HASH) this.headerLine(line)
    else {
      sink.begin(span)
      if (first === BRACE) this.row(jsonRow(decode(line.bytes, line.start, line.end)))
      else this.tsv(line)
    }
  }

  finish(): void {
    if (this.snapshots > 0) {
      const text =
        'Rows are snapshots of connections still open: the same connection may stand in several files, with larger numbers each time.'
      this.sink.check({ id: 'zeek-snapshots', level: 'warning', text, count: this.snapshots })
    }
    if (this.hasHeader && !this.isClosed) {
      const text = 'The log has no #close line: it was still being written, or its end is missing.'
      this.sink.check({ id: 'zeek-no-close', level: 'info', text, count: 1 })
    }
  }

  private headerLine(line: Line): void {
    this.sink.structural(this.span)
    this.header.line(line.bytes, line.start, line.end)
    this.hasHeader = true
    this.isClosed = decode(line.bytes, line.start, Math.min(line.end, line.start + 6)) === '#close'
  }

  private tsv(line: Line): void {
    if (this.revision !== this.header.revision) {
      this.revision = this.header.revision
      const isHot = this.header.path === 'conn' && this.header.fields !== null && this.header.separator.length === 1
      this.rows = new TsvReader(this.header)
      this.conn = isHot ? new ConnReader(this.header, this.sink) : null
    }
    if (this.conn !== null) this.conn.read(line)
    else this.row(this.rows.read(decode(line.bytes, line.start, line.end)))
  }

  private row(row: ZeekRow | string): void {
    const { sink } = this
    if (typeof row === 'string') {
      sink.reject(row)
      return
    }
    sink.event.tsUs = row.takeTime()
    if (Number.isNaN(sink.event.tsUs)) {
      sink.reject('ts is not a time')
      return
    }
    const path = row.path.replace(/^open_/, '')
    if (path !== row.path) this.snapshots++
    const system = row.takeText('_system_name') ?? row.takeText('@system')
    try {
      ;(BY_PATH[path] ?? otherEvent)(row, sink)
    } catch (error) {
      if (!(error instanceof RowRefused)) throw error
      sink.reject(error.message)
      return
    }
    if (path !== row.path) sink.attr('snapshot', true)
    if (system !== undefined) sink.event.sensor = sink.text(system)
    sink.emit()
  }
}

/** Read the whole log. */
export async function readZeek(input: SourceInput, sink: RecordSink): Promise<void> {
  const reader = new ZeekReader(sink)
  for await (const lines of input.lines()) for (const line of lines) reader.line(line)
  reader.finish()
}

/** Reads an audit log: a record per line; the records of one event, which may lie apart, are joined by node, time and serial. */
import type { RecordSink, SourceInput, Span } from '../kit/format'
import { LONGEST_LINE } from '../kit/line-reader'
import { decode } from '../kit/text'
import { fillAuditEvent } from './event'
import { readAuditHeader, readAuditLine, whyNotAudit, type AuditHeader } from './line'
import { recordType } from './types'

/* Chosen: the kernel writes the records of an event within a few lines of each other, and no event is larger than the arguments of a program. */
const MOST_OPEN_EVENTS = 128
const MOST_OPEN_CHARACTERS = 32 << 20
const MOST_EVENT_CHARACTERS = 4 << 20
const MOST_EVENT_RECORDS = 2_000

/** WHY headers: what is held grows old, and many small texts that grow old cost more than reading them. */
interface OpenEvent {
  headers: AuditHeader[]
  spans: Span[]
  characters: number
}

/** Holds records until many later events have begun; then their event is complete. Events come out in the order of their first record. */
class EventJoiner {
  private readonly open = new Map<string, OpenEvent>()
  private characters = 0
  private orphans = 0

  constructor(private readonly sink: RecordSink) {}

  add(header: AuditHeader, span: Span): void {
    const id = header.node === '' ? header.stamp : `${header.node} ${header.stamp}`
    let event = this.open.get(id)
    if (event === undefined) this.open.set(id, (event = { headers: [], spans: [], characters: 0 }))
    event.headers.push(header)
    event.spans.push(span)
    event.characters += span.length
    this.characters += span.length
    const isFull = event.headers.length >= MOST_EVENT_RECORDS || event.characters > MOST_EVENT_CHARACTERS
    if (isFull) this.close(id, event)
    if (this.isOver) this.closeOldest()
  }

  private get isOver(): boolean {
    return this.open.size > MOST_OPEN_EVENTS || this.characters > MOST_OPEN_CHARACTERS
  }

  private closeOldest(): void {
    for (const [id, event] of this.open) {
      if (!this.isOver) return
      this.close(id, event)
    }
  }

  finish(): void {
    for (const [id, event] of this.open) this.close(id, event)
    if (this.orphans === 0) return
    const text =
      'Events whose main record is not in the file, only records that tell more about it: lines were lost, or kept elsewhere.'
    this.sink.check({ id: 'auditd-orphans', level: 'warning', text, count: this.orphans })
  }

  private close(id: string, { headers, spans, characters }: OpenEvent): void {
    const { sink } = this
    this.open.delete(id)
    this.characters -= characters
    const lines = headers.map(readAuditLine)
    if (lines.every(({ type }) => type !== 'SYSCALL' && recordType(type)?.isAuxiliary === true)) this.orphans++
    sink.begin(spans[0]!)
    sink.event.tsUs = lines[0]!.tsUs
    fillAuditEvent(lines, sink)
    sink.emit()
    for (const span of spans.slice(1)) {
      sink.begin(span)
      sink.partOf()
    }
  }
}

/** Read the whole file. Lines that ausearch puts between events (`----`, `time->…`) are no records. */
export async function readAudit(input: SourceInput, sink: RecordSink): Promise<void> {
  const joiner = new EventJoiner(sink)
  for await (const lines of input.lines()) {
    for (const { bytes, start, end, number, offset, length } of lines) {
      const span: Span = { record: number, offset, length }
      const text = decode(bytes, start, Math.min(end, start + LONGEST_LINE))
      if (!text.startsWith('type=') && /^(?:\s*|----|time->.*)$/.test(text)) {
        sink.structural(span)
        continue
      }
      const header = end - start > LONGEST_LINE ? null : readAuditHeader(text)
      if (header !== null) joiner.add(header, span)
      else {
        sink.begin(span)
        sink.reject(
          end - start > LONGEST_LINE ? `longer than ${LONGEST_LINE} bytes: no record of this format is` : whyNotAudit(text),
        )
      }
    }
  }
  joiner.finish()
}

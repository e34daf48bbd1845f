/** Reads an event log: header, chunks in order, records as they stand, then what damage and slack still give. */
import { isoFromMicros } from '#contract/units'
import type { RecordSink, SourceInput, Span } from '../kit/format'
import { fillWindowsEvent } from '../kit/windows/fill'
import { ChunkReader, type ChunkItem } from './chunk-reader'
import { LogChecks } from './checks'
import { CHUNK_BYTES, CHUNK_HEADER_BYTES, isEmpty, readChunkHeader, readFileHeader, type ChunkHeader } from './layout'
import { piecesOf, type Piece } from './pieces'
import { TemplateLibrary } from './template-library'

/** How records of one chunk are marked. */
interface Marks {
  /** The check of the chunk that fails; empty where none does. */
  disagrees: string
  /** Where they were carved from; empty for records in their place. */
  carvedFrom: string
}

const SECOND_US = 1_000_000
const LAST_US = 253_402_300_799_999_999

class LogReader {
  private readonly checks: LogChecks
  private readonly library = new TemplateLibrary()
  private readonly span: Span = { record: 0, offset: 0, length: 0 }

  constructor(private readonly sink: RecordSink) {
    this.checks = new LogChecks(sink)
  }

  piece(piece: Piece): void {
    if (piece.kind !== 'header') this.checks.seen(piece.bytes.length)
    if (piece.kind === 'chunk') this.chunk(piece)
    else if (piece.kind === 'damaged') this.damaged(piece)
    else {
      this.sink.structural(this.place(piece.offset, piece.bytes.length))
      if (piece.kind === 'header') this.checks.header(readFileHeader(piece.bytes))
    }
  }

  finish(): void {
    this.checks.finish()
  }

  /** WHY the byte's number: record ids can repeat, and a key must stay the same when a later version reads more out of damage. */
  private place(offset: number, length: number): Span {
    this.span.record = offset + 1
    this.span.offset = offset
    this.span.length = length
    return this.span
  }

  private chunk({ bytes, offset }: Piece): void {
    this.sink.structural(this.place(offset, Math.min(bytes.length, CHUNK_HEADER_BYTES)))
    if (bytes.length < CHUNK_HEADER_BYTES) {
      this.checks.cut()
      return
    }
    const header = readChunkHeader(bytes)
    const reader = new ChunkReader(bytes, this.library)
    this.checks.chunk(bytes.length < Math.min(CHUNK_BYTES, header.isSound ? header.freeAt : CHUNK_BYTES))
    const disagrees = header.areRecordsSound
      ? ''
      : header.isSound
        ? 'checksum of the chunk’s records'
        : 'checksum of the chunk’s header'
    const end = this.inPlace(reader, offset, header, disagrees)
    const rest = bytes.subarray(end)
    if (!header.isSound && !isEmpty(rest)) {
      this.sink.begin(this.place(offset + end, rest.length))
      this.sink.reject('the chunk’s header is damaged: whether these bytes were records or what was there before cannot be told')
    }
    for (const item of reader.carved(end)) {
      const isUsed = item.at < header.freeAt && header.isSound
      this.item(item, offset, { disagrees: '', carvedFrom: isUsed ? 'a damaged chunk' : 'slack' })
    }
  }

  /** Shape: → where the records in their place end, or the damage among them begins. */
  private inPlace(reader: ChunkReader, offset: number, header: ChunkHeader, disagrees: string): number {
    let end = CHUNK_HEADER_BYTES
    let records = 0
    for (const item of reader.records(header.freeAt, header.isSound)) {
      this.item(item, offset, { disagrees, carvedFrom: '' })
      records++
      if (item.kind !== 'damage') end = item.at + item.length
    }
    if (!header.areRecordsSound) this.checks.unsound(Math.max(records, 1))
    return end
  }

  private damaged({ bytes, offset }: Piece): void {
    this.sink.begin(this.place(offset, bytes.length))
    this.sink.reject(
      offset === 0 ? 'no event log begins here: header and magic are missing' : 'no chunk begins here: its magic is missing',
    )
    this.checks.damaged()
    for (const item of new ChunkReader(bytes, this.library).carved(0))
      this.item(item, offset, { disagrees: '', carvedFrom: 'a damaged chunk' })
  }

  private item(item: ChunkItem, base: number, marks: Marks): void {
    if (item.kind === 'record') this.record(item, base, marks)
    else if (marks.carvedFrom !== '') this.checks.unreadableInSlack()
    else {
      this.sink.begin(this.place(base + item.at, item.length))
      this.sink.reject(item.why)
      this.checks.unreadable()
    }
  }

  private record({ at, header, event, isBorrowed }: ChunkItem & { kind: 'record' }, base: number, marks: Marks): void {
    const { sink } = this
    const isCarved = marks.carvedFrom !== ''
    if (isCarved && this.checks.isStaleCopy(header)) return
    sink.begin(this.place(base + at, header.size))
    if (isCarved) sink.recovered()
    const isTimed = header.writtenUs <= LAST_US
    if (Number.isNaN(event.tsUs) && isTimed) event.tsUs = header.writtenUs
    if (Number.isNaN(event.tsUs)) {
      sink.reject('the record has no time')
      return
    }
    fillWindowsEvent(event, sink)
    if (isTimed && Math.abs(header.writtenUs - event.tsUs) >= SECOND_US) sink.attr('WrittenTime', isoFromMicros(header.writtenUs))
    if (header.id !== event.recordId) sink.attr('RecordHeaderID', header.id)
    if (isBorrowed) sink.attr('template', 'of the same id from another place: its own was written over')
    if (isCarved) {
      sink.attr('recovered', marks.carvedFrom)
      sink.event.message = `Recovered from ${marks.carvedFrom}. ${sink.event.message ?? ''}`.trim()
      this.checks.recovered()
    } else this.checks.record(header, event)
    sink.event.sensorDisagrees = sink.text(marks.disagrees)
    sink.emit()
  }
}

/** Read the whole log. */
export async function readEvtx(input: SourceInput, sink: RecordSink): Promise<void> {
  const reader = new LogReader(sink)
  for await (const piece of piecesOf(input)) reader.piece(piece)
  reader.finish()
}

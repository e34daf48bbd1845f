/** What a log says about itself, checked against what it holds. */
import type { SourceCheck } from '#contract/evidence'
import type { RecordSink } from '../kit/format'
import type { WindowsEvent } from '../kit/windows/event'
import { CHUNK_BYTES, type FileHeader, type RecordHeader } from './layout'
import { RecordIds } from './record-ids'

const SECOND_US = 1_000_000
/** Gaps named in words; all are counted. */
const NAMED_GAPS = 5

type Counter =
  'unsound' | 'cut' | 'damaged' | 'unreadable' | 'recovered' | 'stale' | 'slackUnreadable' | 'backwards' | 'renumbered'

/** Every damage there is a count of: its level, and the sentence about that count. */
const SENTENCES: Readonly<Record<Counter, readonly [id: string, level: SourceCheck['level'], say: (count: number) => string]>> = {
  unsound: [
    'evtx-checksum',
    'error',
    (n) =>
      `${n === 1 ? '1 record lies' : `${n} records lie`} in chunks whose checksum does not hold: the bytes were changed, or the log was copied while it was written.`,
  ],
  cut: [
    'evtx-cut',
    'error',
    (n) => `${n === 1 ? '1 chunk is shorter than it says' : `${n} chunks are shorter than they say`}: the file is cut.`,
  ],
  damaged: [
    'evtx-damaged-chunk',
    'error',
    (n) =>
      n === 1
        ? '1 piece of the file is neither a chunk nor empty: the magic it should begin with is missing.'
        : `${n} pieces of the file are neither chunks nor empty: the magic they should begin with is missing.`,
  ],
  unreadable: [
    'evtx-unreadable',
    'error',
    (n) =>
      n === 1
        ? '1 record, or place where a record should be, cannot be read.'
        : `${n} records, or places where records should be, cannot be read.`,
  ],
  recovered: [
    'evtx-recovered',
    'info',
    (n) =>
      n === 1
        ? '1 older record was carved out of slack or damage. It is marked as recovered and is not in the count.'
        : `${n} older records were carved out of slack or damage. They are marked as recovered and are not in the count.`,
  ],
  stale: [
    'evtx-stale-copies',
    'info',
    (n) =>
      n === 1
        ? '1 record in slack is a copy of a record that is in its place; it was left out.'
        : `${n} records in slack are copies of records that are in their place; they were left out.`,
  ],
  slackUnreadable: [
    'evtx-slack-unreadable',
    'info',
    (n) =>
      n === 1
        ? '1 older record in slack has lost the template it was written with and cannot be read.'
        : `${n} older records in slack have lost the template they were written with and cannot be read.`,
  ],
  renumbered: [
    'evtx-renumbered',
    'info',
    (n) =>
      `${n === 1 ? '1 record has another number here than in the log it was made in: it was' : `${n} records have another number here than in the log they were made in: they were`} exported or forwarded, and gaps before that cannot be seen.`,
  ],
  backwards: [
    'evtx-time-backwards',
    'warning',
    (n) =>
      `${n === 1 ? '1 record was written more than a second before the record in front of it' : `${n} records were written more than a second before the record in front of them`}: the clock was set back, or records were changed.`,
  ],
}

export class LogChecks {
  private readonly ids = new RecordIds()
  private readonly counts = new Map<Counter, number>()
  private file: FileHeader | null = null
  private computer = ''
  private lastId = NaN
  private lastWrittenUs = NaN
  /** Ids and times of the chunk at hand. */
  private here = new Map<number, number>()
  private records = 0
  private chunks = 0
  private bytesAfterHeader = 0

  constructor(private readonly sink: RecordSink) {}

  header(header: FileHeader | null): void {
    this.file = header
    if (header === null) this.say('evtx-header', 'error', 'The header of the file is cut.', 1)
    else if (!header.isSound) this.say('evtx-header', 'warning', 'The checksum of the file’s header does not hold.', 1)
    if (header?.isDirty === true) {
      const text =
        'The log was not closed: it was copied while Windows was writing, or the host went down. Its headers may be older than its records.'
      this.say('evtx-dirty', 'info', text, 1)
    }
    if (header?.isFull === true)
      this.say(
        'evtx-full',
        'info',
        'The log had reached its size: what came before its first record may have been written over.',
        1,
      )
  }

  /** Bytes that are no header of the file, whatever they hold. */
  seen(bytes: number): void {
    this.bytesAfterHeader += bytes
  }

  chunk(isCut: boolean): void {
    this.here = new Map()
    this.chunks++
    if (isCut) this.cut()
  }

  record(header: RecordHeader, { computer, recordId }: WindowsEvent): void {
    this.records++
    this.here.set(header.id, header.writtenUs)
    this.ids.add(header.id)
    const isOwn = header.id === recordId
    if (!isOwn) this.count('renumbered')
    if (isOwn && header.id === this.lastId + 1 && header.writtenUs < this.lastWrittenUs - SECOND_US) this.count('backwards')
    this.lastId = header.id
    this.lastWrittenUs = header.writtenUs
    if (this.computer !== '') return
    this.computer = computer
    this.sink.sourceSensor(computer)
  }

  /** Whether a record of slack stands in its place in the same chunk too. */
  isStaleCopy(header: RecordHeader): boolean {
    const isCopy = this.here.get(header.id) === header.writtenUs
    if (isCopy) this.count('stale')
    return isCopy
  }

  unsound(records: number): void {
    this.count('unsound', records)
  }

  cut(): void {
    this.count('cut')
  }

  damaged(): void {
    this.here = new Map()
    this.count('damaged')
  }

  unreadable(): void {
    this.count('unreadable')
  }

  unreadableInSlack(): void {
    this.count('slackUnreadable')
  }

  recovered(): void {
    this.count('recovered')
  }

  finish(): void {
    for (const [counter, [id, level, sentence]] of Object.entries(SENTENCES)) {
      const count = this.counts.get(counter as Counter) ?? 0
      if (count > 0) this.say(id, level, sentence(count), count)
    }
    this.missingChunks()
    this.numbers()
    if (this.file === null && this.chunks > 0) this.say('evtx-header', 'warning', 'The header of the file is missing.', 1)
  }

  /** WHY: a log that was not closed counts too few chunks, never too many. */
  private missingChunks(): void {
    const { file } = this
    const there = Math.ceil(this.bytesAfterHeader / CHUNK_BYTES)
    if (file === null || !file.isSound || file.chunks <= there) return
    const missing = file.chunks - there
    const text = `The header of the file counts ${file.chunks === 1 ? '1 chunk' : `${file.chunks} chunks`}, ${missing} of them ${missing === 1 ? 'is' : 'are'} not there: the file is cut.`
    this.say('evtx-chunks-missing', 'error', text, missing)
  }

  private numbers(): void {
    const { ids } = this
    if (this.records === 0) return
    const gaps = ids.gaps()
    const missing = gaps.reduce((sum, { first, last }) => sum + last - first + 1, 0)
    const named = gaps.slice(0, NAMED_GAPS).map(({ first, last }) => (first === last ? `${first}` : `${first}–${last}`))
    const more = gaps.length > NAMED_GAPS ? ` and ${gaps.length - NAMED_GAPS} more` : ''
    if (missing > 0)
      this.say(
        'evtx-record-gap',
        'warning',
        `${missing === 1 ? '1 record number' : `${missing} record numbers`} between ${ids.first} and ${ids.last} ${missing === 1 ? 'is' : 'are'} missing: ${named.join(', ')}${more}.`,
        missing,
      )
    else this.say('evtx-record-gap', 'ok', `Record numbers ${ids.first} to ${ids.last} are there without a gap.`, 0)
    if (ids.repeated > 0)
      this.say(
        'evtx-record-repeated',
        'warning',
        ids.repeated === 1
          ? '1 record has a number that another record has too.'
          : `${ids.repeated} records have a number that another record has too.`,
        ids.repeated,
      )
    if (ids.isGivenUp)
      this.say('evtx-record-gap', 'warning', 'Record numbers are too scattered to look for gaps in all of them.', 0)
  }

  private count(counter: Counter, by = 1): void {
    this.counts.set(counter, (this.counts.get(counter) ?? 0) + by)
  }

  private say(id: string, level: SourceCheck['level'], text: string, count: number): void {
    this.sink.check({ id, level, text, count })
  }
}

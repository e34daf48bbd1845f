/** Reads events of Timesketch from tables and JSON lines. */
import { readCsv } from '../kit/csv-reader'
import type { AttrValue, ClockDecision, RecordSink, SourceInput } from '../kit/format'
import { readJsonRecords } from '../kit/json-reader'
import { peek } from '../kit/peek'
import { latin1 } from '../kit/text'
import { TimelineClock } from '../kit/timeline/clock'
import type { TimelineEntry } from '../kit/timeline/entry'
import { TimelineFiller } from '../kit/timeline/fill'
import { tableOf } from '../kit/timeline/headers'
import { entryOfObject, entryOfRow, nameFields } from '../kit/timeline/table'
import { readTime, type WrittenTime } from '../kit/written-time'

/** Times that lie no further apart are the same moment, once cut and once not. */
const SAME_US = 1_000_000

/**
 * The moment of a row.
 *
 * Shape: (datetime, timestamp) → datetime where it says its zone or is a number, else the timestamp, which is UTC, else the datetime.
 */
export function timeOf(datetime: AttrValue | undefined, timestamp: AttrValue | undefined): WrittenTime {
  const written = readTime(typeof datetime === 'string' ? datetime.replace(/ ?UTC$/, 'Z') : datetime)
  if (!Number.isNaN(written.us) && !written.isLocal) return written
  const stamp = readTime(timestamp)
  return Number.isNaN(stamp.us) ? written : stamp
}

class TimesketchReader {
  private readonly clock: TimelineClock
  private readonly filler: TimelineFiller

  constructor(
    private readonly sink: RecordSink,
    decision: ClockDecision,
  ) {
    this.clock = new TimelineClock(decision)
    this.filler = new TimelineFiller(sink)
  }

  take(entry: TimelineEntry): void {
    const { sink, clock } = this
    const [datetime, timestamp] = [entry.fields.get('datetime'), entry.fields.get('timestamp')]
    const time = timeOf(datetime, timestamp)
    sink.event.tsUs = time.isLocal ? clock.read(datetime) : time.us
    sink.event.tsQuality = time.isLocal ? clock.quality : 'exact'
    if (Number.isNaN(sink.event.tsUs)) {
      sink.reject(
        datetime === undefined && timestamp === undefined ? 'the row has no time' : 'datetime and timestamp are no time',
      )
      return
    }
    nameFields(entry)
    if (entry.message === '' && entry.timestampDesc === '') {
      sink.reject('message and timestamp_desc are empty')
      return
    }
    const stamp = readTime(timestamp)
    /* A number that is not in microseconds is nobody's time. */
    if (!time.isLocal && Math.abs(stamp.us - sink.event.tsUs) > SAME_US) {
      sink.event.sensorDisagrees = sink.text('datetime and timestamp are different moments')
      sink.attr('timestamp', timestamp!)
    }
    this.filler.take(entry)
  }

  finish(): void {
    this.filler.finish()
  }
}

/** Read the whole file. */
export async function readTimesketch(source: SourceInput, sink: RecordSink, decision: ClockDecision): Promise<void> {
  const reader = new TimesketchReader(sink, decision)
  const { head, input } = await peek(source, 4096)
  if (/^(?:\xef\xbb\xbf)?\s*[[{]/.test(latin1(head.subarray(0, 4096)))) {
    await readJsonRecords(input, sink, { read: (object) => reader.take(entryOfObject(object)) })
  } else {
    await readCsv(input, sink, { isHeader: (fields) => tableOf(fields) !== null, row: (row) => reader.take(entryOfRow(row)) })
  }
  reader.finish()
}

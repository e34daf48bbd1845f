/** Reads an error log: one record and one event per line; lines without time are what programs wrote, at the time of the line before. */
import { ZoneClock } from '../kit/clock'
import type { ClockDecision, RecordSink, SourceInput } from '../kit/format'
import { readLines } from '../kit/line-reader'
import { shorten } from '../kit/text'
import { fillClient, fillError, LONGEST_MESSAGE } from './fill'
import { readErrorLine, readTail, type ErrorLine } from './line'

class ErrorReader {
  private readonly zone: ZoneClock
  private lastUs = NaN
  private server: ErrorLine['server'] = 'Apache'

  constructor(
    private readonly sink: RecordSink,
    private readonly clock: ClockDecision,
  ) {
    this.zone = new ZoneClock(clock.zone ?? 'UTC')
  }

  read(text: string): void {
    const { sink } = this
    const { event } = sink
    const line = readErrorLine(text)
    if (line === null) {
      this.output(text)
      return
    }
    event.tsUs = this.zone.toUtcUs(line.localUs)
    event.tsQuality = this.clock.quality
    if (Number.isNaN(event.tsUs)) {
      sink.reject('the time is no time')
      return
    }
    this.lastUs = event.tsUs
    this.server = line.server
    fillError(line, sink)
    sink.emit()
  }

  /** What a script or a command in it writes to its error output stands in the log as it is, without time. */
  private output(text: string): void {
    const { sink } = this
    const { event } = sink
    if (Number.isNaN(this.lastUs)) {
      sink.reject('no time at the beginning of the line, and no line before it that has one')
      return
    }
    event.tsUs = this.lastUs
    event.tsQuality = this.clock.quality
    event.type = 'application'
    event.specificity = 'fallback'
    event.name = sink.text(`${this.server}-Line_Without_Time`)
    if (this.server === 'Nginx') fillClient(readTail(text), sink)
    else event.message = shorten(text, LONGEST_MESSAGE)
    sink.attr('time_from', 'line before')
    sink.emit()
  }
}

/** Read the whole file. */
export async function readErrors(input: SourceInput, sink: RecordSink, clock: ClockDecision): Promise<void> {
  const reader = new ErrorReader(sink, clock)
  await readLines(input, sink, (text) => reader.read(text.trimEnd()), true)
}

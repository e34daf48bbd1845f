/** Reads a syslog file: one record per line, several events where syslog folded equal lines into one. */
import type { ClockDecision, RecordSink, SourceInput } from '../kit/format'
import { readLines } from '../kit/line-reader'
import { SyslogClock } from '../kit/syslog-clock'
import { readSyslogHeader, type SyslogHeader } from '../kit/syslog-header'
import { fillMessage } from './message'

const REPEATED = /^message repeated (\d+) times: \[ ?(.*)\]\s*$/s
/** Above this a claimed repetition is kept as one event: chosen, so that one hostile line cannot fill a case. */
const MOST_REPETITIONS = 10_000

class SyslogReader {
  private readonly times: SyslogClock
  private hasRecord = false

  constructor(
    private readonly sink: RecordSink,
    clock: ClockDecision,
  ) {
    this.times = new SyslogClock(clock)
  }

  read(text: string): void {
    const { sink } = this
    const header = readSyslogHeader(text)
    if (header === null) this.headless(text)
    else if (!this.times.stamp(sink.event, header)) {
      const isTimeless = Number.isNaN(header.civil.month)
      sink.reject(isTimeless ? 'the line states no time' : 'the time is not a time in its year')
    } else {
      this.hasRecord = true
      this.emit(header)
    }
  }

  /** A line without time that begins with a blank goes on with the one before it. */
  private headless(text: string): void {
    if (this.hasRecord && /^\s/.test(text)) this.sink.partOf()
    else this.sink.reject('no time at the beginning of the line')
  }

  private emit(header: SyslogHeader): void {
    const { sink } = this
    const { tsUs, tsQuality } = sink.event
    const repeated = REPEATED.exec(header.message)
    const count = repeated === null ? 1 : Number(repeated[1])
    if (repeated === null || count < 1 || count > MOST_REPETITIONS) {
      fillMessage(header, header.message, false, sink)
      if (repeated !== null) this.tooMany(count)
      sink.emit()
      return
    }
    for (let ordinal = 0; ordinal < count; ordinal++) {
      sink.event.tsUs = tsUs
      sink.event.tsQuality = tsQuality
      fillMessage(header, repeated[2]!, ordinal > 0, sink)
      sink.emit()
    }
  }

  private tooMany(count: number): void {
    this.sink.attr('repeated', count)
    const text = 'A line says it stands for more than 10,000 equal ones, or for none; it was kept as one event.'
    this.sink.check({ id: 'syslog-repetitions', level: 'warning', text, count: 1 })
  }
}

/** Read the whole file. */
export async function readSyslog(input: SourceInput, sink: RecordSink, clock: ClockDecision): Promise<void> {
  const reader = new SyslogReader(sink, clock)
  await readLines(input, sink, (text) => reader.read(text), true)
}

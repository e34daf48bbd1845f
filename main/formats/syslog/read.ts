/** Reads a syslog file: one record per line, several events where syslog folded equal lines into one. */
import type { ClockDecision, RecordSink, SourceInput } from '../kit/format'
import { readLines } from '../kit/line-reader'
import { SyslogClock } from '../kit/syslog-clock'
import { readSyslogHeader, type SyslogHeader } from '../kit/syslog-header'
import { fillMessage } from '../kit/syslog/message'

const REPEATED = /^message repeated (\d+) times: \[ ?(.*)\]\s*$/s
/** Above this a claimed repetition is kept as one event: chosen, so that one hostile line cannot fill a case. */
const MOST_REPETITIONS = 10_000

/** What older daemons write in place of equal lines; the line before says what was repeated. */
const LAST_REPEATED = /^(?:--- )?last message repeated (\d+) times?(?: ---)?\s*$/
/** Beginning of a message with its octets counted before it (RFC 6587); several can share a line. */
const COUNTED = /^(\d{1,6}) (?=<\d{1,3}>)/

class SyslogReader {
  private readonly times: SyslogClock
  private hasRecord = false
  private last: SyslogHeader | null = null

  constructor(
    private readonly sink: RecordSink,
    clock: ClockDecision,
  ) {
    this.times = new SyslogClock(clock)
  }

  read(text: string): void {
    if (COUNTED.test(text)) this.counted(Buffer.from(text, 'utf8'))
    else this.message(text)
  }

  /** Messages whose octets are counted stand one behind the other, without line ends. */
  private counted(bytes: Buffer): void {
    let at = 0
    for (;;) {
      const count = COUNTED.exec(bytes.toString('latin1', at, at + 14))
      const start = at + (count?.[0].length ?? 0)
      const end = start + Number(count?.[1] ?? Infinity)
      const isFollowed = end < bytes.length && COUNTED.test(bytes.toString('latin1', end, end + 14))
      this.message(bytes.toString('utf8', start, isFollowed ? end : bytes.length))
      if (!isFollowed) return
      at = end
    }
  }

  private message(text: string): void {
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
    const again = LAST_REPEATED.exec(header.message)
    const repeated = again ?? REPEATED.exec(header.message)
    const said = again !== null ? this.last : repeated === null ? null : { ...header, message: repeated[2]! }
    const count = Number(repeated?.[1] ?? 1)
    if (said === null || count < 1 || count > MOST_REPETITIONS) {
      fillMessage(header, header.message, false, sink)
      if (repeated !== null && said !== null) this.tooMany(count)
      sink.emit()
      if (again === null) this.last = header
      return
    }
    for (let ordinal = 0; ordinal < count; ordinal++) {
      sink.event.tsUs = tsUs
      sink.event.tsQuality = tsQuality
      fillMessage(said, said.message, again !== null || ordinal > 0, sink)
      sink.emit()
    }
    this.last = said
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

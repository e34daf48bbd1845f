/** Reads messages of an ASA: one record and one event per line. */
import { qualityOf } from '../kit/clock-decision'
import { FileClock } from '../kit/file-clock'
import type { ClockDecision, ClockEvidence, Head, RecordSink, SourceInput } from '../kit/format'
import { readLines } from '../kit/line-reader'
import { SyslogClock } from '../kit/syslog-clock'
import type { SyslogHeader } from '../kit/syslog-header'
import { Connections, fillAsa } from './fill'
import { readAsaLine, type AsaLine } from './header'

const hasTime = (header: SyslogHeader | null): header is SyslogHeader =>
  header !== null && (!Number.isNaN(header.utcUs) || !Number.isNaN(header.civil.month))

/** Times by the device’s zone, by UTC where the device writes that its time is, by the date of the file where it writes none. */
class AsaClock {
  private readonly local: SyslogClock
  private readonly utc: SyslogClock
  private readonly file: FileClock

  constructor(input: SourceInput, clock: ClockDecision) {
    this.local = new SyslogClock(clock)
    this.utc = new SyslogClock({ ...clock, zone: 'UTC' })
    this.file = new FileClock(input, clock)
  }

  /** Shape: fills time and quality of the event → whether the line’s time is one. */
  stamp({ header, isUtc }: AsaLine, sink: RecordSink): boolean {
    if (!hasTime(header)) {
      this.file.stamp(sink)
      return true
    }
    const isTime = (isUtc ? this.utc : this.local).stamp(sink.event, header)
    if (isUtc) sink.event.tsQuality = qualityOf({ zone: false, year: Number.isNaN(header.civil.year) })
    return isTime
  }
}

/** Read the whole file. */
export async function readAsa(input: SourceInput, sink: RecordSink, clock: ClockDecision): Promise<void> {
  const times = new AsaClock(input, clock)
  const connections = new Connections()
  await readLines(
    input,
    sink,
    (text) => {
      const line = readAsaLine(text)
      if (line === null) sink.reject('no message of an ASA: %ASA-level-number expected')
      else if (!times.stamp(line, sink)) sink.reject('the time is not a time in its year')
      else {
        fillAsa(line, connections, sink)
        sink.emit()
      }
    },
    true,
  )
}

/** What the first lines say about the clock: absolute only where every one of them is. */
export function asaClockEvidence(head: Head): ClockEvidence {
  const lines = head.lines.slice(0, 200).map(readAsaLine)
  const timed = lines.filter((line): line is AsaLine & { header: SyslogHeader } => line !== null && hasTime(line.header))
  const yearless = timed.find(({ header }) => Number.isNaN(header.utcUs) && Number.isNaN(header.civil.year))
  const isAbsolute = ({ header, isUtc }: (typeof timed)[number]) =>
    !Number.isNaN(header.utcUs) || (isUtc && !Number.isNaN(header.civil.year))
  return {
    absolute: timed.length > 0 && timed.every(isAbsolute),
    yearWritten: timed.length > 0 && yearless === undefined,
    ...(yearless === undefined ? {} : { first: { month: yearless.header.civil.month, day: yearless.header.civil.day } }),
  }
}

/** Times of syslog headers: absolute where the line states its offset, else by the clock the file is read with. */
import { civilUs, YearlessClock, ZoneClock } from './clock'
import { qualityOf } from './clock-decision'
import type { ClockDecision, ClockEvidence, EventDraft, Head } from './format'
import { readSyslogHeader, type SyslogHeader } from './syslog-header'

export class SyslogClock {
  private readonly zone: ZoneClock
  private readonly year: YearlessClock

  constructor(private readonly clock: ClockDecision) {
    this.zone = new ZoneClock(clock.zone ?? 'UTC')
    this.year = new YearlessClock(clock.year ?? 1970)
  }

  /** Set the time of an event from a header. Shape: → whether there is such a time. */
  stamp(event: EventDraft, { civil, utcUs }: SyslogHeader): boolean {
    if (!Number.isNaN(utcUs)) {
      event.tsUs = utcUs
      event.tsQuality = 'exact'
      return true
    }
    const { year, month, day, hour, minute, second, micros } = civil
    const isWritten = !Number.isNaN(year)
    const localUs = isWritten
      ? civilUs(year, month, day, hour, minute, second, micros)
      : this.year.localUs(month, day, hour, minute, second, micros)
    event.tsUs = this.zone.toUtcUs(localUs)
    event.tsQuality = isWritten ? qualityOf({ zone: true, year: false }) : this.clock.quality
    return !Number.isNaN(event.tsUs)
  }
}

/** What the first lines of a syslog file say about its clock: absolute only where every one of them is. */
export function syslogClockEvidence(head: Head): ClockEvidence {
  const headers = head.lines.slice(0, 200).map(readSyslogHeader)
  const read = headers.filter((header): header is SyslogHeader => header !== null)
  const local = read.filter(({ utcUs, civil }) => Number.isNaN(utcUs) && !Number.isNaN(civil.month))
  const yearless = local.find(({ civil }) => Number.isNaN(civil.year) && !Number.isNaN(civil.month))
  return {
    absolute: read.length > 0 && local.length === 0,
    yearWritten: yearless === undefined,
    ...(yearless === undefined ? {} : { first: { month: yearless.civil.month, day: yearless.civil.day } }),
  }
}

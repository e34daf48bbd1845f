/** The time of records that write none: the date of their file stands for it, and the row says so. */
import { civilUs } from './clock'
import { qualityOf } from './clock-decision'
import type { ClockDecision, RecordSink, SourceInput } from './format'

export const UNDATED_ID = 'undated-records'

/** Name of the attribute that says what stands for the time. */
export const TIME_FROM = 'time_from'

/** Stamps records that write no time. */
export class FileClock {
  private readonly tsUs: number
  private readonly says: string

  /** A year that was stated counts more than the date of the file; without either the year of the decision begins. */
  constructor({ modifiedUs }: Pick<SourceInput, 'modifiedUs'>, { year }: ClockDecision) {
    const isOfYear = modifiedUs !== null && (year === null || new Date(modifiedUs / 1000).getUTCFullYear() === year)
    this.tsUs = isOfYear ? modifiedUs : civilUs(year ?? 1970, 1, 1, 0, 0, 0)
    this.says = isOfYear ? 'date of the file' : year === null ? 'year 1970' : 'year of the source'
  }

  /** Fill time and quality of the event, and count the row in a check of its source. */
  stamp(sink: RecordSink): void {
    sink.event.tsUs = this.tsUs
    sink.event.tsQuality = qualityOf({ zone: true, year: true })
    sink.attr(TIME_FROM, this.says)
    const text = `Records that write no time: the ${this.says} stands for it. It does not say since when what they state was so.`
    sink.check({ id: UNDATED_ID, level: 'warning', text, count: 1 })
  }
}

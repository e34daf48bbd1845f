/** A row of a timeline as an event: named like the source it came from where that is well known, by its source where not. */
import type { RecordSink } from '../format'
import { nameWord } from '../taxonomy'
import { shorten } from '../text'
import { fieldText, inMessage, LONGEST_MESSAGE, type TimelineEntry } from './entry'
import { fillFileTime, isFileTime } from './file-time'
import { kindOf, typeOfSource } from './kinds'
import { fillLoginRow, isLoginRow } from './login-record'
import { SecondTimes } from './second-times'
import { fillSyslogRow, isSyslogRow } from './syslog-line'
import { fillWindowsRow, isWindowsRow } from './windows-row'

/** Fields that the event itself holds. */
const IN_EVENT = new Set(['message', 'datetime', 'timestamp'])

/** Shape: fills the event of a row that has no reader of its own. */
function fillOther(entry: TimelineEntry, sink: RecordSink): void {
  const { event } = sink
  const kind = kindOf(entry)
  event.type = kind?.type ?? typeOfSource(entry)
  event.name = sink.text(kind?.name ?? sourceName(entry))
  if (kind === null) event.specificity = entry.dataType + entry.sourceLong + entry.source === '' ? 'fallback' : 'generic'
  if (kind?.process !== undefined)
    event.processName = sink.text(fieldText(entry, kind.process[0]) || inMessage(entry, kind.process[1]))
  event.userName = sink.text(entry.user)
  event.message = shorten(entry.message, LONGEST_MESSAGE)
}

/** Shape: row → its name by its source; where it has none, by what its time means. */
function sourceName({ source, sourceLong, dataType, parser, timestampDesc }: TimelineEntry): string {
  const isRegistry = /^reg$/i.test(source) || dataType.startsWith('windows:registry:')
  const said = sourceLong || dataType || source || parser || timestampDesc
  const word = nameWord(isRegistry ? said.replace(/\bRegistry |^windows:registry:/i, '') : said)
  if (word === '') return 'Timeline-Unnormalized'
  return `${isRegistry ? 'Registry' : /^webhist$/i.test(source) ? 'Web_History' : 'Timeline'}-${word}`
}

/** Browsers and login records name the host at the other end. */
const isOtherHost = (entry: TimelineEntry) =>
  isLoginRow(entry) || /^(?:chrome|firefox|safari|opera|edge|msie|msiecf|cookie):/.test(entry.dataType)

/** Fills events from rows, and knows which rows tell of one record again. */
export class TimelineFiller {
  private readonly seconds = new SecondTimes()

  constructor(private readonly sink: RecordSink) {}

  /** Shape: takes the open record, whose time stands in the event → emits it, or says that it is part of another. */
  take(entry: TimelineEntry): void {
    const { sink } = this
    const { tsUs } = sink.event
    if (this.seconds.isSecond(entry, tsUs)) {
      sink.partOf()
      return
    }
    this.fill(entry)
    if (sink.event.hostName === 0 && !isOtherHost(entry)) sink.event.hostName = sink.text(entry.host)
    sink.event.sensor = sink.event.hostName
    for (const [name, value] of entry.fields) if (!IN_EVENT.has(name)) sink.attr(name, value)
    sink.emit()
  }

  finish(): void {
    if (this.seconds.count === 0) return
    const text = 'Rows that tell another time of a record of an event log were taken as part of the row that told it first.'
    this.sink.check({ id: 'timeline-second-times', level: 'info', text, count: this.seconds.count })
  }

  private fill(entry: TimelineEntry): void {
    const { sink } = this
    if (isWindowsRow(entry) && fillWindowsRow(entry, sink)) return
    if (isSyslogRow(entry)) fillSyslogRow(entry, sink)
    else if (isLoginRow(entry)) fillLoginRow(entry, sink)
    else if (isFileTime(entry)) fillFileTime(entry, sink)
    else fillOther(entry, sink)
  }
}

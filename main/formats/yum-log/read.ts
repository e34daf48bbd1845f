/** Reads logs of yum and dnf: one record per line; lines without time go on with the one before them. */
import { YearlessClock, ZoneClock } from '../kit/clock'
import type { ClockDecision, ClockEvidence, Head, RecordSink, SourceInput } from '../kit/format'
import { readLines } from '../kit/line-reader'
import { fillPackage } from '../kit/package-change'
import { shorten } from '../kit/text'
import { readPackage, readYumLine, type YumLine, type YumPackage } from './line'

/** Packages under way at once that are remembered. Chosen: far more than any system has. */
const MOST_PENDING = 200_000
const LONGEST_MESSAGE = 8192

class YumReader {
  private readonly zone: ZoneClock
  private readonly year: YearlessClock
  private hasRecord = false
  /** Version that came, by package: what it took the place of is named on a line of its own. */
  private readonly came = new Map<string, string>()

  constructor(
    private readonly sink: RecordSink,
    private readonly clock: ClockDecision,
  ) {
    this.zone = new ZoneClock(clock.zone ?? 'UTC')
    this.year = new YearlessClock(clock.year ?? 1970)
  }

  read(text: string): void {
    const { sink } = this
    const line = readYumLine(text.trimEnd())
    if (line === null) {
      if (this.hasRecord && !/^\d{4}-|^[A-Z][a-z]{2} [ \d]\d \d{2}:/.test(text)) sink.partOf()
      else sink.reject('not a line of yum or dnf: time, then what was done to which package expected')
      return
    }
    this.stamp(line)
    if (Number.isNaN(sink.event.tsUs)) {
      sink.reject('the time is no time')
      return
    }
    this.hasRecord = true
    sink.event.processName = sink.text(line.manager.toLowerCase())
    const change = readPackage(line)
    if (change === null) this.message(line)
    else this.change(line, change)
    if (line.level !== '') sink.attr('level', line.level)
    if (line.pid !== '') sink.attr('pid', Number(line.pid))
    sink.emit()
  }

  private stamp({ manager, month, day, clock, utcUs }: YumLine): void {
    const { event } = this.sink
    if (manager === 'Dnf') {
      event.tsUs = utcUs
      return
    }
    const [hour, minute, second] = clock.split(':').map(Number)
    event.tsUs = this.zone.toUtcUs(this.year.localUs(month, day, hour!, minute!, second!))
    event.tsQuality = this.clock.quality
  }

  private change({ manager }: YumLine, { verb, nevra, name, version, architecture }: YumPackage): void {
    const key = `${name}.${architecture}`
    const isGone = verb === 'Removed' || verb === 'Replaced'
    const now = isGone ? (this.came.get(key) ?? '') : version
    this.came.delete(key)
    if (!isGone && this.came.size < MOST_PENDING) this.came.set(key, version)
    const after = verb === 'Removed' ? '' : now
    fillPackage(manager, { verb, name, architecture, before: isGone ? version : '', after }, this.sink)
    this.sink.attr('nevra', nevra)
  }

  private message({ manager, level, message }: YumLine): void {
    const { sink } = this
    const { event } = sink
    const command = /^Command(?: line)?: (.{1,4000})$/.exec(message)?.[1]
    const isError = level === 'ERROR' || level === 'CRITICAL'
    event.type = command !== undefined ? 'process' : isError ? 'error' : 'application'
    event.specificity = command === undefined ? 'generic' : 'specific'
    event.name = sink.text(`${manager}-${command !== undefined ? 'Command' : isError ? 'Error' : 'Message'}`)
    event.message = shorten(message, LONGEST_MESSAGE)
    if (command !== undefined) sink.attr('command', command)
  }
}

/** Read the whole file. */
export async function readYum(input: SourceInput, sink: RecordSink, clock: ClockDecision): Promise<void> {
  const reader = new YumReader(sink, clock)
  await readLines(input, sink, (text) => reader.read(text), true)
}

/** dnf writes moments; yum writes neither year nor zone. */
export function yumClockEvidence(head: Head): ClockEvidence {
  const lines = head.lines.slice(0, 200).map((line) => readYumLine(line))
  const first = lines.find((line) => line?.manager === 'Yum')
  if (first === undefined || first === null) return { absolute: lines.some((line) => line !== null) }
  return { first: { month: first.month, day: first.day } }
}

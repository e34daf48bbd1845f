/** Session lines of the Tenable Network Monitor. A record is a line: one finished session. */
import type { SessionState } from '#contract/event'
import { claimByLines } from '../kit/detect'
import { YearlessClock, ZoneClock, offsetText } from '../kit/clock'
import { defineFormat, type ClockDecision, type ClockEvidence, type Head, type RecordSink, type SourceInput } from '../kit/format'
import { readLines } from '../kit/line-reader'
import { nameWord } from '../kit/taxonomy'
import { Claims } from './claims'
import { isSessionLine, localNear, OffsetVotes, readSession, type SessionLine } from './line'
import { FIELDS, TAXONOMY } from './words'

/** A session that timed out without an answer, and one that was merely idle, carry the same label; the bytes tell them apart. */
function stateOf(line: SessionLine): SessionState {
  if (line.proto !== 'tcp') return 'none'
  const isAnswered = line.up > 0 && line.down > 0
  return /Timed_?Out/i.test(line.name) && !isAnswered ? 'no-answer' : 'complete'
}

function clockEvidence(head: Head): ClockEvidence {
  const votes = new OffsetVotes()
  let first: { month: number; day: number } | undefined
  for (const text of head.lines) {
    const line = readSession(text)
    if (typeof line === 'string') continue
    first ??= { month: line.time.month, day: line.time.day }
    votes.add(line)
  }
  const winner = votes.winner()
  if (winner === null) return { first }
  const where = `UTC${offsetText(winner.offsetMinutes)}`
  const why = `solved: the text time is the end of the session in ${where} in ${winner.votes} of the first ${votes.records} records`
  return { first, solved: { ...winner, why }, yearWritten: true }
}

class SessionReader {
  private readonly votes = new OffsetVotes()
  private readonly claims = new Claims()
  private readonly zone: ZoneClock
  private readonly year: YearlessClock
  /** End of the last session with epochs, s; it gives the year of lines that have none. */
  private lastEnd = NaN

  constructor(
    private readonly sink: RecordSink,
    private readonly clock: ClockDecision,
  ) {
    this.zone = new ZoneClock(clock.zone ?? 'UTC')
    this.year = new YearlessClock(clock.year ?? 1970)
  }

  read(text: string): void {
    const line = readSession(text)
    if (typeof line === 'string') {
      this.sink.reject(line)
      return
    }
    this.votes.add(line)
    if (this.time(line)) this.emit(line)
    else this.sink.reject('the time is not a time in its year')
  }

  finish(): void {
    this.claims.report(this.sink, this.votes)
  }

  private time({ start, end, time }: SessionLine): boolean {
    const { event } = this.sink
    if (Number.isNaN(start)) {
      const nearUs = localNear(time, this.lastEnd)
      const localUs = Number.isNaN(nearUs) ? this.year.localUs(time.month, time.day, time.hour, time.minute, time.second) : nearUs
      event.tsUs = this.zone.toUtcUs(localUs)
      event.tsQuality = this.clock.quality
      return !Number.isNaN(event.tsUs)
    }
    this.lastEnd = end
    event.tsUs = start * 1_000_000
    event.tsQuality = 'exact'
    if (end >= start) event.durationUs = (end - start) * 1_000_000
    return true
  }

  private emit(line: SessionLine): void {
    const { sink } = this
    const { event } = sink
    const failure = this.claims.test(line)
    event.type = 'network'
    event.name = sink.text(nameWord(line.name))
    event.proto = sink.text(line.proto)
    event.srcIp = sink.ip(line.left.ip)
    event.srcPort = line.left.port
    event.dstIp = sink.ip(line.right.ip)
    event.dstPort = line.right.port
    event.roles = 'arrow'
    event.srcBytes = line.up
    event.dstBytes = line.down
    event.sessionState = stateOf(line)
    if (failure !== null) event.sensorDisagrees = sink.text(failure)
    sink.attr('time', line.time.text)
    sink.attr('total', line.total)
    if (!Number.isNaN(line.length)) sink.attr('length', line.length)
    sink.emit()
  }
}

async function read(input: SourceInput, sink: RecordSink, clock: ClockDecision): Promise<void> {
  const reader = new SessionReader(sink, clock)
  await readLines(input, sink, (text) => reader.read(text))
  reader.finish()
}

export default defineFormat({
  id: 'tnm',
  title: 'Tenable Network Monitor sessions',
  source: 'Log Correlation Engine client guide, chapter Tenable NetFlow Monitor and Network Monitor',
  recordUnit: 'line',
  classes: ['flow'],
  clock: { zone: true, year: true },
  fields: FIELDS,
  taxonomy: TAXONOMY,
  attrs: { text: 'time', integers: ['total', 'length'] },
  sniff: (head) => claimByLines(head, isSessionLine, 'session lines of the Tenable Network Monitor', 0.97),
  clockEvidence,
  read,
})

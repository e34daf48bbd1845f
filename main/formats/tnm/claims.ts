/** What a session line claims about itself, held against its own numbers. */
import type { RecordSink } from '../kit/format'
import { offsetText } from '../kit/clock'
import type { OffsetVotes, SessionLine } from './line'

/** Shape: label → the least length it states in seconds, or NaN: `…_5_Minutes` says 300. */
export function leastSeconds(name: string): number {
  const match = /(\d+)_Minutes?$/i.exec(name)
  return match === null ? NaN : Number(match[1]) * 60
}

/** Counts lines that fail each check. */
export class Claims {
  private readonly failures = { total: 0, length: 0, order: 0, label: 0 }
  private readonly tested = { total: 0, length: 0, label: 0 }

  /** Shape: line → what it fails, in words; null where it is at one with itself. */
  test(line: SessionLine): string | null {
    const texts: string[] = []
    const seconds = line.end - line.start
    if (!Number.isNaN(line.up + line.down)) {
      this.tested.total++
      if (line.total !== line.up + line.down) {
        this.failures.total++
        texts.push(`bracket says ${line.total} bytes, u + d is ${line.up + line.down}`)
      }
    }
    if (!Number.isNaN(seconds)) this.testLength(line, seconds, texts)
    const least = leastSeconds(line.name)
    if (!Number.isNaN(least) && !Number.isNaN(seconds)) {
      this.tested.label++
      if (seconds < least) {
        this.failures.label++
        texts.push(`label says at least ${least} s, measured ${seconds} s`)
      }
    }
    return texts.length === 0 ? null : texts.join('; ')
  }

  private testLength(line: SessionLine, seconds: number, texts: string[]): void {
    this.tested.length++
    if (seconds < 0) {
      this.failures.order++
      texts.push('ends before it starts')
    } else if (line.length !== seconds) {
      this.failures.length++
      texts.push(`length says ${line.length} s, end minus start is ${seconds} s`)
    }
  }

  /** Tell the sink how each check went over the whole file. */
  report(sink: RecordSink, votes: OffsetVotes): void {
    const { failures, tested } = this
    const say = (id: string, count: number, of: number, holds: string, fails: string) => {
      if (of === 0) return
      const text = count === 0 ? `${holds} in ${of} of ${of} records.` : `${fails} in ${count} of ${of} records.`
      sink.check({ id, level: count === 0 ? 'ok' : 'warning', text, count })
    }
    say('tnm-total', failures.total, tested.total, 'The number in brackets is u + d', 'The number in brackets is not u + d')
    say('tnm-length', failures.length, tested.length, 'Length is end minus start', 'Length is not end minus start')
    say('tnm-order', failures.order, tested.length, 'The session ends after it starts', 'The session ends before it starts')
    say(
      'tnm-label',
      failures.label,
      tested.label,
      'The label states no more than was measured',
      'The label states a longer session than was measured',
    )
    const winner = votes.winner()
    if (winner === null) return
    const where = `the end of the session in UTC${offsetText(winner.offsetMinutes)}`
    const text = `The text time is ${where} in ${winner.votes} of ${votes.records} records.`
    sink.check({ id: 'tnm-text-time', level: winner.dissenters === 0 ? 'ok' : 'warning', text, count: winner.dissenters })
  }
}

/** One session line of the Tenable Network Monitor, taken apart. */
import { civilUs, monthOf } from '../kit/clock'
import { readEndpoint, type Endpoint } from '../kit/endpoint'
import { integerOf } from '../kit/text'

/** A line as written; NaN = not there. Epochs in seconds. */
export interface SessionLine {
  time: { text: string; month: number; day: number; hour: number; minute: number; second: number }
  name: string
  proto: 'tcp' | 'udp' | 'icmp'
  total: number
  left: Endpoint
  right: Endpoint
  up: number
  down: number
  start: number
  end: number
  length: number
}

const LINE =
  /^((?:\w{3} )?(\w{3}) +(\d{1,2}) (\d{2}):(\d{2}):(\d{2})) - ([\w.-]+)\[(\d+)\]:\s*(\S+) -> (\S+?)(?:\s+\[u:(\d+) d:(\d+)\])?(?:\|(\d+)\|(\d+)\|(-?\d+))?\s*$/

/** Shape: line → whether it looks like one of this monitor's, whole or not. */
export const isSessionLine = (line: string): boolean => /^(?:\w{3} )?\w{3} +\d{1,2} \d{2}:\d{2}:\d{2} - TNM-[\w.-]+\[/.test(line)

/** Shape: text → its parts, or the reason why it is no session line. */
export function readSession(text: string): SessionLine | string {
  const match = LINE.exec(text)
  if (match === null) return 'not a session line: time - name[bytes]:left -> right [u:… d:…]|start|end|length expected'
  const name = match[7]!
  const proto = /UDP/i.test(name) ? 'udp' : /ICMP/i.test(name) ? 'icmp' : 'tcp'
  const left = readEndpoint(match[9]!, proto !== 'icmp')
  const right = readEndpoint(match[10]!, proto !== 'icmp')
  if (left === null) return 'the left side of the arrow is not an address and port'
  if (right === null) return 'the right side of the arrow is not an address and port'
  const time = timeOf(match)
  if (Number.isNaN(civilUs(2000, time.month, time.day, time.hour, time.minute, time.second))) return 'the time is not a time'
  return {
    time,
    name,
    proto,
    total: integerOf(match[8]),
    left,
    right,
    up: integerOf(match[11]),
    down: integerOf(match[12]),
    start: integerOf(match[13]),
    end: integerOf(match[14]),
    length: match[15] === undefined ? NaN : Number(match[15]),
  }
}

function timeOf(match: RegExpExecArray): SessionLine['time'] {
  return {
    text: match[1]!,
    month: monthOf(match[2]!),
    day: Number(match[3]),
    hour: Number(match[4]),
    minute: Number(match[5]),
    second: Number(match[6]),
  }
}

const HALF_YEAR_SECONDS = 183 * 86_400

/**
 * The offset in which the text time is the end of the session.
 *
 * Shape: line → minutes east of UTC, or NaN where no whole quarter of an hour within ±14 h makes them equal. The text has no year: the
 *        one that brings it nearest to the end is taken.
 */
export function offsetOf({ time, end }: SessionLine): number {
  const localUs = localNear(time, end)
  const seconds = localUs / 1_000_000 - end
  return seconds % 900 === 0 && Math.abs(seconds) <= 14 * 3600 ? seconds / 60 : NaN
}

/** Shape: (text time, epoch in s) → local µs in the year that brings it within half a year of the epoch, or NaN. */
export function localNear(time: SessionLine['time'], epoch: number): number {
  if (Number.isNaN(epoch)) return NaN
  const epochYear = new Date(epoch * 1000).getUTCFullYear()
  for (const year of [epochYear, epochYear - 1, epochYear + 1]) {
    const localUs = civilUs(year, time.month, time.day, time.hour, time.minute, time.second)
    if (Math.abs(localUs / 1_000_000 - epoch) < HALF_YEAR_SECONDS) return localUs
  }
  return NaN
}

/** Counts votes for the offset of a file. */
export class OffsetVotes {
  private readonly votes = new Map<number, number>()
  records = 0

  add(line: SessionLine): void {
    if (Number.isNaN(line.end)) return
    this.records++
    const offset = offsetOf(line)
    if (!Number.isNaN(offset)) this.votes.set(offset, (this.votes.get(offset) ?? 0) + 1)
  }

  /** Shape: → the offset most records agree on, with its votes, or null where no record settles one. */
  winner(): { offsetMinutes: number; votes: number; dissenters: number } | null {
    let best: [number, number] | null = null
    for (const vote of [...this.votes].sort(([a], [b]) => a - b)) if (best === null || vote[1] > best[1]) best = vote
    return best === null ? null : { offsetMinutes: best[0], votes: best[1], dissenters: this.records - best[1] }
  }
}

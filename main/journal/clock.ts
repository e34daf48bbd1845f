/** Hybrid logical clock: never goes back, is always after every operation seen, and stays readable as a time. */
import { isoFromMicros } from '#contract/units'

/** `2009-06-28T01:08:26.000Z#0000`: UTC to the millisecond, then a counter; text order is time order. */
export type Stamp = string
export const STAMP_PATTERN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z#\d{4}$/

/** The time and the randomness of the surroundings, handed in by the host. */
export interface Surroundings {
  nowUs(): number
  randomBytes(count: number): Uint8Array
}

export interface HybridClock {
  /** A stamp after every stamp given or observed before. */
  tick(): Stamp
  /** Take note of a stamp somebody else gave. */
  observe(stamp: Stamp): void
  /** A UUID of version 7 at the present time. */
  uuid(): string
}

/**
 * How far ahead of our own time another's stamp may pull the clock (chosen): a colleague's clock that is a day wrong must not date
 * everything we write from then on.
 */
export const MAX_AHEAD_MS = 24 * 60 * 60 * 1000
const COUNTER_LIMIT = 9999

const format = (wallMs: number, counter: number): Stamp => `${new Date(wallMs).toISOString()}#${String(counter).padStart(4, '0')}`

/** Shape: stamp → its wall time in ms since epoch and its counter, or null where it is not one. */
export function parseStamp(stamp: Stamp): { wallMs: number; counter: number } | null {
  if (!STAMP_PATTERN.test(stamp)) return null
  const wallMs = Date.parse(stamp.slice(0, 24))
  if (Number.isNaN(wallMs) || new Date(wallMs).toISOString() !== stamp.slice(0, 24)) return null
  return { wallMs, counter: Number(stamp.slice(25)) }
}

/** Shape: stamp → the time of day it names, as the command line writes times. */
export const stampTime = (stamp: Stamp): string => isoFromMicros((parseStamp(stamp)?.wallMs ?? 0) * 1000)

/**
 * A UUID whose first bits are its time, so that ids sort by age.
 *
 * Shape: (ms since epoch, 10 random bytes) → lower-case UUID.
 * Source: RFC 9562, section 5.7.
 */
export function uuidV7(nowMs: number, random: Uint8Array): string {
  const bytes = Buffer.alloc(16)
  bytes.writeUIntBE(nowMs, 0, 6)
  bytes.set(random.subarray(0, 10), 6)
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/**
 * Make the clock of one workbench.
 *
 * Source: Kulkarni et al. 2014, "Logical Physical Clocks", with a bound on how far others may pull it.
 */
export function hybridClock(surroundings: Surroundings): HybridClock {
  let last = { wallMs: 0, counter: 0 }
  const nowMs = () => Math.floor(surroundings.nowUs() / 1000)
  return {
    tick() {
      const now = nowMs()
      if (now > last.wallMs) last = { wallMs: now, counter: 0 }
      else if (last.counter < COUNTER_LIMIT) last = { wallMs: last.wallMs, counter: last.counter + 1 }
      else last = { wallMs: last.wallMs + 1, counter: 0 }
      return format(last.wallMs, last.counter)
    },
    observe(stamp) {
      const seen = parseStamp(stamp)
      if (seen === null || seen.wallMs > nowMs() + MAX_AHEAD_MS) return
      if (seen.wallMs > last.wallMs || (seen.wallMs === last.wallMs && seen.counter > last.counter)) last = seen
    },
    uuid: () => uuidV7(nowMs(), surroundings.randomBytes(10)),
  }
}

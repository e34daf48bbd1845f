/** How members of a zip are packed. Source: APPNOTE.TXT 6.3.10, 4.4.5. */
import { fault } from '#contract/errors'
import type { Entry } from './entry'

export const STORED = 0
export const DEFLATED = 8
const OTHERS: Record<number, string> = { 9: 'Deflate64', 12: 'bzip2', 14: 'LZMA', 93: 'zstd', 95: 'xz', 98: 'PPMd' }

/** Shape: method of a member → why it cannot be read, or null where it can. */
export function methodRefusal(method: number): Entry['refusal'] {
  if (method === STORED || method === DEFLATED) return null
  return (path) => fault('EVD-011', { path, method: OTHERS[method] ?? `number ${method}` })
}

/** What a packer writes that knows no time: the first moment a zip can state. */
const NO_TIME_BEFORE = Date.UTC(1980, 0, 2)

/** Shape: ms UTC → µs. WHY: the time is that of a clock on a wall nobody knows the zone of; it only hints at the year. */
export const modifiedUsOf = (timeMs: number): number | null =>
  Number.isFinite(timeMs) && timeMs >= NO_TIME_BEFORE ? timeMs * 1000 : null

/** Bytes of a member as they come out, and what is wrong with them in the end. */
export const wrongSize = (found: number, stated: number): string => `it holds ${found} bytes, the zip says ${stated}`
export const WRONG_CHECKSUM = 'its bytes do not hold what their checksum (CRC-32) says'

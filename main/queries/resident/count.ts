/** Counting the codes of a field over events in view. */
import type { Codes, ResidentField } from './field'

/** Events worked through before others have their turn. */
const EVENTS_PER_TURN = 2 ** 21

/** Counts held at once; beyond it the database counts. */
const MOST_COUNTS = 2 ** 24

/** Shape: field, parts → whether it can be counted in so many parts here. */
export const countable = ({ size, keys }: ResidentField, parts: number): boolean =>
  Math.max(size, keys.length) * parts <= MOST_COUNTS

/** WHY: counting is not interrupted by itself; questions that were given up, and others, are looked at in between. */
export const othersTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/**
 * Shape: codes, how many there are, events in view, and where each part of them begins and the last ends → counts, part by part: the count of
 *        a code in a part stands at `part * size + code`.
 */
export async function countByPart(
  codes: Codes,
  size: number,
  positions: Uint32Array,
  edges: readonly number[],
  signal: AbortSignal | undefined,
): Promise<Uint32Array> {
  const parts = edges.length - 1
  const counts = new Uint32Array(parts * size)
  let done = 0
  for (let part = 0; part < parts; part++) {
    const ofPart = counts.subarray(part * size, (part + 1) * size)
    const [from, to] = [edges[part]!, edges[part + 1]!]
    countInto(ofPart, codes, positions, from, to)
    done += to - from
    if (done < EVENTS_PER_TURN) continue
    done = 0
    await othersTurn()
    signal?.throwIfAborted()
  }
  return counts
}

function countInto(counts: Uint32Array, codes: Codes, positions: Uint32Array, from: number, to: number): void {
  for (let index = from; index < to; index++) counts[codes[positions[index]!]!]!++
}

/** Shape: counts by code → counts by key, of a field whose codes count under several keys or none. */
export function countsByKey(
  counts: Uint32Array,
  keysOf: readonly (readonly number[])[],
  keys: number,
  parts: number,
): Uint32Array {
  const size = keysOf.length
  const sums = new Uint32Array(parts * keys)
  for (let part = 0; part < parts; part++)
    keysOf.forEach((ofCode, code) => {
      for (const key of ofCode) sums[part * keys + key]! += counts[part * size + code]!
    })
  return sums
}

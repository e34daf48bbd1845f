/** One field of every event, as numbers in time order. */
import type { PivotField } from '#contract/query'

export type Codes = Uint8Array | Uint16Array | Uint32Array

export interface ResidentField {
  by: PivotField
  /** Code of each event, events in time order. */
  codes: Codes
  /** Codes there are: 0 to size - 1. */
  size: number
  /** What people see, in the order in which equal counts stand: numbers by size, texts by their characters, absent last. */
  keys: readonly (string | number | null)[]
  /** Keys that each code counts under; null where a code is the number of its key. */
  keysOf: readonly (readonly number[])[] | null
}

/** Shape: codes and how many differ → the same in the smallest array that holds them. */
export function packed(codes: Codes, size: number): Codes {
  if (size <= 2 ** 8) return codes instanceof Uint8Array ? codes : Uint8Array.from(codes)
  if (size <= 2 ** 16) return codes instanceof Uint16Array ? codes : Uint16Array.from(codes)
  return codes instanceof Uint32Array ? codes : Uint32Array.from(codes)
}

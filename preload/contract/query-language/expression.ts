/** A filter as typed data: what `parseFilter` gives and what the engine turns into SQL. */
import type { FieldName } from './fields'

/** `*` any run of characters, `?` one, `\` before a character that stands for itself. */
export type WildcardText = string

/** One end of a range of numbers. */
export interface Bound {
  value: number
  inclusive: boolean
}

/**
 * What a field must be.
 *
 * Units: durations µs; bytes; times µs since epoch UTC, half-open [from, to); addresses as 128-bit numbers, IPv4 as ::ffff:a.b.c.d.
 */
export type Test =
  | { is: 'present' }
  | { is: 'equals'; value: string | number }
  | { is: 'like'; pattern: WildcardText }
  | { is: 'contains'; pattern: WildcardText }
  | { is: 'regex'; source: string }
  | { is: 'between'; from: Bound | null; to: Bound | null }
  | { is: 'during'; fromUs: number | null; toUs: number | null }
  | { is: 'address'; low: bigint; high: bigint; text: string }

export type Filter =
  | { op: 'and'; of: Filter[] }
  | { op: 'or'; of: Filter[] }
  | { op: 'not'; of: Filter }
  | { op: 'text'; pattern: WildcardText }
  | { op: 'match'; field: FieldName; test: Test }

/** Shape: nothing asked; every event fits. */
export const EVERY_EVENT: Filter = { op: 'and', of: [] }

const flatten = (op: 'and' | 'or', of: readonly Filter[]): Filter[] => of.flatMap((part) => (part.op === op ? part.of : [part]))

/** Shape: filters → all of them; nested ands are one, a single one is itself. */
export function allOf(parts: readonly Filter[]): Filter {
  const of = flatten('and', parts)
  return of.length === 1 ? of[0]! : { op: 'and', of }
}

/** Shape: at least one filter → any of them; nested ors are one, a single one is itself. */
export function anyOf(parts: readonly Filter[]): Filter {
  const of = flatten('or', parts)
  return of.length === 1 ? of[0]! : { op: 'or', of }
}

/** Shape: filter → the events it leaves out; twice gives the filter back. */
export function noneOf(part: Filter): Filter {
  return part.op === 'not' ? part.of : { op: 'not', of: part }
}

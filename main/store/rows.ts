/** Typed rows: the reader states the shape it wants, it is checked at run time, and here alone `bigint` becomes `number`. */
import type { DuckDBValue } from '@duckdb/node-api'
import { DuckDBBitValue, DuckDBBlobValue, DuckDBListValue, DuckDBTimestampValue } from '@duckdb/node-api'

export interface Reader<T> {
  name: string
  read: (value: DuckDBValue) => T
}
export type RowShape = Record<string, Reader<unknown>>
export type RowOf<S extends RowShape> = { [K in keyof S]: S[K] extends Reader<infer T> ? T : never }

const wrong = (name: string, value: DuckDBValue): never => {
  throw new TypeError(`expected ${name}, the database gave ${value === null ? 'NULL' : typeof value}`)
}

function toNumber(name: string, value: DuckDBValue): number {
  if (typeof value === 'number') return value
  if (typeof value !== 'bigint') return wrong(name, value)
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : wrong(`${name} below 2^53`, value)
}

/** A whole number ≥ 0 below 2^53. */
export const COUNT: Reader<number> = { name: 'a count', read: (value) => toNumber('a count', value) }
/** A whole number within ±2^53. */
export const INTEGER: Reader<number> = { name: 'a whole number', read: (value) => toNumber('a whole number', value) }
/** A DOUBLE; sums of integers are given as numbers too. */
export const REAL: Reader<number> = {
  name: 'a number',
  read: (value) => (typeof value === 'bigint' ? Number(value) : typeof value === 'number' ? value : wrong('a number', value)),
}
/** A TIMESTAMP as µs since epoch, UTC. */
export const MICROS: Reader<number> = {
  name: 'a time',
  read: (value) => (value instanceof DuckDBTimestampValue ? Number(value.micros) : wrong('a time', value)),
}
export const TEXT: Reader<string> = { name: 'text', read: (value) => (typeof value === 'string' ? value : wrong('text', value)) }
export const BOOLEAN: Reader<boolean> = {
  name: 'true or false',
  read: (value) => (typeof value === 'boolean' ? value : wrong('true or false', value)),
}
/** A BLOB as a copy of its bytes. */
export const BYTES: Reader<Uint8Array> = {
  name: 'bytes',
  read: (value) => (value instanceof DuckDBBlobValue ? Uint8Array.from(value.bytes) : wrong('bytes', value)),
}
/** A BIT of whole bytes, the first bit in the highest place of the first byte. */
export const BITS: Reader<Uint8Array> = {
  name: 'bits',
  // WHY: the database puts the number of unused bits before them.
  read: (value) => (value instanceof DuckDBBitValue && value.data[0] === 0 ? value.data.subarray(1) : wrong('bits', value)),
}
/** A JSON object. */
export const OBJECT: Reader<Record<string, unknown>> = {
  name: 'a JSON object',
  read: (value) => (typeof value === 'string' ? (JSON.parse(value) as Record<string, unknown>) : wrong('a JSON object', value)),
}

/** Shape: a reader → the same reader that lets NULL through. */
export const nullable = <T>(reader: Reader<T>): Reader<T | null> => ({
  name: `${reader.name} or NULL`,
  read: (value) => (value === null ? null : reader.read(value)),
})

/** Shape: a reader → a reader of lists of it. */
export const list = <T>(reader: Reader<T>): Reader<T[]> => ({
  name: `a list of ${reader.name}`,
  read: (value) => (value instanceof DuckDBListValue ? value.items.map(reader.read) : wrong(`a list of ${reader.name}`, value)),
})

/** Shape: columns by name and a shape → rows; a column that is missing or of another type is a TypeError that names it. */
export function rowsOf<S extends RowShape>(shape: S, names: readonly string[], columns: readonly DuckDBValue[][]): RowOf<S>[] {
  const wanted = Object.keys(shape).map((name) => {
    const index = names.indexOf(name)
    if (index < 0) throw new TypeError(`the query gives no column ${name}`)
    return { name, values: columns[index] ?? [], reader: shape[name]! }
  })
  const length = wanted[0]?.values.length ?? columns[0]?.length ?? 0
  const rows: Record<string, unknown>[] = Array.from({ length }, () => ({}))
  for (const { name, values, reader } of wanted) {
    try {
      for (let index = 0; index < length; index++) rows[index]![name] = reader.read(values[index]!)
    } catch (error) {
      throw new TypeError(`column ${name}: ${(error as Error).message}`, { cause: error })
    }
  }
  return rows as RowOf<S>[]
}

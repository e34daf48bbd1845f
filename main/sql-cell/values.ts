/** Values of DuckDB as JSON, and as the canonical text that a digest is of. */
import {
  DuckDBArrayValue,
  DuckDBBlobValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBUnionValue,
  type DuckDBValue,
} from '@duckdb/node-api'
import type { SqlCell } from '#contract/sql'
import { isoFromMicros } from '#contract/units'

/** Digits of a fractional number that a digest looks at (chosen): sums of the same numbers in another order differ only beyond. */
const DIGEST_DIGITS = 12
/** Years 1 to 9999, µs: what an ISO text can say. */
const ISO_US = { least: -62_135_596_800_000_000n, most: 253_402_300_799_999_999n }

/** Shape: value → JSON; times ISO 8601 UTC, blobs hexadecimal, maps lists of pairs, whole numbers beyond 2^53 as text. */
export function cellOf(value: DuckDBValue): SqlCell {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'bigint') return wholeNumber(value)
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) return value.items.map(cellOf)
  if (value instanceof DuckDBStructValue)
    return Object.fromEntries(Object.entries(value.entries).map(([key, entry]) => [key, cellOf(entry)]))
  if (value instanceof DuckDBMapValue) return value.entries.map(({ key, value: entry }) => [cellOf(key), cellOf(entry)])
  if (value instanceof DuckDBUnionValue) return cellOf(value.value)
  if (value instanceof DuckDBBlobValue) return Buffer.from(value.bytes).toString('hex')
  if (value instanceof DuckDBDecimalValue) return value.scale === 0 ? wholeNumber(value.value) : value.toDouble()
  return timeOf(value) ?? String(value)
}

const wholeNumber = (value: bigint): SqlCell =>
  value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value)

function microsOf(value: DuckDBValue): bigint | null {
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue) return value.micros
  if (value instanceof DuckDBTimestampMillisecondsValue) return value.millis * 1000n
  if (value instanceof DuckDBTimestampSecondsValue) return value.seconds * 1_000_000n
  if (value instanceof DuckDBTimestampNanosecondsValue) return value.nanos / 1000n
  return null
}

function timeOf(value: DuckDBValue): string | null {
  const us = microsOf(value)
  return us === null || us < ISO_US.least || us > ISO_US.most ? null : isoFromMicros(Number(us))
}

/** Shape: cell → the same with fractional numbers cut to the digits that do not depend on the order of a sum. */
export function digestedCell(cell: SqlCell): SqlCell {
  if (typeof cell === 'number') return Number.isInteger(cell) ? cell : Number(cell.toPrecision(DIGEST_DIGITS))
  if (Array.isArray(cell)) return cell.map(digestedCell)
  if (typeof cell !== 'object' || cell === null) return cell
  return Object.fromEntries(Object.entries(cell).map(([key, entry]) => [key, digestedCell(entry)]))
}

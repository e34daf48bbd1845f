/**
 * Fills DuckDB's vectors straight from a slab.
 *
 * SECURITY: the bindings call these functions efficient but unsafe, so they are used in this file alone: lengths come from the slab that
 * is written here, and every text was checked to be UTF-8 when its slab was made.
 */
import type { DuckDBDataChunk } from '@duckdb/node-api'
import duckdb from '@duckdb/node-bindings'
import type { Slab, SlabColumn } from './batch'

/** Rows of one DuckDB vector. */
export const VECTOR_ROWS = 2048

/** Ids of a source's dictionaries → ids of the case. */
export interface IdMap {
  texts: Uint32Array
  addresses: Uint32Array
}

const CELL_BYTES: Record<SlabColumn['kind'], number> = {
  ...{ micros: 8, i64: 8, u64: 8, u32: 4, u16: 2, u8: 1, port: 2, text: 4, ip: 4, varchar: 8 },
}
const mapped = new Uint32Array(VECTOR_ROWS)
const numbers = new Uint32Array(VECTOR_ROWS * 2)

type Vector = ReturnType<typeof duckdb.data_chunk_get_vector>

function fillTexts(vector: Vector, column: SlabColumn, buffer: ArrayBuffer, from: number, rows: number): void {
  const cells = new Int32Array(buffer, column.at + from * 8, rows * 2)
  const arena = column.arena!
  let bits: Uint8Array | null = null
  for (let row = 0; row < rows; row++) {
    const length = cells[row * 2 + 1]!
    if (length >= 0) {
      const start = cells[row * 2]! >>> 0
      duckdb.vector_assign_string_element_len(vector, row, arena.subarray(start, start + length))
      continue
    }
    bits ??= new Uint8Array(VECTOR_ROWS / 8).fill(255)
    bits[row >> 3]! &= ~(1 << (row & 7))
  }
  if (bits !== null) setValidity(vector, bits.buffer as ArrayBuffer, 0)
}

function setValidity(vector: Vector, buffer: ArrayBuffer, at: number): void {
  duckdb.vector_ensure_validity_writable(vector)
  const size = Math.min(VECTOR_ROWS / 8, buffer.byteLength - at)
  duckdb.copy_data_to_vector_validity(vector, 0, buffer, at, size)
}

function fillIds(vector: Vector, column: SlabColumn, buffer: ArrayBuffer, from: number, rows: number, ids: Uint32Array): void {
  const cells = new Uint32Array(buffer, column.at + from * 4, rows)
  for (let row = 0; row < rows; row++) mapped[row] = ids[cells[row]!]!
  duckdb.copy_data_to_vector(vector, 0, mapped.buffer, 0, rows * 4)
}

function fillColumn(vector: Vector, column: SlabColumn, slab: Slab, from: number, rows: number, ids: IdMap): void {
  const { buffer } = slab
  if (column.kind === 'varchar') return fillTexts(vector, column, buffer, from, rows)
  if (column.kind === 'text') fillIds(vector, column, buffer, from, rows, ids.texts)
  else if (column.kind === 'ip') fillIds(vector, column, buffer, from, rows, ids.addresses)
  else {
    const size = CELL_BYTES[column.kind]
    duckdb.copy_data_to_vector(vector, 0, buffer, column.at + from * size, rows * size)
  }
  if (column.validityAt >= 0) setValidity(vector, buffer, column.validityAt + from / 8)
}

/** Write the numbers `first`, `first` + 1, … as 64-bit cells; `first` below 2^53. */
function fillNumbers(vector: Vector, first: number, rows: number): void {
  for (let row = 0; row < rows; row++) {
    const value = first + row
    numbers[row * 2] = value % 4_294_967_296
    numbers[row * 2 + 1] = Math.floor(value / 4_294_967_296)
  }
  duckdb.copy_data_to_vector(vector, 0, numbers.buffer, 0, rows * 8)
}

/**
 * Fill one chunk with rows of a slab: first the event ids, then each column that is not constant.
 *
 * Shape: chunk × slab × columns asked for × first row × id of the slab's first event → rows written; 0 = the slab is at its end.
 */
export function fillChunk(
  chunk: DuckDBDataChunk,
  slab: Slab,
  columns: readonly SlabColumn[],
  from: number,
  firstEventId: number,
  ids: IdMap,
): number {
  const rows = Math.min(VECTOR_ROWS, slab.rows - from)
  duckdb.data_chunk_set_size(chunk.chunk, rows)
  if (rows <= 0) return 0
  fillNumbers(duckdb.data_chunk_get_vector(chunk.chunk, 0), firstEventId + from, rows)
  columns.forEach((column, index) => {
    fillColumn(duckdb.data_chunk_get_vector(chunk.chunk, index + 1), column, slab, from, rows, ids)
  })
  return rows
}

/** Turns a filled run into a slab: cells in order of time, NULLs as bits, columns of one value named rather than copied. */
import type { ColumnKind, EventTable, Slab, SlabColumn } from './batch'
import type { BufferPool } from './buffer-pool'
import { NO_CODE, NO_PORT, RUN_COLUMN_KINDS, type RunColumnName, type RunColumns } from './run-columns'
import { orderByTime } from './sort'
import type { TextColumn } from './text-column'

const CELL_BYTES: Readonly<Record<ColumnKind, number>> = {
  ...{ micros: 8, i64: 8, u64: 8, u32: 4, u16: 2, u8: 1, port: 2, text: 4, ip: 4, varchar: 8 },
}
const ALIGNMENT = 8
const TWO_TO_32 = 4_294_967_296

type NumberCells = Float64Array | Uint32Array | Int32Array | Uint16Array | Uint8Array

/** Shape: kind → the cell that stands for none, or undefined where every cell has a value. */
function noneOf(kind: ColumnKind): number | undefined {
  if (kind === 'text' || kind === 'ip') return 0
  if (kind === 'port') return NO_PORT
  return kind === 'u8' ? NO_CODE : kind === 'i64' || kind === 'u64' ? NaN : undefined
}

/** Shape: cells → the one value they all hold (null = none), or undefined where they differ. */
function constantOf(cells: NumberCells, rows: number, kind: ColumnKind): number | null | undefined {
  const first = cells[0]!
  if (first !== first) {
    for (let row = 1; row < rows; row++) if (cells[row]! === cells[row]!) return undefined
    return null
  }
  for (let row = 1; row < rows; row++) if (cells[row] !== first) return undefined
  return first === noneOf(kind) ? null : first
}

function textsAreNone(column: TextColumn, rows: number): boolean {
  const { lengths } = column
  for (let row = 0; row < rows; row++) if (lengths[row]! >= 0) return false
  return true
}

/** Shape: validity bits for cells that are none, or null where there is no such cell. */
function validityOf(cells: NumberCells, none: number | undefined, rows: number, order: Uint32Array | null): Uint8Array | null {
  if (none === undefined || !holds(cells, none, rows)) return null
  const bits = new Uint8Array(Math.ceil(rows / 64) * 8)
  for (let row = 0; row < rows; row++) {
    const value = cells[order === null ? row : order[row]!]!
    if (value !== none && value === value) bits[row >> 3]! |= 1 << (row & 7)
  }
  return bits
}

function holds(cells: NumberCells, none: number, rows: number): boolean {
  for (let row = 0; row < rows; row++) {
    const value = cells[row]!
    if (value === none || value !== value) return true
  }
  return false
}

function gather64(cells: Float64Array, out: Uint32Array, rows: number, order: Uint32Array | null): void {
  for (let row = 0; row < rows; row++) {
    const value = cells[order === null ? row : order[row]!]!
    /* A typed array keeps a number modulo 2^32. */
    out[row * 2] = value
    out[row * 2 + 1] = Math.floor(value / TWO_TO_32)
  }
}

function gather(cells: NumberCells, out: NumberCells, rows: number, order: Uint32Array | null): void {
  if (order === null) for (let row = 0; row < rows; row++) out[row] = cells[row]!
  else for (let row = 0; row < rows; row++) out[row] = cells[order[row]!]!
}

function gatherTexts(column: TextColumn, out: Int32Array, rows: number, order: Uint32Array | null): void {
  for (let row = 0; row < rows; row++) {
    const from = order === null ? row : order[row]!
    out[row * 2] = column.starts[from]!
    out[row * 2 + 1] = column.lengths[from]!
  }
}

function writeCells(
  run: RunColumns,
  name: RunColumnName,
  buffer: ArrayBuffer,
  column: SlabColumn,
  order: Uint32Array | null,
): void {
  const { rows } = run
  const cells = run[name]
  if (column.kind === 'varchar') {
    gatherTexts(cells as TextColumn, new Int32Array(buffer, column.at, rows * 2), rows, order)
  } else if (CELL_BYTES[column.kind] === 8) {
    gather64(cells as Float64Array, new Uint32Array(buffer, column.at, rows * 2), rows, order)
  } else if (CELL_BYTES[column.kind] === 4) gather(cells as NumberCells, new Uint32Array(buffer, column.at, rows), rows, order)
  else if (CELL_BYTES[column.kind] === 2) gather(cells as NumberCells, new Uint16Array(buffer, column.at, rows), rows, order)
  else gather(cells as NumberCells, new Uint8Array(buffer, column.at, rows), rows, order)
}

/**
 * Take everything out of a run.
 *
 * Shape: run × table × events of the source before it × where memory comes from → slab; the run is empty after.
 */
export function slabOf(run: RunColumns, table: EventTable, eventsBefore: number, pool: BufferPool): Slab {
  const { rows } = run
  const order = orderByTime(run.ts, rows)
  const columns: SlabColumn[] = []
  const validities: (Uint8Array | null)[] = []
  let size = 0
  for (const name of Object.keys(RUN_COLUMN_KINDS) as RunColumnName[]) {
    const kind = RUN_COLUMN_KINDS[name]
    const column: SlabColumn = { name, kind, constant: undefined, at: -1, validityAt: -1, arena: null }
    if (kind === 'varchar') {
      const text = run[name] as TextColumn
      if (textsAreNone(text, rows)) column.constant = null
      else {
        text.repair(rows)
        column.arena = text.take(pool)
      }
    } else column.constant = constantOf(run[name] as NumberCells, rows, kind)
    const isCells = column.constant === undefined
    const validity = isCells && kind !== 'varchar' ? validityOf(run[name] as NumberCells, noneOf(kind), rows, order) : null
    if (isCells) {
      column.at = size
      size += Math.ceil((rows * CELL_BYTES[kind]) / ALIGNMENT) * ALIGNMENT
      if (validity !== null) {
        column.validityAt = size
        size += validity.length
      }
    }
    columns.push(column)
    validities.push(validity)
  }
  const buffer = pool.take(size)
  columns.forEach((column, index) => {
    if (column.constant !== undefined) return
    writeCells(run, column.name as RunColumnName, buffer, column, order)
    if (column.validityAt >= 0) new Uint8Array(buffer, column.validityAt).set(validities[index]!)
  })
  run.rows = 0
  return { table, rows, eventsBefore, buffer, columns }
}

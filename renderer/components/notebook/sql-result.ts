/** A result of SQL as a table and as bars. */
import type { SqlCell, SqlColumn } from '#contract/sql'
import type { Column } from '../table/columns'

export interface ResultRow {
  key: string
  cells: readonly SqlCell[]
}

const NUMBERS = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL.*)$/

export const isNumeric = ({ type }: SqlColumn): boolean => NUMBERS.test(type)

/** Shape: cell → what stands in a table: text as it is, null as a dash, lists and structs as JSON. */
export function cellText(cell: SqlCell): string | number | null {
  return cell === null || typeof cell === 'number' || typeof cell === 'string' ? cell : JSON.stringify(cell)
}

/** Shape: columns of a result → columns of the table; numbers to the right, text of evidence in its own letters. */
export function tableColumns(columns: readonly SqlColumn[]): Column<ResultRow>[] {
  return columns.map((column, index) => {
    const value = (row: ResultRow) => cellText(row.cells[index] ?? null)
    const numeric = isNumeric(column)
    const width = numeric ? 'minmax(6rem, 10rem)' : 'minmax(9rem, 1fr)'
    const shape = { title: column.name, hint: column.type, width, mono: true, align: numeric ? 'right' : 'left' } as const
    return { id: String(index), ...shape, value, sortBy: value }
  })
}

export const resultRows = (rows: readonly (readonly SqlCell[])[]): ResultRow[] =>
  rows.map((cells, index) => ({ key: String(index), cells }))

/** Bars that are drawn (chosen): what is read at a glance. */
const MOST_BARS = 40

/** Shape: result → the last column of numbers over the first other column, or null where there is none. */
export function barsOf(columns: readonly SqlColumn[], rows: readonly (readonly SqlCell[])[]) {
  const value = columns.findLastIndex(isNumeric)
  if (value < 0) return null
  const label = columns.findIndex((_, index) => index !== value)
  const bars = rows.slice(0, MOST_BARS).flatMap((row, index) => {
    const number = row[value]
    if (typeof number !== 'number') return []
    return [{ label: label < 0 ? String(index + 1) : String(cellText(row[label] ?? null) ?? '–'), value: number }]
  })
  return { name: columns[value]!.name, bars, more: rows.length - Math.min(rows.length, MOST_BARS) }
}

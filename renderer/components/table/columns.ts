/** What a table column is: a value, how it is shown and sorted, how wide it is. */
export interface Column<Row> {
  id: string
  title: string
  /** Hint on the header. */
  hint?: string
  /** What the cell shows where no slot `cell-<id>` draws it. */
  value: (row: Row) => string | number | null
  /** What the column sorts by; a column without it does not sort. */
  sortBy?: (row: Row) => string | number | null
  align?: 'left' | 'right'
  mono?: boolean
  /** A CSS grid track: `9rem`, `minmax(8rem, 1fr)`; `auto` where the browser lays the table out. */
  width: string
}
export interface Sort {
  id: string
  descending: boolean
}

type Look = Pick<Column<never>, 'align' | 'mono'>
const looking =
  (look: Look) =>
  <Row>(id: string, title: string, value: Column<Row>['value'], more: Partial<Column<Row>> = {}): Column<Row> => ({
    id,
    title,
    value,
    width: 'auto',
    ...look,
    ...more,
  })
/** Shape: id, title, value, the rest → a column of words. */
export const wordColumn = looking({})
/** Shape: the same → a column of what stands in evidence letter by letter: addresses, times, names. */
export const exactColumn = looking({ mono: true })
/** Shape: the same → a column of numbers, digits one under the other. */
export const numberColumn = looking({ mono: true, align: 'right' })

/** Shape: rows and sort → sorted copy, stable; empty values last either way. */
export function sortRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: Sort | null): readonly Row[] {
  const by = columns.find((column) => column.id === sort?.id)?.sortBy
  if (sort === null || by === undefined) return rows
  const sign = sort.descending ? -1 : 1
  return [...rows].sort((one, other) => {
    const [a, b] = [by(one), by(other)]
    if (a === b) return 0
    if (a === null) return 1
    if (b === null) return -1
    return a < b ? -sign : sign
  })
}

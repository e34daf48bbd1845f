/** What a statement of SQL needs of an open case. */
import { fault } from '#contract/errors'
import type { CellCase } from '#main/sql-cell/cell'
import { handedRows } from './handed'
import type { OpenCase } from './open-case'

export function cellCaseOf(open: OpenCase): CellCase {
  return {
    store: open.store,
    start: () => {
      const { startCell } = open.host
      if (startCell === undefined) throw fault('SQL-011', { reason: 'its program is not there' })
      return startCell()
    },
    hand: (relations, signal) => handedRows(open, relations, signal),
  }
}

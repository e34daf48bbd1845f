/** SQL of one's own. */
import { runCell } from '#main/sql-cell/cell'
import { sqlViews } from '#main/sql-cell/relations/all'
import { operations as os } from '../answering'
import { cellCaseOf } from '../sql'
import type { Workspace } from '../workspace'

export function sqlHandlers(workspace: Workspace) {
  return {
    run: os.sql.run.handler(({ input, signal }) => runCell(cellCaseOf(workspace.case), input, signal)),
    views: os.sql.views.handler(() => sqlViews()),
  }
}

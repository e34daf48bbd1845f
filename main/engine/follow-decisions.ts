/** After decisions came or went other than one by one: the database is brought in line, and everybody is told. */
import type { Workspace } from './workspace'

/** Shape: workspace, whether anything changed that the database is made from → done when it is in line again. */
export async function followDecisions(workspace: Workspace, derive: boolean): Promise<void> {
  if (derive) await workspace.bringUpToDate('Bringing the case in line with its journal', false)
  workspace.case.changed()
}

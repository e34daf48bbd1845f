/** Coverage of the open case; where it looks is told by the detections of access. */
import { absenceOf } from '#main/queries/coverage/absence'
import { coverage } from '#main/queries/coverage/matrix'
import { operations as os } from '../answering'
import { focusOf } from '../coverage-focus'
import type { Workspace } from '../workspace'

export function coverageHandlers(workspace: Workspace) {
  return {
    absence: os.coverage.absence.handler(({ input, signal }) => absenceOf(workspace.case.store, input, { signal })),
    matrix: os.coverage.matrix.handler(async ({ input, signal }) => {
      const { store } = workspace.case
      return coverage(store, input, await focusOf(store, { signal }), { signal })
    }),
  }
}

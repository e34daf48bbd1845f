/** What people looked at of the open case. */
import { operations as os } from '../answering'
import { attentionOf, recordAttention, setAttention } from '../attention'
import type { Workspace } from '../workspace'

export function attentionHandlers(workspace: Workspace) {
  return {
    record: os.attention.record.handler(async ({ input, signal }) => {
      await recordAttention(workspace.case, input, { signal })
      return {}
    }),
    report: os.attention.report.handler(({ signal }) => attentionOf(workspace.case, { signal })),
    set: os.attention.set.handler(({ input }) => {
      setAttention(workspace.case, input)
      return {}
    }),
  }
}

/** The access register, what it says of sessions, suggestions. */
import type { ReportResult } from '#contract/report'
import { addAccess, changeAccess, removeAccess, type RegisterCase } from '#main/findings/register'
import { askedTargets } from '#main/queries/access-sheet'
import { verdictCounts } from '#main/queries/verdicts'
import { renderSheet } from '#main/report/pdf'
import { buildSheet } from '#main/report/sheet'
import { learnedAccess } from '../access-learning'
import { operations as os } from '../answering'
import type { OpenCase } from '../open-case'
import { finishRegister } from '../reconcile'
import type { Workspace } from '../workspace'
import { mayWrite } from './case'
import { reportJournal } from '../report-pages'
import { writePdf } from './report'

/** Errors: CAS-010, ACC-005 what is asked for; RPT-001, RPT-002. */
async function exportSheet(
  open: OpenCase,
  targets: readonly string[],
  path: string,
  signal?: AbortSignal,
): Promise<ReportResult> {
  const asked = await askedTargets(open.store, targets, { signal })
  return writePdf(open, 'access sheet', renderSheet(buildSheet(await open.info(), reportJournal(open), asked)), path)
}

export function accessHandlers(workspace: Workspace) {
  /** Shape: a change of the register → its result, after the verdicts were worked out anew and everybody was told. */
  const changing = async <T>(change: (register: RegisterCase) => Promise<T>): Promise<T> => {
    const open = workspace.case
    const result = await change({ journal: open.journal, uuid: () => open.uuid() })
    await open.store.withWriter((writer) => finishRegister(open, writer))
    open.changed()
    return result
  }
  return {
    list: os.access.list.handler(() => workspace.case.journal.state.access),
    add: os.access.add.handler(({ input }) => changing((register) => addAccess(register, input))),
    change: os.access.change.handler(({ input }) => changing((register) => changeAccess(register, input))),
    remove: os.access.remove.handler(({ input }) => changing((register) => removeAccess(register, input.id))),
    suggestions: os.access.suggestions.handler(({ signal }) =>
      learnedAccess(workspace.case.store, { signal }, workspace.case.journal.state.detecting),
    ),
    exportSheet: os.access.exportSheet.handler(({ input, signal }) =>
      exportSheet(workspace.case, input.options.targets, mayWrite(workspace, input.path), signal),
    ),
    counts: os.access.counts.handler(({ signal }) => verdictCounts(workspace.case.store, { signal })),
  }
}

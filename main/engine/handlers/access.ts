/** The access register, what it says of sessions, suggestions. */
import { addAccess, changeAccess, removeAccess, type RegisterCase } from '#main/findings/register'
import { verdictCounts } from '#main/queries/verdicts'
import { operations as os } from '../answering'
import { finishRegister } from '../reconcile'
import type { Workspace } from '../workspace'

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
    counts: os.access.counts.handler(({ signal }) => verdictCounts(workspace.case.store, { signal })),
  }
}

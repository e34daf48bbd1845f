/** The journal as such: conflicts and their settling, taking back, the state as one text. */
import type { Conflict, JournalLine } from '#contract/notebook'
import { fault } from '#contract/errors'
import { canonicalCase } from '#main/journal/canonical-case'
import { sha256Hex } from '#main/journal/canonical'
import { openConflicts } from '#main/journal/conflicts'
import { journalHistory } from '#main/journal/history'
import type { Journal } from '#main/journal/journal'
import { namesOf } from '#main/journal/names'
import { resolutionOf } from '#main/journal/resolution'
import { historyOf } from '#main/journal/standing'
import { tellConflicts } from '#main/journal/told-conflicts'
import { undoingOf } from '#main/journal/undo'
import { operations as os } from '../answering'
import { followDecisions } from '../follow-decisions'
import type { Workspace } from '../workspace'

function conflictsOf(journal: Journal): Conflict[] {
  const history = historyOf(journal.operations())
  const { state } = journal
  return tellConflicts(openConflicts(history), namesOf(history, state), state.authors, ({ author }) => author === journal.identity.fingerprint)
}

/** Whether the database holds something of what an object says; entries live in memory alone. */
const isDerived = (object: string): boolean => !object.startsWith('entry/')

export function journalHandlers(workspace: Workspace) {
  return {
    conflicts: os.journal.conflicts.handler(() => conflictsOf(workspace.case.journal)),
    resolve: os.journal.resolve.handler(async ({ input }) => {
      const { journal } = workspace.case
      const resolution = resolutionOf(historyOf(journal.operations()), input)
      await journal.append('conflict.resolved', resolution)
      await followDecisions(workspace, isDerived(resolution.object))
      return conflictsOf(journal)
    }),
    undo: os.journal.undo.handler(async ({ input }): Promise<JournalLine> => {
      const { journal } = workspace.case
      const { decision, objects } = undoingOf(historyOf(journal.operations()), input.id)
      const [undoing] = await journal.appendAll([decision])
      await followDecisions(workspace, objects.some(isDerived))
      const line = journalHistory(journal, Infinity).find(({ id }) => id === undoing!.id)
      if (line === undefined) throw fault('CAS-040', { id: input.id })
      return line
    }),
    canonical: os.journal.canonical.handler(() => {
      const text = canonicalCase(workspace.case.journal.operations())
      return { text, sha256: sha256Hex(text) }
    }),
  }
}

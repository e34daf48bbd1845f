/** The journal as such: conflicts and their settling, taking back, the state as one text. */
import type { Custody } from '#contract/custody'
import type { Conflict, JournalLine } from '#contract/notebook'
import { fault } from '#contract/errors'
import { canonicalCase } from '#main/journal/canonical-case'
import { sha256Hex } from '#main/journal/canonical'
import { openConflicts } from '#main/journal/conflicts'
import { custodyOf } from '#main/journal/custody'
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
  return tellConflicts(
    openConflicts(history),
    namesOf(history, state),
    state.authors,
    ({ author }) => author === journal.identity.fingerprint,
  )
}

/** Errors: ENG-003 the case does not hold this file. */
function custodyIn(journal: Journal, sha256: string): Custody {
  const custody = custodyOf(historyOf(journal.operations()), journal.state, sha256)
  if (custody === null) throw fault('ENG-003', { what: 'evidence file', id: sha256 })
  return custody
}

/** Whether the database holds something of what an object says; entries live in memory alone. */
const isDerived = (object: string): boolean => !object.startsWith('entry/')

export function journalHandlers(workspace: Workspace) {
  return { ...decisionHandlers(workspace), ...originHandlers(workspace) }
}

function decisionHandlers(workspace: Workspace) {
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

/** Where evidence and decisions come from. */
function originHandlers(workspace: Workspace) {
  return {
    custody: os.journal.custody.handler(({ input }) => custodyIn(workspace.case.journal, input.sha256)),
    setCustody: os.journal.setCustody.handler(async ({ input }) => {
      const { journal } = workspace.case
      custodyIn(journal, input.sha256)
      await journal.append('evidence.custody', input)
      workspace.case.changed()
      return custodyIn(journal, input.sha256)
    }),
    people: os.journal.people.handler(() => workspace.case.journal.state.people),
    namePerson: os.journal.namePerson.handler(async ({ input }) => {
      const { journal } = workspace.case
      const { fingerprint: author, ...named } = input
      if (!journal.state.people.some(({ fingerprint }) => fingerprint === author)) {
        throw fault('ENG-003', { what: 'key', id: author })
      }
      await journal.append('author.named', { author, ...named })
      workspace.case.changed()
      return journal.state.people
    }),
  }
}

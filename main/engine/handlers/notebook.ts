/** The notebook: entries, citations, tags, events of one's own, the journal as history. */
import type { CitationState } from '#contract/notebook'
import {
  addManualEvent,
  changeEntry,
  citeInEntry,
  createEntry,
  removeEntry,
  tagEvents,
  unciteInEntry,
  type NotebookCase,
} from '#main/findings/notebook'
import { verifyAll } from '#main/findings/verify'
import { journalHistory } from '#main/journal/history'
import { operations as os, streamed } from '../answering'
import type { OpenCase } from '../open-case'
import { questionsOf } from '../questions'
import { finishWriting } from '../reconcile'
import type { Workspace } from '../workspace'

function notebookOf(open: OpenCase): NotebookCase {
  return { journal: open.journal, ask: questionsOf(open), uuid: () => open.uuid() }
}

/** What changes rows of the database besides the journal. */
async function projected(open: OpenCase): Promise<void> {
  await open.store.withWriter((writer) => finishWriting(open, writer))
  open.changed()
}

async function* verify(open: OpenCase, signal?: AbortSignal): AsyncGenerator<CitationState> {
  yield* verifyAll(questionsOf(open), open.journal.state.entries, signal)
}

export function notebookHandlers(workspace: Workspace) {
  /** Shape: a change of the notebook → its result, told to everybody who shows the case. */
  const changing = async <T>(change: (notebook: NotebookCase) => Promise<T>): Promise<T> => {
    const open = workspace.case
    const result = await change(notebookOf(open))
    open.changed()
    return result
  }
  return {
    list: os.notebook.list.handler(() => workspace.case.journal.state.entries),
    create: os.notebook.create.handler(({ input }) => changing((notebook) => createEntry(notebook, input))),
    change: os.notebook.change.handler(({ input }) => changing((notebook) => changeEntry(notebook, input))),
    remove: os.notebook.remove.handler(({ input }) => changing((notebook) => removeEntry(notebook, input.id))),
    cite: os.notebook.cite.handler(({ input, signal }) =>
      changing((notebook) => citeInEntry(notebook, input.entry, input.cite, signal)),
    ),
    uncite: os.notebook.uncite.handler(({ input }) =>
      changing((notebook) => unciteInEntry(notebook, input.entry, input.citation)),
    ),
    verify: os.notebook.verify.handler(({ signal }) => streamed(verify(workspace.case, signal))),
    tag: os.notebook.tag.handler(async ({ input }) => {
      const open = workspace.case
      const tagged = await tagEvents(open.journal, input.keys, input.tag, input.remove)
      if (tagged > 0) await projected(open)
      return { tagged }
    }),
    addEvent: os.notebook.addEvent.handler(async ({ input }) => {
      const open = workspace.case
      const event_key = await addManualEvent(notebookOf(open), input)
      await projected(open)
      return { event_key }
    }),
    history: os.notebook.history.handler(({ input }) => journalHistory(workspace.case.journal, input.limit)),
  }
}

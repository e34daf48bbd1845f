/** Commands of the notebook: a new entry of each kind, the journal. */
import { ENTRY_KINDS, type EntryKind } from '#contract/notebook'
import type { CommandContext } from '../../commands/context'
import { defineCommands, type Command } from '../../commands/kit'
import { text } from '../../text/en'
import { CONFLICTS, EXPLANATIONS, JOURNAL } from './place'

const words = text.notebook
const hasCase = ({ caseStore }: CommandContext) => caseStore.state === 'open'

async function write(kind: EntryKind, { client, citing, frame, toasts }: CommandContext) {
  try {
    const entry = await client.notebook.create({ kind, title: words.newTitle(words.kinds[kind]) })
    citing.targetId = entry.id
    frame.go('notebook', entry.id)
  } catch (error) {
    toasts.sayFailed(error)
  }
}

const newOf = (kind: EntryKind): Command => ({
  id: `notebook.new-${kind}`,
  title: words.newOf(words.kinds[kind]),
  group: 'case',
  words: 'notebook entry write',
  when: hasCase,
  run: (context) => write(kind, context),
})

export const commands = defineCommands(
  {
    id: 'notebook.new',
    title: words.new,
    group: 'case',
    keys: 'n',
    when: (context) => hasCase(context) && context.frame.view === 'notebook',
    run: (context) => write('finding', context),
  },
  ...ENTRY_KINDS.map(newOf),
  {
    id: 'notebook.journal',
    title: words.history,
    group: 'case',
    words: 'history signature audit',
    when: hasCase,
    run: ({ frame }) => frame.go('notebook', JOURNAL),
  },
  {
    id: 'notebook.explanations',
    title: text.explanations.title,
    group: 'case',
    words: 'hypothesis matrix rating diagnosticity',
    when: hasCase,
    run: ({ frame }) => frame.go('notebook', EXPLANATIONS),
  },
  {
    id: 'notebook.conflicts',
    title: text.conflict.title,
    group: 'case',
    words: 'merge settle resolve',
    when: hasCase,
    run: ({ frame }) => frame.go('notebook', CONFLICTS),
  },
)

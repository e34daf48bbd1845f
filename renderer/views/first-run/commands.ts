/** Commands of opening, closing and rebuilding cases. */
import { defineCommands } from '../../commands/kit'
import { text } from '../../text/en'

const words = text.firstRun.commands

export const commands = defineCommands(
  {
    id: 'case.open',
    title: words.open,
    group: 'case',
    words: 'sample new bundle recent folder',
    run: ({ frame }) => frame.go('first-run'),
  },
  {
    id: 'case.close',
    title: words.close,
    group: 'case',
    when: ({ caseStore }) => caseStore.state === 'open',
    run: ({ caseStore }) => caseStore.close(),
  },
  {
    id: 'case.rebuild',
    title: words.rebuild,
    group: 'case',
    words: 'database derive again',
    when: ({ caseStore }) => caseStore.state === 'open',
    run: async ({ client, caseStore, toasts }) => {
      for await (const _ of await client.case.rebuild()) continue
      await caseStore.refresh()
      toasts.say('done', words.rebuilt)
    },
  },
)

/** Commands of the selected event. */
import { defineCommands } from './kit'

export const commands = defineCommands(
  {
    id: 'event.cite',
    title: 'Cite what is selected',
    group: 'event',
    keys: 'c',
    words: 'finding notebook evidence',
    when: ({ citing }) => citing.current !== null,
    run: ({ citing }) => citing.ask(citing.current!),
  },
  {
    id: 'event.close',
    title: 'Close the selected event',
    group: 'event',
    when: ({ selection }) => selection.rowKey !== null,
    run: ({ selection }) => (selection.rowKey = null),
  },
)

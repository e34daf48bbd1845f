/** Commands of the case: to the page where cases are opened and made. */
import { text } from '../text/en'
import { defineCommands } from './kit'

export const commands = defineCommands({
  id: 'case.start',
  title: text.frame.toStart,
  group: 'case',
  words: 'start first sample bundle recent new open another',
  run: ({ frame }) => frame.go('first-run'),
})

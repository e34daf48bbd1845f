/** Commands of the case as a whole. */
import { defineCommands } from '../../commands/kit'
import { text } from '../../text/en'
import { SETTINGS } from './place'

export const commands = defineCommands({
  id: 'overview.settings',
  title: text.overview.caseSettings,
  group: 'case',
  words: 'home networks zone name tlp',
  when: ({ caseStore }) => caseStore.state === 'open',
  run: ({ frame }) => frame.go('overview', SETTINGS),
})

/** Commands of the access register. */
import { defineCommands } from '../../commands/kit'
import { text } from '../../text/en'
import { NEW_ACCESS } from './place'

export const commands = defineCommands({
  id: 'access.add',
  title: text.access.add,
  group: 'case',
  words: 'access register authorised allowed who may log in',
  when: ({ caseStore }) => caseStore.state === 'open',
  run: ({ frame }) => frame.go('access', NEW_ACCESS),
})

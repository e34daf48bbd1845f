/** Commands of evidence. */
import { text } from '../../text/en'
import { defineCommands } from '../../commands/kit'

const hasCase = ({ caseStore }: { caseStore: { state: string } }) => caseStore.state === 'open'

export const commands = defineCommands({
  id: 'evidence.ledger',
  title: text.evidence.addFiles.replace('…', ''),
  group: 'case',
  words: 'add files folder ledger source intake',
  when: hasCase,
  run: ({ frame }) => frame.go('evidence'),
})

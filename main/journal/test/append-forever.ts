/** A process that edits a case until it is killed, and names each entry once it is acknowledged. Arguments: case folder, configuration folder. */
import { openCaseFolder } from '../case-folder'
import { hybridClock } from '../clock'
import { identityFromSeed } from '../identity'
import { openJournal } from '../journal'

const [dir = '', configDir = ''] = process.argv.slice(2)
const clock = hybridClock({
  nowUs: () => Date.now() * 1000,
  randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
})
const identity = identityFromSeed(new Uint8Array(32).fill(1), '')
const journal = openJournal({ dir, caseId: openCaseFolder(dir).caseId, identity, clock, configDir })
for (;;) {
  const id = clock.uuid()
  await journal.append('entry.created', { id, kind: 'note', title: 'x'.repeat(3000), body: '', tlp: null, control: null })
  process.stdout.write(`${id}\n`)
}

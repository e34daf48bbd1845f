/** Child of the crash tests: adds one file to a case and prints its result. Arguments: folder of the case, file, worker entry. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openStore } from '#main/store/store'
import { addFile, fileAt } from '../add'
import { LoadSession } from '../load-session'

const [folder = '', file = '', worker = ''] = process.argv.slice(2)
const store = await openStore(join(folder, 'case.duckdb'), { mode: 'read' })
const walked = await fileAt(file)
const surroundings = {
  evidenceDir: join(folder, 'evidence'),
  homeNetworks: ['198.18.0.0/15'],
  displayZone: null,
  worker: pathToFileURL(worker),
  isKnown: () => false,
}
const [result] = await store.withWriter((writer) =>
  addFile(new LoadSession(writer), walked, surroundings, { options: {}, inPlace: false }),
)
await store.close()
process.stdout.write(`${JSON.stringify(result)}\n`)

/** Child of the benchmark: adds one file to a new case and says what the whole process cost. Arguments: folder of the case, file, worker entry or `inline`. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openStore } from '#main/store/store'
import { addFile, fileAt } from '../add'
import { LoadSession } from '../load-session'

const [folder = '', file = '', worker = 'inline'] = process.argv.slice(2)
rmSync(folder, { recursive: true, force: true })
const store = await openStore(join(folder, 'case.duckdb'), { mode: 'read' })
const surroundings = {
  evidenceDir: join(folder, 'evidence'),
  homeNetworks: ['198.18.0.0/15'],
  displayZone: null,
  worker: worker === 'inline' ? undefined : pathToFileURL(worker),
  isKnown: () => false,
}
const startedAt = process.hrtime.bigint()
const walked = await fileAt(file)
const [result] = await store.withWriter((writer) =>
  addFile(new LoadSession(writer), walked, surroundings, { options: {}, inPlace: false }),
)
await store.close()
const wallS = Number(process.hrtime.bigint() - startedAt) / 1e9
const { user, system } = process.cpuUsage()
const { events, status, rejected } = result!
process.stdout.write(
  `${JSON.stringify({ wallS, cpuS: (user + system) / 1e6, peakMb: process.resourceUsage().maxRSS / 1024, events, status, rejected })}\n`,
)
if (result!.status !== 'added') throw new Error(JSON.stringify(result))

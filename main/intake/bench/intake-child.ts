/**
 * Child of benchmarks: adds files to a new case and says what the whole process cost. Arguments: folder of the case, worker entry or `inline`,
 * files; with `--derive` before the files what is derived is worked out too.
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { FileResult } from '#contract/evidence'
import { derive } from '#main/analysis/derive'
import { openStore } from '#main/store/store'
import { addFile, fileAt } from '../add'
import { LoadSession } from '../load-session'

const [folder = '', worker = 'inline', ...rest] = process.argv.slice(2)
const files = rest.filter((word) => word !== '--derive')
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
const results = await store.withWriter(async (writer) => {
  const added = []
  for (const file of files)
    added.push(
      ...(await addFile(new LoadSession(writer), await fileAt(file), surroundings, {
        options: { zone: 'UTC', year: 2026 },
        inPlace: false,
      })),
    )
  if (rest.includes('--derive')) await derive(writer, { homeNetworks: surroundings.homeNetworks })
  return added
})
await store.close()
const wallS = Number(process.hrtime.bigint() - startedAt) / 1e9
const { user, system } = process.cpuUsage()
const sum = (of: (result: FileResult) => number): number => results.reduce((total, result) => total + of(result), 0)
const peakMb = process.resourceUsage().maxRSS / 1024
const counts = {
  events: sum(({ events }) => events),
  rejected: sum(({ rejected }) => rejected),
  records: sum(({ records }) => records),
}
process.stdout.write(`${JSON.stringify({ wallS, cpuS: (user + system) / 1e6, peakMb, ...counts })}\n`)
const refused = results.find(({ status }) => status !== 'added')
if (refused !== undefined) throw new Error(JSON.stringify(refused))

import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { openStore } from '#main/store/store'
import { addFile, fileAt } from '../add'
import { LoadSession } from '../load-session'
import { connLog } from '../test/conn-log'
const f = '/tmp/ob/small'
rmSync(f, { recursive: true, force: true })
mkdirSync(f, { recursive: true })
const store = await openStore(f + '/case.duckdb', { mode: 'read' })
const around = { evidenceDir: f + '/evidence', homeNetworks: ['198.18.0.0/15'], displayZone: null, isKnown: () => false }
await store.withWriter(async (w) => {
  const session = new LoadSession(w)
  for (let i = 0; i < 60; i++) {
    writeFileSync(`${f}/c${i}.log`, connLog(50, i))
    const t = performance.now(),
      c = process.cpuUsage()
    await addFile(session, await fileAt(`${f}/c${i}.log`), around, { options: {}, inPlace: false })
    const d = process.cpuUsage(c)
    if (i % 10 === 9) console.log(i, (performance.now() - t).toFixed(0), ((d.user + d.system) / 1000).toFixed(0))
  }
})
await store.close()

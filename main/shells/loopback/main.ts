/** Entry of the browser shell: what `npm start` runs where there is no Electron. */
import { parseArgs } from 'node:util'
import { Fault } from '#contract/errors'
import { announce, untilStopped } from './announce'
import { serveWorkbench } from './serve'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    evidence: { type: 'string', multiple: true },
    out: { type: 'string', multiple: true },
    port: { type: 'string' },
    'no-open': { type: 'boolean', default: false },
  },
})

try {
  const { evidence, out, port } = values
  const server = await serveWorkbench({ caseDir: positionals[0], evidence, out, port: Number(port ?? 0) })
  await announce(server, { open: !values['no-open'] })
  await untilStopped(server)
} catch (error) {
  if (!(error instanceof Fault)) throw error
  process.stderr.write(`${error.message} ${error.fix}\n`)
  process.exitCode = 1
}

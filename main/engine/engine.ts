/** Makes the engine of one workbench: a router that answers the contract, and a way to close it. */
import { implement } from '@orpc/server'
import { contract } from '#contract/operations'
import { fault } from '#contract/errors'
import type { Host } from './host'

const os = implement(contract)

function shellHandlers(host: Host) {
  return {
    info: os.shell.info.handler(() => {
      const { shell, dialogs, platform, version, home } = host
      return { shell, dialogs, platform, version, home }
    }),
    pickOpen: os.shell.pickOpen.handler(({ input }) => host.pickOpen(input)),
    pickSave: os.shell.pickSave.handler(({ input }) => host.pickSave(input)),
    listDir: os.shell.listDir.handler(({ input }) => host.listDir(input.path)),
    reveal: os.shell.reveal.handler(async ({ input }) => {
      await host.reveal(input.path)
      return {}
    }),
  }
}

function noCase() {
  return {
    info: os.case.info.handler(() => null),
    recent: os.case.recent.handler(() => []),
    samples: os.case.samples.handler(() => []),
    open: os.case.open.handler(({ input }) => {
      throw fault('CAS-001', { path: input.path })
    }),
    watch: os.case.watch.handler(async function* ({ signal }) {
      yield { revision: 0 }
      await new Promise((done) => signal?.addEventListener('abort', done))
    }),
  }
}

/** Shape: surroundings → the engine's router and its end. */
export function createEngine(host: Host) {
  return { router: { case: noCase(), shell: shellHandlers(host) }, close: (): Promise<void> => Promise.resolve() }
}
export type Engine = ReturnType<typeof createEngine>

/** The engine inside the command line's own process: no server, no window, leave to read and write what the person may. */
import { createRouterClient, type RouterClient } from '@orpc/server'
import { resolve } from 'node:path'
import { createEngine, type Engine } from '../../engine/engine'
import type { Host } from '../../engine/host'
import { listFolder } from '../kit/listing'
import { silentLog } from '../kit/log'
import { surroundings } from '../kit/surroundings'

export type EngineClient = RouterClient<Engine['router']>

/** Shape: → the command line's Host; every path that the person names may be read and written. */
export function cliHost(): Host {
  const common = surroundings(silentLog)
  return {
    ...common,
    shell: 'cli',
    dialogs: 'page',
    mayRead: () => true,
    mayWrite: () => true,
    grant: () => {},
    pickOpen: () => Promise.resolve(null),
    pickSave: () => Promise.resolve(null),
    listDir: (path) => listFolder(resolve(path ?? '.'), () => true),
    reveal: () => Promise.resolve(),
  }
}

/** Shape: work with an engine → its result; the engine is closed whatever happens. */
export async function withEngine<T>(work: (client: EngineClient) => Promise<T>): Promise<T> {
  const engine = createEngine(cliHost())
  try {
    return await work(createRouterClient(engine.router))
  } finally {
    await engine.close()
  }
}

/**
 * Work on a case.
 *
 * Shape:  case folder × work with it open → its result; case and engine are closed whatever happens.
 * Errors: CAS-001 not a case folder, and what opening a case can meet.
 */
export async function withCase<T>(dir: string, work: (client: EngineClient) => Promise<T>): Promise<T> {
  return withEngine(async (client) => {
    await client.case.open({ path: resolve(dir) })
    return work(client)
  })
}

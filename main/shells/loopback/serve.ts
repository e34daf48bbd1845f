/** The browser shell: an engine, its leave to read and write, and the server in front of it. */
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { call } from '@orpc/server'
import { createEngine } from '../../engine/engine'
import type { Host } from '../../engine/host'
import { Grants } from '../kit/grants'
import { listFolder, listRoots } from '../kit/listing'
import { fileLog } from '../kit/log'
import { folders } from '../kit/folders'
import { surroundings } from '../kit/surroundings'
import { startServer, type RunningServer } from './server'

export interface ServeOptions {
  /** Case to open at once. */
  caseDir?: string
  /** Folders that may be read; none given = home and the working folder. */
  evidence?: string[]
  /** Folders that may be written; none given = the same as may be read. */
  out?: string[]
  port?: number
}

function leave({ caseDir, evidence = [], out = [] }: ServeOptions): Grants {
  const { home, configDir, dataDir } = folders()
  const read = evidence.length > 0 ? evidence : [home, process.cwd()]
  const write = out.length > 0 ? out : read
  const grants = new Grants({ read: read.map((path) => resolve(path)), write: write.map((path) => resolve(path)) })
  // SECURITY: the signing identity lies in the configuration folder; nothing that comes over the socket reads or replaces it.
  grants.keepOut(configDir)
  grants.grant(join(dataDir, 'samples'))
  if (caseDir !== undefined) grants.grant(resolve(caseDir))
  return grants
}

function loopbackHost(options: ServeOptions): Host {
  const grants = leave(options)
  const common = surroundings(fileLog(folders().dataDir, 'browser'))
  mkdirSync(common.dataDir, { recursive: true, mode: 0o700 })
  return {
    ...common,
    shell: 'browser',
    dialogs: 'page',
    home: grants.mayWrite(common.home) ? common.home : (grants.writable[0] ?? common.home),
    mayRead: (path) => grants.mayRead(path),
    mayWrite: (path) => grants.mayWrite(path),
    grant: (path) => grants.grant(path),
    pickOpen: () => Promise.resolve(null),
    pickSave: () => Promise.resolve(null),
    listDir: (path) =>
      path === ''
        ? listRoots(grants.roots)
        : listFolder(path ?? grants.roots[0] ?? common.home, (place) => grants.mayRead(place)),
    reveal: () => Promise.resolve(),
  }
}

/**
 * Start the workbench for a browser.
 *
 * Shape:  what may be read and written, port → running server with its engine; closing it closes both.
 * Errors: SHL-004 the port cannot be used; the engine's own where the case cannot be opened.
 */
export async function serveWorkbench(options: ServeOptions = {}): Promise<RunningServer> {
  const host = loopbackHost(options)
  const engine = createEngine(host)
  if (options.caseDir !== undefined) await call(engine.router.case.open, { path: resolve(options.caseDir) })
  const pageDir = join(host.appRoot, 'out', 'renderer')
  const server = await startServer({ router: engine.router, pageDir, port: options.port ?? 0, randomBytes: host.randomBytes })
  host.log.info('listening', { origin: server.origin })
  return {
    ...server,
    close: async () => {
      await server.close()
      await engine.close()
    },
  }
}

/** The Host of the engine's process: dialogs are asked of the main process, and what a person picks may be read from then on. */
import type { Host, HostLog } from '../../engine/host'
import { Grants } from '../kit/grants'
import { listFolder } from '../kit/listing'
import { surroundings } from '../kit/surroundings'
import type { Question, ToMain } from './messages'

export interface ElectronHost extends Host {
  readonly grants: Grants
  /** The main process answered a question. */
  answered(id: number, paths: string[] | null): void
}

type Ask = Question extends infer Q ? (Q extends Question ? Omit<Q, 'kind' | 'id'> : never) : never

/** Shape: log × way to the main process → Host. */
export function electronHost(log: HostLog, send: (message: ToMain) => void): ElectronHost {
  const common = surroundings(log)
  const grants = new Grants({ read: [], write: [], make: [common.home] })
  grants.keepOut(common.configDir)
  const open = new Map<number, (paths: string[] | null) => void>()
  let lastId = 0
  const ask = (question: Ask): Promise<string[] | null> =>
    new Promise((done) => {
      open.set(++lastId, done)
      send({ kind: 'ask', id: lastId, ...question })
    })
  return {
    ...common,
    shell: 'electron',
    dialogs: 'native',
    grants,
    answered: (id, paths) => {
      open.get(id)?.(paths)
      open.delete(id)
    },
    mayRead: (path) => grants.mayRead(path),
    mayWrite: (path) => grants.mayWrite(path) || grants.mayMake(path),
    grant: (path) => grants.grant(path),
    pickOpen: async (request) => {
      const paths = await ask({ what: 'open', request })
      // WHY: a folder is picked to make a case in or to open one, so it is written as well.
      for (const path of paths ?? []) {
        if (request.what === 'folder' || request.what === 'case') grants.grant(path)
        else grants.grantRead(path)
      }
      return paths
    },
    pickSave: async (request) => {
      const [path] = (await ask({ what: 'save', request })) ?? []
      if (path === undefined) return null
      grants.grant(path)
      return path
    },
    listDir: (path) => listFolder(path ?? grants.roots[0] ?? common.home, (place) => grants.mayRead(place)),
    reveal: async (path) => {
      if (grants.mayRead(path)) await ask({ what: 'reveal', path })
    },
  }
}

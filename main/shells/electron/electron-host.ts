/** The Host of the engine's process: dialogs are asked of the main process, and what a person picks may be read from then on. */
import type { Host, HostLog } from '../../engine/host'
import { Grants } from '../kit/grants'
import { listFolder } from '../kit/listing'
import { surroundings } from '../kit/surroundings'
import { cellsOfEngine } from './cells-of-engine'
import type { CellNews, Question, ToMain } from './messages'

export interface ElectronHost extends Host {
  readonly grants: Grants
  /** The main process answered a question. */
  answered(id: number, paths: string[] | null): void
  /** The main process told of a process of SQL. */
  cellNews(news: CellNews): void
}

type Ask = Question extends infer Q ? (Q extends Question ? Omit<Q, 'kind' | 'id'> : never) : never

/** Shape: way to the main process → questions that wait for its answers. */
function askable(send: (message: ToMain) => void) {
  const open = new Map<number, (paths: string[] | null) => void>()
  let lastId = 0
  return {
    ask: (question: Ask): Promise<string[] | null> =>
      new Promise((done) => {
        open.set(++lastId, done)
        send({ kind: 'ask', id: lastId, ...question })
      }),
    answered: (id: number, paths: string[] | null) => {
      open.get(id)?.(paths)
      open.delete(id)
    },
  }
}

/** Shape: log × way to the main process → Host. */
export function electronHost(log: HostLog, send: (message: ToMain) => void): ElectronHost {
  const common = surroundings(log)
  const grants = new Grants({ read: [], write: [], make: [common.home] })
  grants.keepOut(common.configDir)
  const questions = askable(send)
  const cells = cellsOfEngine(send)
  const pickOpen: Host['pickOpen'] = async (request) => {
    const paths = await questions.ask({ what: 'open', request })
    // WHY: a folder is picked to make a case in or to open one, so it is written as well.
    for (const path of paths ?? []) {
      if (request.what === 'folder' || request.what === 'case') grants.grant(path)
      else grants.grantRead(path)
    }
    return paths
  }
  const pickSave: Host['pickSave'] = async (request) => {
    const [path] = (await questions.ask({ what: 'save', request })) ?? []
    if (path === undefined) return null
    grants.grant(path)
    return path
  }
  return {
    ...common,
    shell: 'electron',
    dialogs: 'native',
    grants,
    answered: questions.answered,
    startCell: cells.start,
    cellNews: cells.took,
    mayRead: (path) => grants.mayRead(path),
    mayWrite: (path) => grants.mayWrite(path) || grants.mayMake(path),
    grant: (path) => grants.grant(path),
    pickOpen,
    pickSave,
    listDir: (path) => listFolder(path ?? grants.roots[0] ?? common.home, (place) => grants.mayRead(place)),
    reveal: async (path) => {
      if (grants.mayRead(path)) await questions.ask({ what: 'reveal', path })
    },
  }
}

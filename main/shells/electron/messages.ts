/** What Electron's main process and the engine's process say to each other over parentPort. */
import type { CellMessage, OpenRequest, SaveRequest } from '../../engine/host'

/** Scheme and host of the page. */
export const PAGE_SCHEME = 'app'
export const PAGE_ORIGIN = 'app://workbench'
/** Channel on which the preload says that a file was dropped. */
export const DROPPED = 'file:dropped'

/** The engine asks for a dialog; the answer comes with the same id. */
export type Question = { kind: 'ask'; id: number } & (
  { what: 'open'; request: OpenRequest } | { what: 'save'; request: SaveRequest } | { what: 'reveal'; path: string }
)

/** Processes of statements are started by the main process; `id` is the engine's name for one. */
export type CellOrder =
  { kind: 'cell-start'; id: number } | { kind: 'cell-send'; id: number; message: CellMessage } | { kind: 'cell-kill'; id: number }
export type CellNews = { kind: 'cell-said'; id: number; message: unknown } | { kind: 'cell-gone'; id: number; reason: string }

export type ToMain = Question | CellOrder | { kind: 'granted'; id: number }

/** `port` carries one MessagePort, over which the page speaks the whole contract. */
export type ToEngine =
  | { kind: 'port' }
  | { kind: 'answer'; id: number; paths: string[] | null }
  | { kind: 'grant'; id: number; path: string }
  | CellNews

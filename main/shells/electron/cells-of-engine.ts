/** Processes of SQL statements as the engine sees them under Electron: ordered from the main process, by a number. */
import type { CellProcess } from '../../engine/host'
import type { CellNews, CellOrder } from './messages'

interface Hearing {
  message: (message: unknown) => void
  exit: (reason: string) => void
}

/** Shape: way to the main process → what starts a process, and what takes the news of them. */
export function cellsOfEngine(order: (order: CellOrder) => void) {
  const hearing = new Map<number, Hearing>()
  let lastId = 0
  const start = (): CellProcess => {
    const id = ++lastId
    const hears: Hearing = { message: () => undefined, exit: () => undefined }
    hearing.set(id, hears)
    order({ kind: 'cell-start', id })
    return {
      send: (message) => order({ kind: 'cell-send', id, message }),
      onMessage: (take) => void (hears.message = take),
      onExit: (take) => void (hears.exit = take),
      kill: () => order({ kind: 'cell-kill', id }),
    }
  }
  const took = (news: CellNews): void => {
    const hears = hearing.get(news.id)
    if (news.kind === 'cell-said') return hears?.message(news.message)
    hearing.delete(news.id)
    hears?.exit(news.reason)
  }
  return { start, took }
}

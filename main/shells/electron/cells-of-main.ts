/** Processes of SQL statements under Electron: the main process starts them, since none of its children may; the engine speaks through it. */
import { utilityProcess, type UtilityProcess } from 'electron'
import type { CellNews, CellOrder } from './messages'

/** Shape: built entry × way to the engine → what takes the engine's orders. */
export class CellsOfMain {
  readonly #entry: string
  readonly #tell: (news: CellNews) => void
  readonly #cells = new Map<number, UtilityProcess>()

  constructor(entry: string, tell: (news: CellNews) => void) {
    this.#entry = entry
    this.#tell = tell
  }

  take(order: CellOrder): void {
    const cell = this.#cells.get(order.id)
    if (order.kind === 'cell-start') this.#start(order.id)
    else if (order.kind === 'cell-send') cell?.postMessage(order.message)
    else if (cell !== undefined) kill(cell)
  }

  /** The engine is gone: nobody waits for them. */
  end(): void {
    for (const cell of this.#cells.values()) kill(cell)
  }

  #start(id: number): void {
    // SECURITY: no environment, no output: a statement has nothing to say but to the engine.
    const cell = utilityProcess.fork(this.#entry, [], { serviceName: 'Backtrail SQL', env: {}, stdio: 'ignore' })
    this.#cells.set(id, cell)
    cell.on('message', (message: unknown) => this.#tell({ kind: 'cell-said', id, message }))
    cell.once('exit', (code) => {
      this.#cells.delete(id)
      this.#tell({ kind: 'cell-gone', id, reason: `exit status ${code}` })
    })
  }
}

/** WHY: asked to end, a process waits for the threads of its database; they may never come back. */
function kill(cell: UtilityProcess): void {
  if (cell.pid !== undefined) process.kill(cell.pid, 'SIGKILL')
}

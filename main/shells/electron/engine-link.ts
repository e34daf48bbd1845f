/** The engine's process as the main process sees it: started when needed, handed the page's port, answered when it asks for a dialog. */
import { utilityProcess, type BrowserWindow, type MessagePortMain, type UtilityProcess } from 'electron'
import { ENGINE_ENDED } from '#contract/bridge'
import type { HostLog } from '../../engine/host'
import { CellsOfMain } from './cells-of-main'
import { pickOpen, pickSave } from './dialogs'
import type { Question, ToEngine, ToMain } from './messages'
import { reveal } from './security'

interface LinkOptions {
  /** The built entry of the engine's process. */
  entry: string
  /** The built entry of the process of an SQL statement. */
  cellEntry: string
  window: () => BrowserWindow | null
  log: HostLog
}

const send = (engine: UtilityProcess, message: ToEngine, ports: MessagePortMain[] = []) => engine.postMessage(message, ports)

/** One engine process at a time; a new one after it has died. */
export class EngineLink {
  readonly #options: LinkOptions
  #engine: UtilityProcess | null = null
  #waiting = new Map<number, () => void>()
  #lastId = 0

  constructor(options: LinkOptions) {
    this.#options = options
  }

  /** Hand the page's port to the engine; starts the engine where none runs. */
  connect(port: MessagePortMain): void {
    send(this.#running(), { kind: 'port' }, [port])
  }

  /** Let the engine read a path that the person dropped; ends once the engine knows. */
  grant(path: string): Promise<void> {
    const id = ++this.#lastId
    return new Promise((done) => {
      this.#waiting.set(id, done)
      send(this.#running(), { kind: 'grant', id, path })
    })
  }

  stop(): void {
    this.#engine?.kill()
  }

  #running(): UtilityProcess {
    this.#engine ??= this.#start()
    return this.#engine
  }

  #start(): UtilityProcess {
    const { entry, cellEntry, log } = this.#options
    const engine = utilityProcess.fork(entry, [], { serviceName: 'Backtrail engine', stdio: 'inherit' })
    const cells = new CellsOfMain(cellEntry, (news) => send(engine, news))
    engine.on('message', (message: ToMain) => {
      if (message.kind === 'granted') this.#granted(message.id)
      else if (message.kind !== 'ask') cells.take(message)
      else void this.#answer(engine, message)
    })
    engine.once('exit', (code) => {
      log.warn('engine process ended', { code })
      cells.end()
      if (this.#engine === engine) this.#engine = null
      this.#options.window()?.webContents.send(ENGINE_ENDED)
      for (const id of [...this.#waiting.keys()]) this.#granted(id)
    })
    return engine
  }

  #granted(id: number): void {
    this.#waiting.get(id)?.()
    this.#waiting.delete(id)
  }

  async #answer(engine: UtilityProcess, question: Question): Promise<void> {
    const paths = await this.#ask(question).catch((error: Error) => {
      this.#options.log.error('dialog failed', { reason: error.message })
      return null
    })
    send(engine, { kind: 'answer', id: question.id, paths })
  }

  async #ask(question: Question): Promise<string[] | null> {
    const window = this.#options.window()
    if (question.what === 'reveal') {
      reveal(question.path)
      return null
    }
    if (window === null) return null
    return question.what === 'open' ? pickOpen(window, question.request) : pickSave(window, question.request)
  }
}

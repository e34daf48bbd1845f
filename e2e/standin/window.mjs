/** BrowserWindow over a page of the real Chromium: the real preload in a true isolated world, IPC over a CDP binding. */
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { MessagePortMain } from './ports.mjs'
import { mapped, state, toTest, unmapped } from './state.mjs'

const WORLD = 'standin-preload'
const BINDING = 'standinSend'
const read = (name) => readFileSync(new URL(name, import.meta.url), 'utf8')

export const windows = new Set()

class WebContents extends EventEmitter {
  openHandler = null
  send = () => {}
  setWindowOpenHandler(handler) {
    this.openHandler = handler
  }
}

export class BrowserWindow extends EventEmitter {
  webContents = new WebContents()
  #options
  #page = null
  #cdp = null
  #world = null
  #ports = new Map()

  constructor(options) {
    super()
    if (!state.ready) throw new Error('Cannot create BrowserWindow before app is ready')
    this.#options = options
    windows.add(this)
    state.app.emit('web-contents-created', {}, this.webContents)
  }

  static getAllWindows = () => [...windows]
  isMinimized = () => false
  restore() {}
  focus() {}
  show() {
    toTest({ kind: 'shown' })
  }
  close() {
    if (windows.delete(this)) this.emit('closed')
    if (windows.size === 0) state.app.emit('window-all-closed')
  }

  async loadURL(url) {
    const page = state.context.pages().find((one) => one.url() === process.env.STANDIN_PAGE) ?? (await state.context.newPage())
    this.#page = page
    this.#cdp = await state.context.newCDPSession(page)
    await this.#prepare()
    page.on('popup', (popup) => this.#popped(popup))
    await page.goto(mapped(url))
    this.webContents.send = (channel, data = null) =>
      this.#run(`standinHear(${JSON.stringify(channel)}, ${JSON.stringify(data)})`)
    state.mayNavigate = (frame, target) => frame !== page.mainFrame() || this.#mayNavigate(target)
    state.onFiles = () => this.#run(`globalThis.standinFiles = ${JSON.stringify(state.droppedFiles)}`)
    toTest({ kind: 'loaded' })
    this.emit('ready-to-show')
  }

  async #prepare() {
    const { preload, sandbox, contextIsolation, nodeIntegration } = this.#options.webPreferences
    if (!sandbox || !contextIsolation || nodeIntegration) throw new Error('The stand-in runs sandboxed, isolated pages only')
    if (!preload.endsWith('.cjs') && !preload.endsWith('.js')) throw new Error('A sandboxed preload cannot be a module')
    const cdp = this.#cdp
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === WORLD) this.#world = context.uniqueId
    })
    // A new document only: a change of the link within the page is told by another event.
    cdp.on('Page.frameNavigated', ({ frame }) => frame.parentId === undefined && this.#navigated())
    cdp.on('Runtime.bindingCalled', ({ name, payload }) => name === BINDING && this.#received(JSON.parse(payload)))
    await cdp.send('Page.enable')
    await cdp.send('Runtime.enable')
    await cdp.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD })
    const files = JSON.stringify(state.droppedFiles)
    const world = `(() => { const standinFiles = ${files};\n${read('./preload-world.js')}\n
      const module = { exports: {} }; (function (exports, require, module) {\n${readFileSync(preload, 'utf8')}\n})(module.exports, standinRequire, module) })()`
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: read('./main-world.js') })
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: world, worldName: WORLD })
  }

  #navigated() {
    // A document that goes away takes its ports along.
    for (const port of this.#ports.values()) port.gone()
    this.#ports.clear()
  }

  #mayNavigate(target) {
    let stays = false
    if (target !== unmapped(this.#page.url()))
      this.webContents.emit('will-navigate', { preventDefault: () => (stays = true) }, target)
    return !stays
  }

  #popped(popup) {
    const { action } = this.webContents.openHandler?.({ url: unmapped(popup.url()) }) ?? { action: 'allow' }
    if (action === 'deny') void popup.close()
  }

  /** The frame a message came from, under the names that Electron would give it. */
  #frame() {
    const url = unmapped(this.#page.url())
    return { parent: null, url, origin: /^[a-z]+:\/\/[^/]*/.exec(url)?.[0] ?? '' }
  }

  #received(message) {
    const event = { sender: this.webContents, senderFrame: this.#frame(), ports: [] }
    if (message.kind === 'port') return this.#ports.get(message.port)?.receive(message.data)
    if (message.kind === 'invoke') return void this.#invoke(event, message)
    if (message.kind === 'log') return toTest({ kind: 'preload', text: message.text })
    event.ports = message.ports.map((id) => this.#port(id))
    state.ipcMain.emit(message.channel, event, message.data)
  }

  #port(id) {
    const port = new MessagePortMain({
      post: (data) => this.#run(`standinPortIn(${id}, ${JSON.stringify(data)})`),
      close: () => this.#run(`standinPortClose(${id})`),
    })
    this.#ports.set(id, port)
    return port
  }

  async #invoke(event, { id, channel, args }) {
    const handler = state.handlers.get(channel)
    try {
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
      this.#run(`standinAnswer(${id}, ${JSON.stringify((await handler(event, ...args)) ?? null)}, null)`)
    } catch (error) {
      this.#run(`standinAnswer(${id}, null, ${JSON.stringify(error.message)})`)
    }
  }

  #run(expression) {
    // A page that has gone away hears nothing, as in Electron.
    void this.#cdp.send('Runtime.evaluate', { expression, uniqueContextId: this.#world }).catch(() => {})
  }
}

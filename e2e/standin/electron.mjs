/** A stand-in for the `electron` module of the main process, as much of it as the shell uses, over a real Chromium. What it lacks is missing on purpose. */
import { EventEmitter } from 'node:events'
import { BrowserWindow, windows } from './window.mjs'
import { state, toTest } from './state.mjs'
import { UtilityProcess } from './utility-process.mjs'

export { BrowserWindow }

const ROLES = new Set(
  'undo redo cut copy paste delete selectAll reload forceReload toggleDevTools resetZoom zoomIn zoomOut togglefullscreen minimize close quit appMenu fileMenu editMenu viewMenu windowMenu'.split(
    ' ',
  ),
)

class App extends EventEmitter {
  #ready
  #whenReady = new Promise((done) => (this.#ready = done))
  isPackaged = process.env.STANDIN_PACKAGED === '1'
  whenReady = () => this.#whenReady
  isReady = () => state.ready
  getAppPath = () => process.env.STANDIN_APP_DIR
  getVersion = () => '0.0.0'
  requestSingleInstanceLock = () => process.env.STANDIN_SECOND_INSTANCE !== '1'
  quit() {
    this.emit('before-quit', { preventDefault() {} })
    for (const window of [...windows]) window.close()
    this.emit('will-quit', { preventDefault() {} })
    setImmediate(() => process.exit(0))
  }
  async becomeReady() {
    await state.connect()
    state.ready = true
    this.#ready()
    this.emit('ready')
  }
}
export const app = new App()
state.app = app

export const ipcMain = Object.assign(state.ipcMain, {
  handle(channel, listener) {
    if (state.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    state.handlers.set(channel, listener)
  },
  removeHandler: (channel) => state.handlers.delete(channel),
})

const KNOWN_PRIVILEGES = [
  'standard',
  'secure',
  'bypassCSP',
  'allowServiceWorkers',
  'supportFetchAPI',
  'corsEnabled',
  'stream',
  'codeCache',
]
export const protocol = {
  registerSchemesAsPrivileged(schemes) {
    if (state.ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    if (state.schemes !== null) throw new Error('protocol.registerSchemesAsPrivileged must be called once')
    for (const { privileges } of schemes)
      for (const name of Object.keys(privileges)) if (!KNOWN_PRIVILEGES.includes(name)) throw new Error(`no privilege ${name}`)
    state.schemes = schemes
  },
  handle(scheme, handler) {
    if (!state.ready) throw new Error('protocol can only be used after app is ready')
    state.protocols.set(scheme, handler)
  },
}

export const session = {
  get defaultSession() {
    if (!state.ready) throw new Error('Session can only be received when app is ready')
    return state.session
  },
}

export const utilityProcess = {
  fork(entry, args = [], options = {}) {
    if (!state.ready) throw new Error('utilityProcess cannot be used before app is ready')
    return new UtilityProcess(entry, args, options)
  },
}

function checkedMenu(template) {
  for (const { role, submenu } of template) {
    if (role !== undefined && !ROLES.has(role)) throw new Error(`Invalid menu role ${role}`)
    if (Array.isArray(submenu)) checkedMenu(submenu)
  }
  return template
}
export const Menu = {
  buildFromTemplate: (template) => ({ items: checkedMenu(template) }),
  setApplicationMenu: (menu) => void (state.menu = menu),
}

const answer = async (what, options) => {
  toTest({ kind: 'dialog', what, title: options.title })
  return state.dialogAnswers.shift() ?? []
}
export const dialog = {
  async showOpenDialog(_window, options) {
    const filePaths = await answer('open', options)
    return { canceled: filePaths.length === 0, filePaths }
  },
  async showSaveDialog(_window, options) {
    const [filePath = ''] = await answer('save', options)
    return { canceled: filePath === '', filePath }
  },
}

export const shell = { showItemInFolder: (path) => toTest({ kind: 'revealed', path }) }

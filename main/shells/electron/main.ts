/** Entry of the Electron shell: one window, one engine process. */
import { join } from 'node:path'
import { app, BrowserWindow, ipcMain } from 'electron'
import { ENGINE_PORT } from '#contract/bridge'
import { appRoot } from '../kit/app-root'
import { folders } from '../kit/folders'
import { fileLog } from '../kit/log'
import { EngineLink } from './engine-link'
import { setMenu } from './menu'
import { DROPPED, PAGE_ORIGIN } from './messages'
import { registerPageScheme, servePage } from './page-protocol'
import { hardenContents, hardenSession, isThePage, showWhenReady, webPreferences } from './security'

const root = appRoot()
const log = fileLog(folders().dataDir, 'electron')
let window: BrowserWindow | null = null
const built = (name: string): string => join(root, 'out', 'main', name)
const engine = new EngineLink({ entry: built('engine.js'), cellEntry: built('sql-cell.js'), window: () => window, log })

function openWindow(): void {
  const preload = join(root, 'out', 'preload', 'index.cjs')
  const size = { width: 1440, height: 900, minWidth: 960, minHeight: 600 }
  window = new BrowserWindow({
    ...size,
    title: 'Backtrail',
    show: false,
    backgroundColor: '#111318',
    webPreferences: webPreferences(preload),
  })
  showWhenReady(window)
  window.on('closed', () => (window = null))
  void window.loadURL(`${PAGE_ORIGIN}/`)
}

function listenToThePage(): void {
  ipcMain.on(ENGINE_PORT, (event) => {
    const [port] = event.ports
    if (port !== undefined && isThePage(event.senderFrame)) engine.connect(port)
  })
  ipcMain.handle(DROPPED, async (event, path: unknown) => {
    if (typeof path === 'string' && isThePage(event.senderFrame)) await engine.grant(path)
  })
}

function start(): void {
  hardenSession()
  servePage(join(root, 'out', 'renderer'))
  listenToThePage()
  setMenu()
  openWindow()
  log.info('started', { electron: process.versions['electron'] ?? 'unknown' })
}

function raise(): void {
  if (window === null) return openWindow()
  if (window.isMinimized()) window.restore()
  window.focus()
}

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', raise)
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', () => engine.stop())
  hardenContents()
  registerPageScheme()
  // WHY: not awaited; Electron becomes ready only after this module has been evaluated, so a top-level await here never ends.
  void app.whenReady().then(start)
} else {
  app.quit()
}

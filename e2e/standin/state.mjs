/** What the parts of the stand-in share: the browser, what the app registered, the line to the test. */
import { EventEmitter } from 'node:events'
import { chromium } from 'playwright-core'

/** `app://workbench/x` lives at this address, a secure context that never leaves the machine: every request is answered by the app's own protocol handler. */
export const mapped = (url) => url.replace(/^([a-z]+):\/\/([a-z]+)(?=\/|$)/, 'http://$2.$1.localhost')
export const unmapped = (url) => url.replace(/^http:\/\/([a-z]+)\.([a-z]+)\.localhost(?=\/|$)/, '$2://$1')

const session = {
  beforeRequest: null,
  permissionRequest: null,
  webRequest: { onBeforeRequest: (listener) => void (session.beforeRequest = listener) },
  setPermissionRequestHandler: (handler) => void (session.permissionRequest = handler),
  setPermissionCheckHandler: () => {},
}

export const state = {
  ready: false,
  app: null,
  ipcMain: new EventEmitter(),
  handlers: new Map(),
  schemes: null,
  protocols: new Map(),
  session,
  menu: null,
  dialogAnswers: [],
  droppedFiles: {},
  onFiles: null,
  /** Asked before the page goes to another address; false keeps it where it is. */
  mayNavigate: null,
  context: null,
  async connect() {
    const browser = await chromium.connectOverCDP(process.env.STANDIN_BROWSER)
    this.context = browser.contexts()[0]
    await this.context.route('**/*', route)
  },
}

/** @param {object} message */
export const toTest = (message) => process.send?.(message)

process.on('message', (message) => {
  if (message.kind === 'dialogs') state.dialogAnswers.push(...message.answers)
  if (message.kind === 'files') {
    Object.assign(state.droppedFiles, message.files)
    state.onFiles?.()
  }
})

const allowed = (url) =>
  new Promise((done) =>
    session.beforeRequest === null ? done(true) : session.beforeRequest({ url }, ({ cancel }) => done(!cancel)),
  )

/** A window that is only opening has no frame yet. */
const frameOf = (request) => {
  try {
    return request.frame()
  } catch {
    return null
  }
}

async function route(route) {
  const url = unmapped(route.request().url())
  const request = route.request()
  if (request.isNavigationRequest() && state.mayNavigate?.(frameOf(request), url) === false) return route.fulfill({ status: 204 })
  if (!(await allowed(url))) return route.abort('blockedbyclient')
  const scheme = new URL(url).protocol.slice(0, -1)
  const handler = state.protocols.get(scheme)
  const known = state.schemes?.find((one) => one.scheme === scheme)
  // A scheme that is not `standard` has no origin and no host, so nothing of a page would load.
  if (handler === undefined || !known?.privileges.standard) return route.abort('failed')
  const response = await handler(new Request(url, { method: route.request().method() }))
  const body = Buffer.from(await response.arrayBuffer())
  await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body })
}

/** Everything that keeps the page from doing more than showing the workbench; one numbered line each, after Electron's security checklist. */
import { app, session, shell, type BrowserWindow, type BrowserWindowConstructorOptions, type WebFrameMain } from 'electron'
import { PAGE_ORIGIN } from './messages'

/** Preferences of the one window. */
export function webPreferences(preload: string): NonNullable<BrowserWindowConstructorOptions['webPreferences']> {
  return {
    preload,
    // SECURITY: 2 no Node in the page.
    nodeIntegration: false,
    // SECURITY: 3 the preload lives in a world of its own.
    contextIsolation: true,
    // SECURITY: 4 the page's process is sandboxed.
    sandbox: true,
    // SECURITY: 6 same-origin policy stays on.
    webSecurity: true,
    // SECURITY: 8 and 9 no insecure content, no experimental features.
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    // SECURITY: 12 no webview in the page.
    webviewTag: false,
    spellcheck: false,
    navigateOnDragDrop: false,
  }
}

/** Whether a message comes from the page itself. */
// SECURITY: 17 every sender is checked: the top frame, of our origin.
export const isThePage = (frame: WebFrameMain | null): boolean =>
  frame !== null && frame.parent === null && (frame.origin === PAGE_ORIGIN || frame.url.startsWith(`${PAGE_ORIGIN}/`))

/** Shape: → the session refuses permissions and every request that leaves the page's own scheme. */
export function hardenSession(): void {
  // SECURITY: 5 no permission is given to anybody, asked or checked.
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.defaultSession.setPermissionCheckHandler(() => false)
  // SECURITY: 1 nothing is loaded from a network, whatever the page holds.
  session.defaultSession.webRequest.onBeforeRequest((details, answer) => {
    const local = [`${PAGE_ORIGIN}/`, 'data:', 'blob:', 'devtools:'].some((start) => details.url.startsWith(start))
    answer({ cancel: !local })
  })
}

/** Shape: → contents that are made later can neither navigate away, open windows nor hold a webview. */
export function hardenContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    // SECURITY: 13 the page never navigates to another origin.
    contents.on('will-navigate', (event, url) => {
      if (!url.startsWith(`${PAGE_ORIGIN}/`)) event.preventDefault()
    })
    // SECURITY: 14 and 15 no new windows, and no link is handed to the system.
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-attach-webview', (event) => event.preventDefault())
  })
}

/** Show a file in the platform's file browser. */
// SECURITY: 15 only showItemInFolder, which starts nothing; never openExternal.
export const reveal = (path: string): void => shell.showItemInFolder(path)

/** Shape: window × address → shown once it can be drawn. */
export function showWhenReady(window: BrowserWindow): void {
  window.once('ready-to-show', () => window.show())
}

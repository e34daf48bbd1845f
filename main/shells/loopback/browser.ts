/** Opens the workbench in a browser: a window of its own in a Chromium-family browser where there is one, else the default browser. */
import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

type Environment = Record<string, string | undefined>

const LINUX = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'brave-browser',
  'vivaldi',
]
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  '/Applications/Brave Browser.app/Contents/MacOS/Brave Browser',
]
const WINDOWS = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ['BraveSoftware', 'Brave-Browser', 'Application', 'brave.exe'],
]

const runs = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function candidates(platform: string, env: Environment): string[] {
  if (platform === 'darwin') return MAC
  if (platform === 'win32') {
    const places = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']].filter((place) => place !== undefined)
    return places.flatMap((place) => WINDOWS.map((parts) => join(place, ...parts)))
  }
  return LINUX.flatMap((name) => (env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)))
}

/** Shape: platform × environment → path of a Chromium-family browser, or null. BACKTRAIL_BROWSER wins. */
export function findBrowser(platform: string = process.platform, env: Environment = process.env): string | null {
  const wanted = env['BACKTRAIL_BROWSER']
  if (wanted !== undefined && wanted !== '') return wanted
  return candidates(platform, env).find(runs) ?? null
}

/** Whether there is a screen to open a window on. */
export function hasDisplay(platform: string = process.platform, env: Environment = process.env): boolean {
  return platform === 'darwin' || platform === 'win32' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY'])
}

const defaultOpener = (platform: string, address: string): [string, string[]] =>
  platform === 'darwin'
    ? ['open', [address]]
    : platform === 'win32'
      ? ['cmd', ['/c', 'start', '', address]]
      : ['xdg-open', [address]]

/** Shape: address → whether something was started that shows it. */
export function openInBrowser(address: string): Promise<boolean> {
  if (!hasDisplay()) return Promise.resolve(false)
  const browser = findBrowser()
  const [command, args] = browser === null ? defaultOpener(process.platform, address) : [browser, [`--app=${address}`]]
  const child = spawn(command, args, { detached: true, stdio: 'ignore' })
  child.unref()
  return new Promise((done) => {
    child.once('error', () => done(false))
    child.once('spawn', () => done(true))
  })
}

/** A real Chromium, started by itself and spoken to over its debugging port, so that the stand-in and the story can share it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser } from '@playwright/test'

const PROGRAMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const START_MS = 60_000
const LOOK_EVERY_MS = 50
const CLOSE_MS = 10_000

const FLAGS = [
  ...['--headless', '--disable-gpu', '--disable-quic', '--no-first-run', '--no-default-browser-check', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-default-apps', '--disable-extensions'],
  ...['--force-color-profile=srgb', '--font-render-hinting=none', '--password-store=basic', '--use-mock-keychain'],
  // Even a name that a page invents leads nowhere.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE *.localhost',
]

export interface RunningChromium {
  browser: Browser
  /** Address of the debugging port. */
  endpoint: string
  close(): Promise<void>
}

const program = (): string => process.env['BACKTRAIL_CHROMIUM'] ?? PROGRAMS.find((path) => existsSync(path)) ?? 'chromium'

async function endpointOf(profile: string, child: ChildProcess): Promise<string> {
  const file = join(profile, 'DevToolsActivePort')
  for (let waitedMs = 0; waitedMs < START_MS; waitedMs += LOOK_EVERY_MS) {
    if (child.exitCode !== null) throw new Error(`Chromium ended at once with status ${child.exitCode}`)
    const [port, path] = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
    if (port !== undefined && path !== undefined) return `http://127.0.0.1:${port}`
    await new Promise((done) => setTimeout(done, LOOK_EVERY_MS))
  }
  throw new Error('Chromium did not start')
}

/** Shape: → Chromium with one empty page and a profile of its own. */
export async function startChromium(): Promise<RunningChromium> {
  const profile = mkdtempSync(join(tmpdir(), 'backtrail-chromium-'))
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const args = [...FLAGS, ...root, '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank']
  const child = spawn(program(), args, { stdio: 'ignore' })
  const exited = new Promise<void>((done) => child.once('exit', () => done()))
  const endpoint = await endpointOf(profile, child)
  const browser = await chromium.connectOverCDP(endpoint)
  return {
    browser,
    endpoint,
    close: async () => {
      const session = await browser.newBrowserCDPSession()
      // WHY: asked to close, Chromium ends its own children; killed, they go on writing into the profile for a moment.
      await session.send('Browser.close').catch(() => {})
      const force = setTimeout(() => child.kill('SIGKILL'), CLOSE_MS)
      await exited
      clearTimeout(force)
      rmSync(profile, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}

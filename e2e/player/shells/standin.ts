/** The Electron shell on the stand-in: the real main, preload and engine bundles, a real Chromium. */
import { randomUUID } from 'node:crypto'
import { basename, join } from 'node:path'
import { runProcess } from './process'
import { ROOT } from '../electron-binary'
import type { RunningShell, ShellOptions } from './shell'

interface Seen {
  kind: 'loaded' | 'shown' | 'engine' | 'engine-ended' | 'dialog' | 'revealed' | 'preload'
  pid?: number
}

const ALIVE_MS = 60_000
const STOP_MS = 10_000

/** Shape: → when the work is done or failed, or the time is over: the end of a story waits for nobody. */
const atMost = (ms: number, work: Promise<unknown>) =>
  Promise.race([work.catch(() => undefined), new Promise((done) => setTimeout(done, ms).unref())])

/** Shape: place and app → the workbench in the one window. */
export async function startStandin({ place, chromium, appDir }: ShellOptions): Promise<RunningShell> {
  const { browser, endpoint } = await chromium()
  const page = await browser.contexts()[0]!.newPage()
  // WHY: both sides must mean the same page, even while that of the story before is still on its way out.
  const address = `about:blank#${randomUUID()}`
  await page.goto(address)
  const env = { ...place.env, STANDIN_BROWSER: endpoint, STANDIN_PAGE: address }
  const app = runProcess(process.execPath, [join(ROOT, 'e2e/standin/run.mjs'), appDir], { cwd: place.home, env })
  const seen: Seen[] = []
  let enginePid: number | undefined
  await new Promise<void>((done, failed) => {
    const late = setTimeout(
      () => failed(new Error(`The window never came alive: ${JSON.stringify(seen)}\n${app.output()}`)),
      ALIVE_MS,
    )
    app.child.on('message', (message: Seen) => {
      seen.push(message)
      if (message.kind === 'engine') enginePid = message.pid
      if (message.kind !== 'shown') return
      clearTimeout(late)
      done()
    })
    app.child.once('exit', (code) => failed(new Error(`The app ended with ${code}:\n${app.output()}`)))
  })
  const tell = (message: object) => Promise.resolve(void app.child.send(message))
  return {
    kind: 'standin',
    page,
    dialogs: 'native',
    answerDialog: (paths) => tell({ kind: 'dialogs', answers: [paths] }),
    knowFiles: (paths) => tell({ kind: 'files', files: Object.fromEntries(paths.map((path) => [basename(path), path])) }),
    output: app.output,
    killEngine: () => void (enginePid === undefined ? undefined : process.kill(enginePid, 'SIGKILL')),
    stop: async () => {
      await atMost(
        STOP_MS,
        page.evaluate(() => (localStorage.clear(), sessionStorage.clear())),
      )
      await app.end()
      await atMost(STOP_MS, page.close())
    },
  }
}

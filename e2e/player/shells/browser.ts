/** The browser shell: the real server, a real Chromium. */
import { join } from 'node:path'
import { runProcess } from './process'
import type { RunningShell, ShellOptions } from './shell'

/** Shape: place and app → the workbench opened in Chromium by its one-time address. */
export async function startBrowserShell({ place, chromium, appDir }: ShellOptions): Promise<RunningShell> {
  const server = runProcess(process.execPath, [join(appDir, 'out/main/server.js'), '--no-open'], {
    cwd: place.home,
    env: place.env,
  })
  const [, address] = await server.says(/(http:\/\/127\.0\.0\.1:\d+\/\?ticket=\S+)/)
  const { browser } = await chromium()
  const context = await browser.newContext({ viewport: null })
  const page = await context.newPage()
  await page.goto(address!)
  return {
    kind: 'browser',
    page,
    dialogs: 'page',
    answerDialog: () => Promise.resolve(),
    knowFiles: () => Promise.resolve(),
    output: server.output,
    killEngine: () => void server.child.kill('SIGKILL'),
    stop: async () => {
      await context.close()
      await server.end()
    },
  }
}

/** `story()`: a test in which a person does something with the workbench, in whichever shell is played. */
import { test as base, expect } from '@playwright/test'
import { App } from './app'
import { startChromium, type RunningChromium } from './chromium'
import { CommandLine } from './command-line'
import { ROOT } from './electron-binary'
import { makePlace, type Place } from './place'
import { startBrowserShell } from './shells/browser'
import { startElectron } from './shells/electron'
import type { RunningShell, ShellKind, ShellOptions } from './shells/shell'
import { startStandin } from './shells/standin'

const START: Record<ShellKind, (options: ShellOptions) => Promise<RunningShell>> = {
  standin: startStandin,
  browser: startBrowserShell,
  electron: startElectron,
}

interface StoryFixtures {
  place: Place
  /** The command line, in the story's own place. */
  commandLine: CommandLine
  shell: RunningShell
  app: App
}
interface WorkerFixtures {
  chromium: () => Promise<RunningChromium>
}

export const story = base.extend<StoryFixtures, WorkerFixtures>({
  chromium: [
    async ({}, use) => {
      let running: Promise<RunningChromium> | undefined
      await use(() => (running ??= startChromium()))
      await (await running)?.close()
    },
    { scope: 'worker' },
  ],
  place: async ({}, use) => {
    const place = makePlace()
    await use(place)
    place.remove()
  },
  commandLine: async ({ place }, use) => {
    await use(new CommandLine(place))
    expect(place.networkSeen(), 'reached for the network').toEqual([])
  },
  shell: async ({ place, chromium }, use, info) => {
    const appDir = process.env['BACKTRAIL_APP_DIR'] ?? ROOT
    const shell = await START[info.project.name as ShellKind]({ place, chromium, appDir })
    await use(shell)
    if (info.status !== info.expectedStatus) {
      await shell.page.screenshot({ path: info.outputPath('screen.png') }).catch(() => {})
      await info.attach('output', { body: shell.output(), contentType: 'text/plain' })
    }
    await shell.stop()
  },
  app: async ({ shell, place }, use) => {
    const app = new App(shell, place)
    await app.page.setViewportSize({ width: 1440, height: 900 })
    await app.settles()
    await use(app)
    expect(place.networkSeen(), 'reached for the network').toEqual([])
    expect(app.foreignRequests(), 'the page asked for something from elsewhere').toEqual([])
    expect(app.pageErrors(), 'the page broke').toEqual([])
  },
})

export { expect }

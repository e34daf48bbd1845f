/** Which shells the stories are played on: real Electron where its program is here, else the stand-in; and the browser shell always. */
import { defineConfig } from '@playwright/test'
import { electronBinary } from './player/electron-binary'

const binary = electronBinary()
const forced = process.env['BACKTRAIL_SHELL']
const shells = forced === undefined ? [binary === null ? 'standin' : 'electron', 'browser'] : [forced]

// WHY: only the first process says it; every worker reads this file again.
if (process.env['TEST_WORKER_INDEX'] === undefined) {
  const what =
    binary === null
      ? '*** NO ELECTRON BINARY: [standin] runs the real main, preload and engine bundles on a stand-in; nothing below was seen in real Electron ***'
      : `*** REAL ELECTRON ${binary} ***`
  process.stderr.write(`e2e: ${what}\ne2e: shells: ${[...shells, 'commandline'].join(', ')}\n`)
}

export default defineConfig({
  testDir: 'stories',
  testMatch: '**/*.story.ts',
  outputDir: '../test-results',
  // A story that is about some shells only names them in its title, as `@standin`; on the others it is not there.
  projects: [
    ...shells.map((name) => ({ name, grepInvert: new RegExp(`^(?!.*@${name}\\b).*@(electron|standin|browser|commandline)\\b`) })),
    { name: 'commandline', grep: /@commandline\b/ },
  ],
  workers: 2,
  forbidOnly: true,
  // Chosen for a busy machine of two cores: the database's library alone takes seconds to load cold.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: 'list',
})

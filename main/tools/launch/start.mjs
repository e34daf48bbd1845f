/** `npm start`: the workbench in Electron, or in a browser where Electron cannot be had. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { requireBuild } from './build.mjs'
import { electronBinary, fetchElectron } from './electron-binary.mjs'
import { requireNode, requirePackages, ROOT } from './ground.mjs'
import { run, say, Stop } from './say.mjs'

/** Electron that ends sooner than this with an error never showed a window. Chosen. */
const EARLY_MS = 5_000

const { platform, env } = process
const hasDisplay = platform === 'darwin' || platform === 'win32' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)

/** @param {string} command @param {string[]} args @returns {Promise<number>} */
function follow(command, args) {
  const child = spawn(command, args, { cwd: process.cwd(), stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  return new Promise((done) => {
    child.once('error', () => done(1))
    child.once('close', (status, signal) => done(status ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)))
  })
}

async function findElectron() {
  const there = electronBinary()
  if (there !== null || env.BACKTRAIL_NO_DOWNLOAD) return there
  say("Fetching Electron's program, once (about 120 MB). BACKTRAIL_NO_DOWNLOAD=1 leaves it out.")
  return fetchElectron()
}

/** Shape: words → exit status, or null where the browser has to do. */
async function startElectron(words) {
  const forced = env.BACKTRAIL_SHELL === 'electron'
  const binary = hasDisplay || forced ? await findElectron() : null
  if (binary === null) {
    if (forced)
      throw new Stop(
        "Electron's program is not here and could not be fetched: run `npm start` without BACKTRAIL_SHELL=electron to use a browser.",
      )
    say(
      hasDisplay
        ? 'Electron is not to be had here; the workbench opens in a browser.'
        : 'There is no display here; open the workbench in a browser on this machine.',
    )
    return null
  }
  const started = Date.now()
  const status = await follow(binary, [ROOT, ...words])
  if (status === 0 || forced || Date.now() - started > EARLY_MS) return status
  say('Electron ended at once (often a sandbox that this system does not allow); the workbench opens in a browser.')
  return null
}

run(async () => {
  requireNode()
  await requirePackages()
  await requireBuild()
  const words = process.argv.slice(2)
  const status = env.BACKTRAIL_SHELL === 'browser' ? null : await startElectron(words)
  return status ?? follow(process.execPath, [join(ROOT, 'out/main/server.js'), ...words])
})

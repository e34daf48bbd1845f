/** Finds Electron's program, and fetches it once where it is missing and may be fetched. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './ground.mjs'

const PACKAGE = join(ROOT, 'node_modules/electron')
const DOWNLOADS = join(ROOT, 'node_modules/.cache/electron-download')
/** Chosen: a slow line brings some bytes in this time, a closed one brings none. */
const PATIENCE_MS = 15_000
const LOOK_EVERY_MS = 500

/** Shape: → path of Electron's program, or null. Never asks the package itself, which would start a download. */
export function electronBinary() {
  const pathFile = join(PACKAGE, 'path.txt')
  if (!existsSync(pathFile)) return null
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(PACKAGE, 'dist')
  const binary = join(folder, readFileSync(pathFile, 'utf8'))
  return existsSync(binary) ? binary : null
}

/** @param {string} path @returns {number} */
function sizeBytes(path) {
  const entry = statSync(path, { throwIfNoEntry: false })
  if (entry === undefined) return 0
  if (!entry.isDirectory()) return entry.size
  return readdirSync(path).reduce((sum, name) => sum + sizeBytes(join(path, name)), 0)
}

/** Let the package fetch its program; ends after 15 s without a new byte. @returns {Promise<string | null>} */
export async function fetchElectron() {
  mkdirSync(DOWNLOADS, { recursive: true })
  const env = { ...process.env, TMPDIR: DOWNLOADS, TEMP: DOWNLOADS, TMP: DOWNLOADS }
  const child = spawn(process.execPath, [join(PACKAGE, 'install.js')], { env, stdio: 'ignore' })
  let [seen, since] = [-1, Date.now()]
  const watch = setInterval(() => {
    const bytes = sizeBytes(DOWNLOADS) + sizeBytes(join(PACKAGE, 'dist'))
    if (bytes !== seen) [seen, since] = [bytes, Date.now()]
    else if (Date.now() - since > PATIENCE_MS) child.kill('SIGKILL')
  }, LOOK_EVERY_MS)
  await new Promise((done) => child.once('close', done).once('error', done))
  clearInterval(watch)
  rmSync(DOWNLOADS, { recursive: true, force: true })
  return electronBinary()
}

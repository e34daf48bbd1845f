/** What must stand before anything runs: a Node that is new enough, and the packages of the lock file. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { say, Stop } from './say.mjs'

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..')
const OLDEST = [20, 19]
const UNREACHABLE =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT|network|registry/i

/** @param {string} version @returns {boolean} */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
}

export function requireNode(version = process.version) {
  if (isNewEnough(version)) return
  throw new Stop(
    `Backtrail needs Node ${OLDEST.join('.')} or newer, and this is Node ${version.replace(/^v/, '')}: install a newer Node and run the command again.`,
  )
}

/** @param {string} file */
const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages

/** Whether node_modules holds exactly the versions of the lock file; optional packages of other platforms may be missing. */
export function hasPackages(root = ROOT) {
  const installed = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(installed)) return false
  const there = packagesOf(installed)
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(
    ([path, { version, optional, devOptional, peer }]) =>
      path === '' || there[path]?.version === version || (there[path] === undefined && Boolean(optional || devOptional || peer)),
  )
}

/** @param {string[]} args @returns {[string, string[], boolean]} */
function npmCommand(args) {
  const script = process.env.npm_execpath
  // WHY: started by npm, its own script is run with this Node; without it, Windows finds npm only through a shell.
  return script && /\.c?js$/.test(script)
    ? [process.execPath, [script, ...args], false]
    : ['npm', args, process.platform === 'win32']
}

/** @returns {Promise<{status: number, text: string}>} */
function installPackages() {
  const options = [
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--fetch-retries=2',
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=8000',
  ]
  const [command, args, shell] = npmCommand(['ci', ...options])
  const child = spawn(command, args, { cwd: ROOT, shell, stdio: ['ignore', 'ignore', 'pipe'] })
  let text = ''
  child.stderr.on('data', (part) => (text += part))
  return new Promise((done) => {
    child.once('error', (error) => done({ status: 1, text: error.message }))
    child.once('close', (status) => done({ status: status ?? 1, text }))
  })
}

/** Install the packages of the lock file where they are missing or others. */
export async function requirePackages() {
  if (hasPackages()) return
  say('Installing packages from the npm registry (once, a minute or two) …')
  const { status, text } = await installPackages()
  if (status === 0) return
  const first =
    text.split('\n').find((line) => /npm (error|ERR!) (?!code|A complete log)/.test(line)) ?? text.split('\n')[0] ?? ''
  throw new Stop(
    UNREACHABLE.test(text)
      ? 'The packages could not be fetched because the npm registry cannot be reached: connect this machine once, then run the command again; after that no network is needed.'
      : `The packages could not be installed: ${first.replace(/^npm (error|ERR!)\s*/, '').trim()}.`,
  )
}

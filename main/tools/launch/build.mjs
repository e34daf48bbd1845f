/** Builds out/ where it is missing or older than its sources; beside it first, then moved into place whole. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './ground.mjs'
import { run, say, Stop } from './say.mjs'

const OUT = join(ROOT, 'out')
const STAMP = join(OUT, 'built-from')
const LOCK = join(ROOT, 'node_modules/.cache/build-lock')
const SOURCES = ['main', 'preload', 'renderer', 'package.json', 'package-lock.json']
/** Not part of the build: tests, samples of formats, tools other than the build's own settings. */
const LEFT_OUT = /\.(test\.ts|md)$|[\\/](samples|bad|test)$|main[\\/]tools[\\/](?!build)/
const LOCK_STALE_MS = 180_000
const LOCK_POLL_MS = 200

/** @param {string} path @param {(path: string, time: number, size: number) => void} see */
function walk(path, see) {
  if (LEFT_OUT.test(path)) return
  const entry = statSync(path, { throwIfNoEntry: false })
  if (entry?.isFile()) see(path, entry.mtimeMs, entry.size)
  if (entry?.isDirectory()) for (const name of readdirSync(path)) walk(join(path, name), see)
}

/** Shape: → digest of name, size and time of every source. */
function sourcesStamp() {
  const digest = createHash('sha256')
  for (const source of SOURCES) walk(join(ROOT, source), (path, time, size) => digest.update(`${path}\0${size}\0${time}\n`))
  return digest.digest('hex')
}

/** Whether out/ was built from the sources as they are; an installation without sources is always fresh. */
export function isFresh() {
  if (process.env.BACKTRAIL_BUILD === 'never') return existsSync(OUT)
  if (!existsSync(join(ROOT, 'renderer'))) return existsSync(OUT)
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sourcesStamp()
}

/** @param {string} out @returns {Promise<{status: number, text: string}>} */
function electronVite(out) {
  const script = join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js')
  const args = [script, 'build', '--config', 'main/tools/build/electron.vite.config.ts', '--logLevel', 'warn']
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, BACKTRAIL_BUILD_OUT: out },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += part))
  return new Promise((done) => child.once('close', (status) => done({ status: status ?? 1, text })))
}

/** One build at a time; another's is waited for. @param {() => Promise<void>} work */
async function alone(work) {
  mkdirSync(join(LOCK, '..'), { recursive: true })
  for (;;) {
    try {
      mkdirSync(LOCK)
      break
    } catch {
      const since = statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? 0
      if (Date.now() - since > LOCK_STALE_MS) rmSync(LOCK, { recursive: true, force: true })
      await new Promise((done) => setTimeout(done, LOCK_POLL_MS))
    }
  }
  const release = () => rmSync(LOCK, { recursive: true, force: true })
  process.once('exit', release)
  try {
    await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

/** @param {string} next */
function moveIntoPlace(next) {
  const old = `${next}-old`
  if (existsSync(OUT)) renameSync(OUT, old)
  renameSync(next, OUT)
  rmSync(old, { recursive: true, force: true })
}

async function build() {
  const stamp = sourcesStamp()
  const next = join(ROOT, `node_modules/.cache/out-${process.pid}`)
  rmSync(next, { recursive: true, force: true })
  const { status, text } = await electronVite(next)
  if (status !== 0) {
    rmSync(next, { recursive: true, force: true })
    say(text.trimEnd())
    throw new Stop('Backtrail could not be built from these sources; the lines above say why.')
  }
  writeFileSync(join(next, 'built-from'), stamp)
  moveIntoPlace(next)
}

/** Build where needed, saying so on stderr. @param {{always?: boolean}} [options] */
export async function requireBuild({ always = false } = {}) {
  if (!always && isFresh()) return
  await alone(async () => {
    if (!always && isFresh()) return
    say('Building Backtrail …')
    await build()
  })
}

if (process.argv[1] && join(process.argv[1]) === join(ROOT, 'main/tools/launch/build.mjs'))
  run(() => requireBuild({ always: true }))

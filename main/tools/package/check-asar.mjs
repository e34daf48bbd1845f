/** Looks into a packed app for what would only fail on a person's machine. */
import { extractAll, extractFile, listPackage, statFile } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MAGIC = [
  Buffer.from('7f454c46', 'hex'),
  Buffer.from('4d5a', 'hex'),
  Buffer.from('cffaedfe', 'hex'),
  Buffer.from('cafebabe', 'hex'),
]
const NATIVE = /\.(node|so|dylib|dll)(\.\d+)*$/
const ASTRAY = /\.(ts|vue|map|test\.\w+)$|^\/(main|renderer|preload|e2e|\.ci)\//
const SANDBOXED = ['electron', 'events', 'timers', 'url']
const FUSE_ON = 49

/** @param {string} asar @param {string} path */
const text = (asar, path) => extractFile(asar, path.replace(/^\//, '')).toString('utf8')

function nativesInside(asar, files) {
  return files
    .filter((path) => {
      const entry = statFile(asar, path.slice(1))
      if (!('size' in entry) || entry.unpacked) return false
      if (NATIVE.test(path)) return true
      const head = entry.size > 4 ? extractFile(asar, path.slice(1)).subarray(0, 4) : Buffer.of()
      return (
        MAGIC.some((magic) => head.length >= magic.length && head.subarray(0, magic.length).equals(magic)) &&
        !/\.(js|json|md)$/.test(path)
      )
    })
    .map((path) => `${path} is a native library inside the archive; it could not be loaded there`)
}

function preloadFaults(asar) {
  const preload = text(asar, '/out/preload/index.cjs')
  const required = [...preload.matchAll(/require\(["']([^"']+)["']\)/g)].map(([, name]) => name)
  return [
    ...required
      .filter((name) => !SANDBOXED.includes(name))
      .map((name) => `the preload requires ${name}, which a sandboxed preload may not`),
    ...(/^\s*(import|export)\s/m.test(preload) ? ['the preload is a module; a sandboxed preload must be CommonJS'] : []),
  ]
}

function pageFaults(asar, files) {
  const page = text(asar, '/out/renderer/index.html')
  const linked = [...page.matchAll(/(?:src|href)="(?!data:)\.?\/?([^"]+)"/g)].map(
    ([, path]) => `/out/renderer/${path.replace(/^\.\//, '')}`,
  )
  const inline = /<script(?![^>]*\bsrc=)[^>]*>/.test(page) ? ['the page has an inline script, which its policy forbids'] : []
  return [
    ...linked.filter((path) => !files.includes(path)).map((path) => `the page wants ${path}, which is not packed`),
    ...inline,
  ]
}

function needed(asar, files) {
  const { main } = JSON.parse(text(asar, '/package.json'))
  const wanted = [
    `/${main.replace(/^\.\//, '')}`,
    ...['engine', 'cli', 'server', 'intake-worker'].map((name) => `/out/main/${name}.js`),
    '/LICENSE',
  ]
  return wanted.filter((path) => !files.includes(path)).map((path) => `${path} is not packed`)
}

/** The command line out of the unpacked app, away from the checkout's node_modules: every package it needs must have come along. */
function runFaults(asar) {
  const folder = mkdtempSync(join(tmpdir(), 'backtrail-packed-'))
  try {
    extractAll(asar, join(folder, 'app'))
    const env = { ...process.env, BACKTRAIL_CONFIG_DIR: join(folder, 'c'), BACKTRAIL_DATA_DIR: join(folder, 'd') }
    const words = [join(folder, 'app/out/main/cli.js'), 'case', 'new', join(folder, 'x.case'), '--json']
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, env, encoding: 'utf8' })
    return status === 0 && 'case_id' in JSON.parse(stdout)
      ? []
      : [`the packed command line cannot make a case: ${stderr || stdout}`]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function fuseFaults(program) {
  const wire = await getCurrentFuseWire(program)
  const off = ['RunAsNode', 'EnableNodeOptionsEnvironmentVariable', 'GrantFileProtocolExtraPrivileges']
  return off.filter((name) => wire[FuseV1Options[name]] === FUSE_ON).map((name) => `the fuse ${name} is on`)
}

/** Shape: path of app.asar × path of Electron's program → what is wrong, in sentences. */
export async function checkPackage(asar, program) {
  const files = listPackage(asar, { isPack: false }).map((path) => path.replaceAll('\\', '/'))
  const astray = files.filter(
    (path) => ASTRAY.test(path) && !path.startsWith('/node_modules/') && !path.startsWith('/casefiles/'),
  )
  return [
    ...needed(asar, files),
    ...astray.map((path) => `${path} is a source; it does not belong into the product`),
    ...nativesInside(asar, files),
    ...preloadFaults(asar),
    ...pageFaults(asar, files),
    ...runFaults(asar),
    ...(await fuseFaults(program)),
  ]
}

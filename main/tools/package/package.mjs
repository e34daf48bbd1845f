/** `npm run package`: packs the app with electron-builder, on the real Electron or, where there is none, on a fake one, and looks into what came out. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { requireBuild } from '../launch/build.mjs'
import { electronBinary } from '../launch/electron-binary.mjs'
import { ROOT } from '../launch/ground.mjs'
import { run, say, Stop } from '../launch/say.mjs'
import { checkPackage } from './check-asar.mjs'
import { makeFakeElectron } from './fake-electron.mjs'

const FAKE = join(ROOT, 'node_modules/.cache/fake-electron')

/** @param {string} file */
const version = (file) => JSON.parse(readFileSync(join(ROOT, file), 'utf8')).version

async function electronDist() {
  const binary = electronBinary()
  if (binary !== null) return dirname(binary)
  say('package: no Electron binary here; packing on a fake one. The result shows what is packed and does not run.')
  await makeFakeElectron(FAKE, version('node_modules/electron/package.json'))
  return FAKE
}

/** @param {string} dist */
function build(dist) {
  const args = [join(ROOT, 'node_modules/electron-builder/cli.js'), '--dir', '--publish', 'never', `-c.electronDist=${dist}`]
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += part))
  return new Promise((done, failed) =>
    child.once('close', (status) => (status === 0 ? done(text) : failed(new Stop(`electron-builder could not pack:\n${text}`)))),
  )
}

run(async () => {
  await requireBuild()
  await build(await electronDist())
  const folder = join(ROOT, 'dist/linux-unpacked')
  const faults = await checkPackage(join(folder, 'resources/app.asar'), join(folder, 'backtrail'))
  for (const fault of faults) say(`package: ${fault}`)
  if (faults.length > 0) throw new Stop(`package: ${faults.length} faults`)
  say(`package: ${folder} is whole`)
})

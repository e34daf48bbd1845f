/** Lays out what electron-builder takes for an Electron, where the real one cannot be had: enough to pack, nothing that runs. */
import { createPackage } from '@electron/asar'
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Source: @electron/fuses, `SENTINEL`; followed by the version of the wire, its length and one byte a fuse. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const WIRE = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, 9]), Buffer.from('1'.repeat(9))])

/** Shape: folder × version of Electron → the folder holds a fake dist. */
export async function makeFakeElectron(folder, version) {
  rmSync(folder, { recursive: true, force: true })
  for (const part of ['locales', 'resources', 'default-app']) mkdirSync(join(folder, part), { recursive: true })
  const program = Buffer.concat([Buffer.from('#!/bin/sh\necho "not a real Electron" >&2\nexit 1\n# '), WIRE, Buffer.from('\n')])
  writeFileSync(join(folder, 'electron'), program)
  chmodSync(join(folder, 'electron'), 0o755)
  writeFileSync(join(folder, 'version'), version)
  for (const name of ['LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(folder, name), '')
  writeFileSync(join(folder, 'default-app/package.json'), '{"name":"default","main":"main.js"}')
  writeFileSync(join(folder, 'default-app/main.js'), '')
  await createPackage(join(folder, 'default-app'), join(folder, 'resources/default_app.asar'))
  rmSync(join(folder, 'default-app'), { recursive: true })
}

/** A folder of its own for the tests of one file, in which the command line also keeps its identity and its cases. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'

const PLACES = { XDG_CONFIG_HOME: 'config', XDG_DATA_HOME: 'data' } as const

/** Shape: name → folder; the environment is put back and the folder removed after the file’s tests. */
export function ownHome(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `backtrail-${name}-`))
  const before = Object.keys(PLACES).map((variable) => [variable, process.env[variable]] as const)
  beforeAll(() => {
    for (const [variable, place] of Object.entries(PLACES)) process.env[variable] = join(folder, place)
  })
  afterAll(() => {
    for (const [variable, value] of before) {
      if (value === undefined) delete process.env[variable]
      else process.env[variable] = value
    }
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

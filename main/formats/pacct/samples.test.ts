/** The samples are what the writer of this format writes; BACKTRAIL_GOLDEN=1 writes them anew. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { SAMPLES } from './test/samples'

it.each(Object.entries(SAMPLES))('%s', (name, write) => {
  const path = join(import.meta.dirname, 'samples', name)
  const bytes = write()
  if (process.env['BACKTRAIL_GOLDEN'] === '1' && (!existsSync(path) || !readFileSync(path).equals(bytes)))
    writeFileSync(path, bytes)
  expect(readFileSync(path).equals(bytes)).toBe(true)
})

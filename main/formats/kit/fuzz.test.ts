/** Broken copies of every sample: nothing thrown, nothing lost, nobody waits. `npm run soak` asks for many more of them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Fault } from '#contract/errors'
import { mutant } from '#main/tools/test/mutant'
import { readBytes } from './bytes-input'
import type { FormatDefinition } from './format'
import { FORMAT_FOLDERS } from './registry'

/** What lies beside a sample: options that an investigator states, and what is expected. */
const SIDE_FILE = /\.(options|expected)\.json$/
const MUTANTS = Number(process.env['BACKTRAIL_MUTANTS'] ?? 200)
const FIRST_SEED = Number(process.env['BACKTRAIL_SEED'] ?? 1)
/** No mutant of a small file is worth more time than this. */
const HANGS_MS = 2000
const MOST_BYTES = 256 * 1024

function samplesOf(folder: string): Buffer[] {
  const path = join(import.meta.dirname, '..', folder, 'samples')
  const names = readdirSync(path).filter((name) => !SIDE_FILE.test(name))
  return names.sort().map((name) => readFileSync(join(path, name)).subarray(0, MOST_BYTES))
}

/** Shape: (format, file) → what went wrong with it, or null. */
async function wrongWith(format: FormatDefinition, file: Buffer): Promise<string | null> {
  const start = performance.now()
  const { sink, failure } = await readBytes(format, file, { zone: 'Europe/Berlin', year: 2009 }, { blockBytes: 4096 })
  const tookMs = performance.now() - start
  const { records, represented, rejected } = sink.counts
  // A file refused with a code, a reason and a fix is no accident.
  if (failure !== null && !(failure instanceof Fault)) return `it threw ${failure.stack}`
  if (records !== represented + rejected) return `${records} records are not ${represented} represented + ${rejected} rejected`
  return tookMs > HANGS_MS ? `it took ${Math.round(tookMs)} ms` : null
}

describe.each([...FORMAT_FOLDERS])('broken copies of the samples of %s', (folder, format) => {
  it(
    `${MUTANTS} of them`,
    async () => {
      const samples = samplesOf(folder)
      for (let seed = FIRST_SEED; seed < FIRST_SEED + MUTANTS; seed++) {
        const wrong = await wrongWith(format, mutant(samples[seed % samples.length]!, seed))
        const again = `BACKTRAIL_SEED=${seed} BACKTRAIL_MUTANTS=1 npm run test:unit -- main/formats/kit/fuzz.test.ts -t "of ${folder}$"`
        expect(wrong, `seed ${seed}; again with: ${again}`).toBeNull()
      }
    },
    Math.max(60_000, MUTANTS * 20),
  )
})

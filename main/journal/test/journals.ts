/** Cases and journals for tests: a clock that moves one second a look, keys and ids drawn from a counter. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createCaseFolder, openCaseFolder } from '../case-folder'
import { hybridClock, type Surroundings } from '../clock'
import { identityFromSeed, type Identity } from '../identity'
import { openJournal, type Journal } from '../journal'

/** 2009-06-28T01:00:00Z */
const START_US = 1_246_150_800_000_000

/** Shape: seed → a time that moves on one second at each look, and bytes that differ at each call. */
export function testSurroundings(seed = 1): Surroundings {
  let looks = 0
  let drawn = seed * 1000
  return {
    nowUs: () => START_US + looks++ * 1_000_000,
    randomBytes: (count) => {
      drawn++
      return Uint8Array.from({ length: count }, (_, index) => (drawn * 31 + index * 7) & 0xff)
    },
  }
}

/** Shape: number and name → always the same identity. */
export const testIdentity = (number = 1, name = `Analyst ${number}`): Identity =>
  identityFromSeed(new Uint8Array(32).fill(number), name)

/** Shape: a folder that is gone after the test. */
export function scratch(): string {
  const dir = mkdtempSync(join(tmpdir(), 'backtrail-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

export interface TestCase {
  dir: string
  configDir: string
  caseId: string
  /** Open its journal as this analyst; closed after the test. */
  open(identity?: Identity, seed?: number, at?: string): Journal
}

/** Shape: an empty case `T.case` in a scratch folder. */
export function testCase(): TestCase {
  const root = scratch()
  const dir = join(root, 'T.case')
  const configDir = join(root, 'config')
  const { caseId } = createCaseFolder(dir, { ...testSurroundings(), name: 'T', version: '0.0.0' })
  return {
    dir,
    configDir,
    caseId,
    open(identity = testIdentity(), seed = 1, at = dir) {
      const clock = hybridClock(testSurroundings(seed))
      const journal = openJournal({ dir: at, caseId: openCaseFolder(at).caseId, identity, clock, configDir })
      onTestFinished(() => journal.close())
      return journal
    },
  }
}

/** Shape: title → payload of a new entry. */
export const entryPayload = (id: string, title = id, kind: 'finding' | 'note' = 'finding') => ({
  id,
  kind,
  title,
  body: '',
  tlp: null,
  control: null,
})

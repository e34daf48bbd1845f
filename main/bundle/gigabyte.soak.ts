import { closeSync, openSync, readdirSync, readSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scratch } from '#main/journal/test/journals'
import { openBundle } from './open'
import { bundled } from './test/bundles'
import { largeCase, MIB } from './test/large'
import { verifyBundle } from './verify-bundle'

const SIZE_MIB = 5 * 1024
const MOST_MEMORY_BYTES = 700 * MIB

/** Shape: (file, place) → the bit there is turned over. */
function flips(path: string, offset: number): void {
  const file = openSync(path, 'r+')
  const byte = Buffer.alloc(1)
  readSync(file, byte, 0, 1, offset)
  byte[0]! ^= 0x10
  writeSync(file, byte, 0, 1, offset)
  closeSync(file)
}

test('a bundle of five gigabytes is written, verified, opened and found out when one bit of it turns, in little memory', async () => {
  const { dir, sha256 } = await largeCase(SIZE_MIB)
  const path = await bundled(dir)
  expect(await verifyBundle(path)).toMatchObject({ ok: true, evidence: [{ state: 'verified' }] })
  const target = join(scratch(), 'Second.case')
  const opened = await openBundle(path, target)
  expect(readdirSync(opened.folder.evidenceDir)).toEqual([sha256])
  expect(statSync(join(opened.folder.evidenceDir, sha256)).size).toBe(SIZE_MIB * MIB)
  flips(path, Math.floor(statSync(path).size / 2))
  expect(await verifyBundle(path)).toMatchObject({ ok: false, bad: [{ member: `evidence/${sha256}` }] })
  expect(process.resourceUsage().maxRSS * 1024).toBeLessThan(MOST_MEMORY_BYTES)
})

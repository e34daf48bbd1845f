import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, closeSync, openSync, readdirSync, readSync, renameSync, statSync, utimesSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scratch, testCase } from '#main/journal/test/journals'
import { openBundle } from './open'
import { bundled } from './test/bundles'
import { verifyBundle } from './verify-bundle'

const MIB = 1 << 20
const SIZE_MIB = 5 * 1024
const MOST_MEMORY_BYTES = 700 * MIB

/** Shape: folder → SHA-256 of a file of bytes that no packing makes smaller, named by it. */
function writesEvidence(evidenceDir: string): string {
  const path = join(evidenceDir, 'made')
  const file = openSync(path, 'wx')
  const hash = createHash('sha256')
  const block = randomBytes(MIB)
  for (let index = 0; index < SIZE_MIB; index++) {
    block.writeUInt32LE(index, 0)
    hash.update(block)
    writeSync(file, block)
  }
  closeSync(file)
  const sha256 = hash.digest('hex')
  renameSync(path, join(evidenceDir, sha256))
  utimesSync(join(evidenceDir, sha256), 1_246_150_800, 1_246_150_800)
  chmodSync(join(evidenceDir, sha256), 0o444)
  return sha256
}

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
  const made = testCase()
  const sha256 = writesEvidence(join(made.dir, 'evidence'))
  const journal = made.open()
  await journal.append('case.created', { name: 'T', home_networks: ['198.18.0.0/16'], display_zone: 'UTC' })
  const read = { format: null, options: {}, zone: null, zone_rule: null, year: null, in_place: false }
  const file = { sha256, size_bytes: SIZE_MIB * MIB, name: 'capture.pcap', path: '/in/capture.pcap' }
  await journal.append('evidence.added', { ...file, ...read })
  await journal.close()

  const path = await bundled(made.dir)
  expect(await verifyBundle(path)).toMatchObject({ ok: true, evidence: [{ state: 'verified' }] })
  const target = join(scratch(), 'Second.case')
  const opened = await openBundle(path, target)
  expect(readdirSync(opened.folder.evidenceDir)).toEqual([sha256])
  expect(statSync(join(opened.folder.evidenceDir, sha256)).size).toBe(SIZE_MIB * MIB)
  flips(path, Math.floor(statSync(path).size / 2))
  expect(await verifyBundle(path)).toMatchObject({ ok: false, bad: [{ member: `evidence/${sha256}` }] })
  expect(process.resourceUsage().maxRSS * 1024).toBeLessThan(MOST_MEMORY_BYTES)
})

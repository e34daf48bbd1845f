import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scratch } from '#main/journal/test/journals'
import { openBundle } from './open'
import { bundled } from './test/bundles'
import { largeCase, MIB } from './test/large'
import { verifyBundle } from './verify-bundle'

const SIZE_MIB = 300
const MOST_MEMORY_BYTES = 500 * MIB

test(
  'a bundle of 300 MB is written, encrypted, verified and opened while the process stays below 500 MB',
  { timeout: 300_000 },
  async () => {
    const { dir, sha256 } = await largeCase(SIZE_MIB)
    let mostBytes = 0
    const look = setInterval(() => (mostBytes = Math.max(mostBytes, process.memoryUsage().rss)), 20)
    try {
      const path = await bundled(dir, { passphrase: 'correct horse', scryptLogN: 10 })
      expect(await verifyBundle(path, { passphrase: 'correct horse' })).toMatchObject({ ok: true })
      const { folder } = await openBundle(path, join(scratch(), 'Second.case'), { passphrase: 'correct horse' })
      expect(statSync(join(folder.evidenceDir, sha256)).size).toBe(SIZE_MIB * MIB)
    } finally {
      clearInterval(look)
    }
    expect(mostBytes).toBeGreaterThan(0)
    expect(mostBytes).toBeLessThan(MOST_MEMORY_BYTES)
  },
)

/** A case with one large file, for tests of how much memory a bundle takes. */
import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, closeSync, openSync, renameSync, utimesSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { testCase } from '#main/journal/test/journals'

export const MIB = 1 << 20

/** Shape: folder, size in MiB → SHA-256 of a file of bytes that no packing makes smaller, named by it. */
function writesEvidence(evidenceDir: string, sizeMib: number): string {
  const path = join(evidenceDir, 'made')
  const file = openSync(path, 'wx')
  const hash = createHash('sha256')
  const block = randomBytes(MIB)
  for (let index = 0; index < sizeMib; index++) {
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

/** Shape: size in MiB → folder of a case whose one evidence file is that large, and the file's SHA-256. */
export async function largeCase(sizeMib: number): Promise<{ dir: string; sha256: string }> {
  const made = testCase()
  const sha256 = writesEvidence(join(made.dir, 'evidence'), sizeMib)
  const journal = made.open()
  await journal.append('case.created', { name: 'T', home_networks: ['198.18.0.0/16'], display_zone: 'UTC' })
  const read = { format: null, options: {}, zone: null, zone_rule: null, year: null, in_place: false }
  const file = { sha256, size_bytes: sizeMib * MIB, name: 'capture.pcap', path: '/in/capture.pcap' }
  await journal.append('evidence.added', { ...file, ...read })
  await journal.close()
  return { dir: made.dir, sha256 }
}

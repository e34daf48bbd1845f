import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromRandomAccessReaderPromise, RandomAccessReader } from 'yauzl'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { scratch } from '#main/journal/test/journals'
import { bundled, caseWith } from './test/bundles'
import { layOut, type LaidMember } from './zip-layout'

/** An archive of any size whose content is never there: only its structure is. */
class Skeleton extends RandomAccessReader {
  constructor(private readonly stretches: ReturnType<typeof layOut>['stretches']) {
    super()
  }
  override _readStreamForRange(start: number, end: number): Readable {
    const bytes = Buffer.alloc(end - start)
    for (const { offset, bytes: there } of this.stretches) {
      if (there !== null && offset < end && offset + there.length > start) {
        there.copy(bytes, Math.max(0, offset - start), Math.max(0, start - offset), Math.min(there.length, end - offset))
      }
    }
    return Readable.from([bytes])
  }
}

const member = (path: string, sizeBytes: number): LaidMember => ({
  path,
  method: 'store',
  crc32: 7,
  sizeBytes,
  storedBytes: sizeBytes,
})

test('an archive beyond 4 GiB, of members beyond 4 GiB, is read by others as it was laid', async () => {
  const members = [member('small', 10), member('large', 5 * 2 ** 30), member('far', 20)]
  const { stretches, sizeBytes } = layOut(members)
  const zip = await fromRandomAccessReaderPromise(new Skeleton(stretches), sizeBytes, { lazyEntries: true })
  const read: [string, number, number][] = []
  for await (const entry of zip.eachEntry())
    read.push([entry.fileName, entry.uncompressedSize, entry.relativeOffsetOfLocalHeader])
  const offset = (path: string) => stretches.find((stretch) => stretch.member === path)!.offset
  expect(read).toEqual(members.map(({ path, sizeBytes: size }) => [path, size, offset(path)]))
  expect(offset('far')).toBeGreaterThan(2 ** 32)
})

test('more than 65,535 members are counted', async () => {
  const members = Array.from({ length: 70_000 }, (_, index) => member(`m${index}`, 0))
  const { stretches, sizeBytes } = layOut(members)
  const end = stretches.slice(-1)
  const zip = await fromRandomAccessReaderPromise(new Skeleton(end), sizeBytes, { lazyEntries: true })
  expect(zip.entryCount).toBe(70_000)
})

const hasPython = (() => {
  try {
    execFileSync('python3', ['-c', 'import zipfile'])
    return true
  } catch {
    return false
  }
})()

test.runIf(hasPython)('another program reads a bundle and finds nothing wrong with it', async () => {
  const path = await bundled((await caseWith()).dir)
  const script = join(scratch(), 'read.py')
  writeFileSync(script, 'import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nprint(z.testzip(), len(z.namelist()))\n')
  expect(execFileSync('python3', [script, path]).toString().trim()).toBe('None 6')
})

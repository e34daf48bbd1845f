/** Members of a zip, Zip64 included: stored or deflated. Encrypted ones and other methods are given with the reason why they cannot be read. */
import { crc32 } from 'node:zlib'
import { fault } from '#contract/errors'
import { openPromise, type Entry as ZipEntry, type ZipFile } from 'yauzl'
import { reasonOf } from '../files'
import type { Entries, Entry } from './entry'
import { nameOf, UniqueNames } from './names'
import { walkZip, type WalkEnd } from './zip-walk'
import { methodRefusal, modifiedUsOf, WRONG_CHECKSUM, wrongSize } from './zip-methods'

const MADE_ON_UNIX = 3
const TYPE_BITS = 0o170_000
const UNIX_KINDS: Record<number, string> = {
  0o120_000: 'a symbolic link',
  0o060_000: 'a block device',
  0o020_000: 'a character device',
  0o010_000: 'a pipe',
  0o140_000: 'a socket',
}
/** Shape: the first bytes of a file → whether it is a zip. */
export const isZip = (head: Uint8Array): boolean =>
  ['504b0304', '504b0506'].includes(Buffer.from(head.subarray(0, 4)).toString('hex'))

/**
 * Read a zip.
 *
 * Shape: path → its entries in the order of its directory, then those that only their own headers tell of where the directory is cut or
 *        damaged; returns why reading ended early and what was lost, or null. No name is ever used as a path.
 * Source: APPNOTE.TXT 6.3.10.
 */
export async function* readZip(path: string): Entries {
  const names = new UniqueNames()
  const listed = new Set<number>()
  try {
    const zip = await openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: false })
    try {
      for await (const entry of zip.eachEntry()) {
        listed.add(entry.relativeOffsetOfLocalHeader)
        yield entryOf(zip, entry, names)
      }
      return null
    } finally {
      zip.close()
    }
  } catch (error) {
    const end = yield* walkZip(path, listed, names)
    return lossOf(reasonOf(error), end)
  }
}

function lossOf(reason: string, { whole, cut, endsAt }: WalkEnd): string {
  const damage = `the directory of the zip cannot be read (${reason}): it is cut off or damaged`
  const found = `its members were found by their own headers instead, ${whole} of them whole`
  const lost = cut === null ? `the last ends at byte ${endsAt}` : `${cut.name} breaks off where the zip ends, at byte ${cut.at}`
  return `${damage}; ${found}; ${lost}, and what came after is lost`
}

function entryOf(zip: ZipFile, entry: ZipEntry, names: UniqueNames): Entry {
  const name = nameOf(entry.fileNameRaw)
  const isFolder = entry.uncompressedSize === 0 && (name.endsWith('/') || name.endsWith('\\'))
  return {
    name: isFolder ? name : names.of(name),
    isFolder,
    sizeBytes: entry.uncompressedSize,
    storedBytes: entry.compressedSize,
    modifiedUs: modifiedUsOf(entry.getLastModDate({ timezone: 'UTC' }).getTime()),
    refusal: refusalOf(entry),
    content: () => bytesOf(zip, entry),
  }
}

function refusalOf(entry: ZipEntry): Entry['refusal'] {
  if (entry.isEncrypted()) return (path) => fault('EVD-009', { path })
  const kind =
    entry.versionMadeBy >>> 8 === MADE_ON_UNIX ? UNIX_KINDS[(entry.externalFileAttributes >>> 16) & TYPE_BITS] : undefined
  if (kind !== undefined) return (path) => fault('EVD-010', { path, kind })
  return methodRefusal(entry.compressionMethod)
}

async function* bytesOf(zip: ZipFile, entry: ZipEntry): AsyncGenerator<Uint8Array, string | null> {
  let checksum = 0
  let length = 0
  try {
    const stream = await zip.openReadStreamPromise(entry)
    for await (const piece of stream as AsyncIterable<Buffer>) {
      checksum = crc32(piece, checksum)
      length += piece.length
      yield piece
    }
  } catch (error) {
    return `it is damaged after ${length} of its ${entry.uncompressedSize} bytes (${reasonOf(error)})`
  }
  if (length !== entry.uncompressedSize) return wrongSize(length, entry.uncompressedSize)
  return checksum >>> 0 === entry.crc32 >>> 0 ? null : WRONG_CHECKSUM
}

/** Members of a zip, Zip64 included: stored or deflated. Encrypted ones and other methods are given with the reason why they cannot be read. */
import { crc32 } from 'node:zlib'
import { fault } from '#contract/errors'
import { openPromise, type Entry as ZipEntry, type ZipFile } from 'yauzl'
import type { Entries, Entry } from './entry'
import { nameOf, UniqueNames } from './names'

const STORED = 0
const DEFLATED = 8
const MADE_ON_UNIX = 3
const TYPE_BITS = 0o170_000
const UNIX_KINDS: Record<number, string> = {
  0o120_000: 'a symbolic link',
  0o060_000: 'a block device',
  0o020_000: 'a character device',
  0o010_000: 'a pipe',
  0o140_000: 'a socket',
}
/** Source: APPNOTE.TXT 6.3.10, 4.4.5. */
const METHODS: Record<number, string> = { 9: 'Deflate64', 12: 'bzip2', 14: 'LZMA', 93: 'zstd', 95: 'xz', 98: 'PPMd' }

/** Shape: the first bytes of a file → whether it is a zip. */
export const isZip = (head: Uint8Array): boolean =>
  ['504b0304', '504b0506'].includes(Buffer.from(head.subarray(0, 4)).toString('hex'))

/**
 * Read a zip.
 *
 * Shape: path → its entries in the order of its directory; returns why reading ended early, or null. No name is ever used as a path.
 * Source: APPNOTE.TXT 6.3.10.
 */
export async function* readZip(path: string): Entries {
  const names = new UniqueNames()
  let zip: ZipFile
  try {
    zip = await openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: false })
  } catch (error) {
    return `the directory of the zip cannot be read (${reasonOf(error)}): it is cut off or damaged`
  }
  try {
    for await (const entry of zip.eachEntry()) yield entryOf(zip, entry, names)
    return null
  } catch (error) {
    return `the directory of the zip cannot be read further (${reasonOf(error)})`
  } finally {
    zip.close()
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function entryOf(zip: ZipFile, entry: ZipEntry, names: UniqueNames): Entry {
  const name = nameOf(entry.fileNameRaw)
  const isFolder = entry.uncompressedSize === 0 && (name.endsWith('/') || name.endsWith('\\'))
  return {
    name: isFolder ? name : names.of(name),
    isFolder,
    sizeBytes: entry.uncompressedSize,
    storedBytes: entry.compressedSize,
    modifiedUs: modifiedOf(entry),
    refusal: refusalOf(entry),
    content: () => bytesOf(zip, entry),
  }
}

function refusalOf(entry: ZipEntry): Entry['refusal'] {
  if (entry.isEncrypted()) return (path) => fault('EVD-009', { path })
  const kind =
    entry.versionMadeBy >>> 8 === MADE_ON_UNIX ? UNIX_KINDS[(entry.externalFileAttributes >>> 16) & TYPE_BITS] : undefined
  if (kind !== undefined) return (path) => fault('EVD-010', { path, kind })
  const method = entry.compressionMethod
  if (method === STORED || method === DEFLATED) return null
  return (path) => fault('EVD-011', { path, method: METHODS[method] ?? `number ${method}` })
}

/** What a packer writes that knows no time: the first moment a zip can state. */
const NO_TIME_BEFORE = Date.UTC(1980, 0, 2)

/** WHY: the time is that of a clock on a wall nobody knows the zone of; it only hints at the year. */
function modifiedOf(entry: ZipEntry): number | null {
  const time = entry.getLastModDate({ timezone: 'UTC' }).getTime()
  return Number.isFinite(time) && time >= NO_TIME_BEFORE ? time * 1000 : null
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
  if (length !== entry.uncompressedSize) return `it holds ${length} bytes, the zip says ${entry.uncompressedSize}`
  return checksum >>> 0 === entry.crc32 >>> 0 ? null : 'its bytes do not hold what their checksum (CRC-32) says'
}

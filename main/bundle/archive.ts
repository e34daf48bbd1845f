/** The bytes of a bundle, member after member, never more than a piece at a time in memory. */
import { createHash, type Hash } from 'node:crypto'
import { PassThrough, Readable, type Transform } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'
import type { Identity } from '#main/journal/identity'
import { BUNDLE_FORMAT, laid, MANIFEST, signManifest, SIGNATURE, type Manifest, type ManifestMember } from './manifest'
import { dataDescriptor, directoryRecord, endOfArchive, localHeader, type LaidMember } from './zip-layout'

/** A member to be written. */
export interface Part {
  path: string
  sizeBytes: number
  modifiedS?: number
  content(): Iterable<Buffer> | AsyncIterable<Buffer>
  /** What its content must hash to, and the error where it does not. */
  sha256?: string
  changed?(): Error
}

/** Level 6 is zlib's own choice between speed and size. */
const COMPRESSION_LEVEL = 6
/** Beginnings of files that are compressed already: gzip, zstd, xz, bzip2, ZIP. */
const COMPRESSED_HEADS = ['1f8b', '28b52ffd', 'fd377a58', '425a68', '504b0304']

const isCompressed = (head: Buffer): boolean =>
  COMPRESSED_HEADS.some((start) => head.toString('hex', 0, start.length / 2) === start)

/** Counts, hashes and checksums what passes. */
class Meter {
  private readonly hash: Hash = createHash('sha256')
  sizeBytes = 0
  crc32 = 0
  take(piece: Uint8Array): void {
    this.hash.update(piece)
    this.crc32 = crc32(piece, this.crc32)
    this.sizeBytes += piece.length
  }
  sha256(): string {
    return this.hash.digest('hex')
  }
}

async function* metered(pieces: AsyncIterable<Buffer>, meter: Meter, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    meter.take(piece)
    onBytes(piece.length)
    yield piece
  }
}

/** Shape: content → its first piece (empty where there is none) and all of it again. */
async function peeked(content: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<{ head: Buffer; all: AsyncIterable<Buffer> }> {
  const pieces = Readable.from(content, { objectMode: true })[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  const first = await pieces.next()
  const all = async function* () {
    if (first.done) return
    yield first.value
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value
  }
  return { head: first.done ? Buffer.alloc(0) : first.value, all: all() }
}

/** Yields the archive's bytes of one member and returns its line of the manifest. */
async function* memberBytes(part: Part, onBytes: (bytes: number) => void): AsyncGenerator<Buffer, ManifestMember> {
  const { head, all } = await peeked(part.content())
  const method = isCompressed(head) ? 'store' : 'deflate'
  const content = new Meter()
  const stored = new Meter()
  yield localHeader({ path: part.path, method, sizeBytes: part.sizeBytes })
  for await (const piece of through(metered(all, content, onBytes), method)) {
    stored.take(piece)
    yield piece
  }
  const sha256 = content.sha256()
  const isAsPromised = content.sizeBytes === part.sizeBytes && (part.sha256 === undefined || part.sha256 === sha256)
  if (!isAsPromised) throw part.changed?.() ?? new Error(`${part.path} changed while it was read`)
  const member: ManifestMember = {
    path: part.path,
    sha256,
    size_bytes: content.sizeBytes,
    crc32: content.crc32,
    method,
    stored_sha256: stored.sha256(),
    stored_size_bytes: stored.sizeBytes,
    ...(part.modifiedS === undefined ? {} : { modified_s: part.modifiedS }),
  }
  yield dataDescriptor(laid(member))
  return member
}

function through(content: AsyncIterable<Buffer>, method: 'store' | 'deflate'): AsyncIterable<Buffer> {
  const transform: Transform = method === 'deflate' ? createDeflateRaw({ level: COMPRESSION_LEVEL }) : new PassThrough()
  const source = Readable.from(content, { objectMode: false })
  source.on('error', (error) => transform.destroy(error))
  return source.pipe(transform)
}

function* smallMember(path: string, bytes: Buffer): Generator<Buffer, LaidMember> {
  const member: LaidMember = { path, method: 'store', crc32: crc32(bytes), sizeBytes: bytes.length, storedBytes: bytes.length }
  yield localHeader(member)
  yield bytes
  yield dataDescriptor(member)
  return member
}

/**
 * Write parts as an archive with its manifest.
 *
 * Shape:  parts in order, what else the manifest says, who signs, `onBytes` for each piece of content taken in → the archive's bytes.
 * Errors: a part's `changed()` where its content is not what it must be.
 */
export async function* archiveBytes(
  parts: readonly Part[],
  head: Pick<Manifest, 'engine' | 'case_id' | 'journal_head'>,
  identity: Identity,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  const laidDown: { member: LaidMember; offset: number }[] = []
  let offset = 0
  const counted = async function* <R>(bytes: AsyncGenerator<Buffer, R> | Generator<Buffer, R>): AsyncGenerator<Buffer, R> {
    for (;;) {
      const next = await bytes.next()
      if (next.done) return next.value
      offset += next.value.length
      yield next.value
    }
  }
  const members: ManifestMember[] = []
  for (const part of parts) {
    const at = offset
    const member = yield* counted(memberBytes(part, onBytes))
    members.push(member)
    laidDown.push({ member: laid(member), offset: at })
  }
  const { manifest, signature } = signManifest({ format: BUNDLE_FORMAT, ...head, members }, identity)
  for (const [path, bytes] of [
    [MANIFEST, manifest],
    [SIGNATURE, signature],
  ] as const) {
    const at = offset
    laidDown.push({ member: yield* counted(smallMember(path, bytes)), offset: at })
  }
  const directoryOffset = offset
  for (const { member, offset: at } of laidDown) yield* counted(single(directoryRecord(member, at)))
  yield endOfArchive(laidDown.length, offset - directoryOffset, directoryOffset)
}

function* single(bytes: Buffer): Generator<Buffer> {
  yield bytes
}

/** Comparing an archive with its signed manifest: every byte is either content that hashes as listed or structure that must be so. */
import { createHash, type Hash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createInflateRaw } from 'node:zlib'
import { laid, MANIFEST, SIGNATURE, type ManifestMember } from './manifest'
import { problem, type Problem } from './problem'
import type { SignedManifest } from './signed-manifest'
import { END_OF_ARCHIVE, layOut, type LaidMember, type Stretch } from './zip-layout'

const BLOCK_BYTES = 256 * 1024

/** Shape: signed manifest → every member of its archive in order, the manifest and its signature last. */
export function laidMembers({ manifest, manifestBytes, signatureBytes }: SignedManifest): LaidMember[] {
  const own = (path: string, bytes: Buffer): LaidMember => ({
    path,
    method: 'store',
    crc32: crc32(bytes),
    sizeBytes: bytes.length,
    storedBytes: bytes.length,
  })
  return [...manifest.members.map(laid), own(MANIFEST, manifestBytes), own(SIGNATURE, signatureBytes)]
}

async function isAt(handle: FileHandle, { bytes, offset }: Stretch): Promise<boolean> {
  const found = Buffer.alloc(bytes!.length)
  const { bytesRead } = await handle.read(found, 0, found.length, offset)
  return bytesRead === found.length && found.equals(bytes!)
}

/** Shape: archive, manifest → a problem for each member whose header or directory record is not as it must be. */
export async function checkStructure(handle: FileHandle, sizeBytes: number, signed: SignedManifest): Promise<Problem[]> {
  const layout = layOut(laidMembers(signed))
  const blamed = new Set<string>()
  for (const stretch of layout.stretches) {
    if (stretch.bytes !== null && !blamed.has(stretch.member) && !(await isAt(handle, stretch))) blamed.add(stretch.member)
  }
  if (sizeBytes !== layout.sizeBytes) blamed.add(END_OF_ARCHIVE)
  return [...blamed].map((member) => problem('BND-012', member))
}

/** Where a member's stored bytes are; content streams from there. */
export interface StoredMember {
  member: ManifestMember
  offset: number
}

/** Shape: signed manifest → its members with the places of their content. */
export function storedMembers(signed: SignedManifest): StoredMember[] {
  const contents = layOut(laidMembers(signed)).stretches.filter((stretch) => stretch.bytes === null)
  return signed.manifest.members.map((member, index) => ({ member, offset: contents[index]!.offset }))
}

export interface ContentOptions {
  /** Called with each piece of the content as it is expanded. */
  take?: (piece: Buffer) => Promise<void> | void
  /** Called with the number of stored bytes read. */
  onBytes?: (storedBytes: number) => void
  signal?: AbortSignal | undefined
}

/**
 * Read a member's content and compare it with the manifest.
 *
 * Shape:  archive, member → whether the stored bytes and what they expand to are as listed; stops at the first byte too many.
 * Errors: what `take` throws; the signal's reason.
 */
export async function readContent(handle: FileHandle, stored: StoredMember, options: ContentOptions = {}): Promise<boolean> {
  const { member } = stored
  const storedHash = createHash('sha256')
  const hash = createHash('sha256')
  let sizeBytes = 0
  let takeFailed = false
  const sink = async (pieces: AsyncIterable<Buffer>) => {
    for await (const piece of pieces) {
      sizeBytes += piece.length
      if (sizeBytes > member.size_bytes) throw new Error('larger than listed')
      hash.update(piece)
      await Promise.resolve(options.take?.(piece)).catch((error: unknown) => {
        takeFailed = true
        throw error
      })
    }
  }
  try {
    const source = Readable.from(storedBytes(handle, stored, storedHash, options), { objectMode: false })
    await pipeline(source, expander(member), sink)
  } catch (error) {
    options.signal?.throwIfAborted()
    // WHY: what `take` throws is the caller's trouble (a full disk); everything else is the archive's.
    if (takeFailed) throw error
    return false
  }
  const same = storedHash.digest('hex') === member.stored_sha256 && hash.digest('hex') === member.sha256
  return same && sizeBytes === member.size_bytes
}

async function* storedBytes(
  handle: FileHandle,
  { member, offset }: StoredMember,
  hash: Hash,
  { signal, onBytes }: ContentOptions,
): AsyncGenerator<Buffer> {
  for (let at = 0; at < member.stored_size_bytes;) {
    signal?.throwIfAborted()
    const block = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, member.stored_size_bytes - at))
    const { bytesRead } = await handle.read(block, 0, block.length, offset + at)
    if (bytesRead === 0) throw new Error('cut short')
    at += bytesRead
    const piece = block.subarray(0, bytesRead)
    hash.update(piece)
    onBytes?.(bytesRead)
    yield piece
  }
}

const expander = ({ method }: ManifestMember): Transform =>
  method === 'deflate' ? createInflateRaw() : new Transform({ transform: (chunk, _, done) => done(null, chunk) })

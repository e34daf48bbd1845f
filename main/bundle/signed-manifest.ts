/** Finding the manifest of an archive and its signature, also where the archive's directory is damaged. */
import type { FileHandle } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import type { Listing } from './listing'
import {
  BUNDLE_FORMAT,
  isManifestSigned,
  LARGEST_MANIFEST_BYTES,
  MANIFEST,
  manifestVersion,
  readManifest,
  SIGNATURE,
  type Manifest,
} from './manifest'
import { problem, type Problem } from './problem'
import { dataDescriptor, localHeader } from './zip-layout'

export interface SignedManifest {
  manifest: Manifest
  manifestBytes: Buffer
  signatureBytes: Buffer
}

export type ManifestReading = { ok: true; signed: SignedManifest } | { ok: false; problems: Problem[]; signer: string | null }

const DESCRIPTOR_HEAD = Buffer.from([0x50, 0x4b, 0x07, 0x08])
const LONGEST_SIGNATURE = 256

async function readAt(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.max(0, length))
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset)
  return buffer.subarray(0, bytesRead)
}

/** Shape: name and bytes from its local header on → its content, or null; the content ends where its own descriptor follows. */
function contentAfterHeader(name: string, bytes: Buffer): Buffer | null {
  const header = localHeader({ path: name, method: 'store', sizeBytes: 0 })
  // WHY: the first bytes of a header may be damaged; its length is all that is needed here, the layout check finds the damage.
  for (let at = bytes.indexOf(DESCRIPTOR_HEAD, header.length); at >= 0; at = bytes.indexOf(DESCRIPTOR_HEAD, at + 1)) {
    const content = bytes.subarray(header.length, at)
    const size = { sizeBytes: content.length, storedBytes: content.length }
    const descriptor = dataDescriptor({ path: name, method: 'store', crc32: crc32(content), ...size })
    const found = bytes.subarray(at, at + descriptor.length)
    if (found.subarray(8).equals(descriptor.subarray(8)) || found.subarray(4, 8).equals(descriptor.subarray(4, 8))) return content
  }
  return null
}

/** The manifest is the last but one member: look for it from the end, where the directory does not lead to it. */
async function searchFromEnd(handle: FileHandle, sizeBytes: number): Promise<[Buffer, Buffer] | null> {
  const mark = localHeader({ path: MANIFEST, method: 'store', sizeBytes: 0 })
  const name = mark.subarray(30)
  for (let window = 1 << 20; ; window *= 4) {
    const from = Math.max(0, sizeBytes - window)
    const bytes = await readAt(handle, from, sizeBytes - from)
    for (let at = bytes.lastIndexOf(name); at >= 30; at = bytes.lastIndexOf(name, at - 1)) {
      const manifest = contentAfterHeader(MANIFEST, bytes.subarray(at - 30))
      if (manifest === null || readManifest(manifest) === null) continue
      const next = bytes.subarray(at - 30 + mark.length + manifest.length + 16)
      const signature = contentAfterHeader(SIGNATURE, next.subarray(0, LONGEST_SIGNATURE))
      if (signature !== null) return [manifest, signature]
    }
    if (from === 0 || window > LARGEST_MANIFEST_BYTES) return null
  }
}

async function listedContent(handle: FileHandle, listing: Listing, path: string): Promise<Buffer | null> {
  const listed = listing.members.filter((member) => member.path === path)
  const [only] = listed
  if (only === undefined || listed.length > 1 || only.sizeBytes > LARGEST_MANIFEST_BYTES) return null
  const header = localHeader({ path, method: 'store', sizeBytes: 0 })
  const content = await readAt(handle, only.offset + header.length, only.sizeBytes)
  return content.length === only.sizeBytes ? content : null
}

function judged(manifestBytes: Buffer, signatureBytes: Buffer): ManifestReading {
  const version = manifestVersion(manifestBytes)
  const manifest = readManifest(manifestBytes)
  if (manifest !== null && isManifestSigned(manifest, manifestBytes, signatureBytes)) {
    if (manifest.format <= BUNDLE_FORMAT) return { ok: true, signed: { manifest, manifestBytes, signatureBytes } }
  }
  if (version !== null && version.format > BUNDLE_FORMAT) {
    return { ok: false, problems: [problem('BND-014', MANIFEST, { version: version.engine })], signer: null }
  }
  return { ok: false, problems: [problem('BND-008', MANIFEST)], signer: manifest?.signer.fingerprint ?? null }
}

/** Shape: open archive, its listing → the manifest with its signature checked, or what is wrong with them. */
export async function signedManifest(handle: FileHandle, sizeBytes: number, listing: Listing): Promise<ManifestReading> {
  const manifest = await listedContent(handle, listing, MANIFEST)
  const signature = await listedContent(handle, listing, SIGNATURE)
  const listed = manifest === null || signature === null ? null : judged(manifest, signature)
  if (listed?.ok) return listed
  const found = await searchFromEnd(handle, sizeBytes)
  if (found !== null) {
    const searched = judged(...found)
    if (searched.ok) return searched
  }
  if (listed !== null && !listed.ok) return { ...listed, problems: blame(listed.problems, manifest!, listing) }
  const missing = [MANIFEST, SIGNATURE].filter((path) => !listing.members.some((member) => member.path === path))
  const problems = missing.length > 0 ? missing.map((path) => problem('BND-006', path)) : [problem('BND-008', MANIFEST)]
  return { ok: false, problems, signer: null }
}

/** Where the manifest is whole by the archive's own checksum, it is the signature that was changed. */
function blame(problems: Problem[], manifest: Buffer, listing: Listing): Problem[] {
  const isWhole = listing.members.some((member) => member.path === MANIFEST && member.crc32 === crc32(manifest))
  return problems.map((each) => (each.code === 'BND-008' && isWhole ? problem('BND-008', SIGNATURE) : each))
}

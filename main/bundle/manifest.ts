/** The manifest of a bundle: what is in it, in order, signed by whoever wrote it. */
import { z } from 'zod'
import { canonicalJson } from '#main/journal/canonical'
import { fingerprintOf, isSignedBy, type Identity } from '#main/journal/identity'
import { journalFileName } from '#main/journal/journal-file'
import type { LaidMember } from './zip-layout'

export const MANIFEST = 'manifest.json'
export const SIGNATURE = 'manifest.sig'
/** Raised when an older program could no longer check a bundle. */
export const BUNDLE_FORMAT = 1
/** Room for some 200,000 members (chosen). */
export const LARGEST_MANIFEST_BYTES = 64 * 1024 * 1024

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const Size = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER)

const ManifestMember = z.strictObject({
  path: z.string(),
  sha256: Sha256,
  size_bytes: Size,
  crc32: z.number().int().min(0).max(0xffffffff),
  method: z.enum(['store', 'deflate']),
  /** Of the bytes as they lie in the archive: a compressed stream can be altered without altering what it expands to. */
  stored_sha256: Sha256,
  stored_size_bytes: Size,
  /** Last modification of evidence, seconds since epoch: a hint for the year of formats that write none. */
  modified_s: z.number().int().optional(),
})
export type ManifestMember = z.infer<typeof ManifestMember>

export const Manifest = z.strictObject({
  format: z.number().int().positive(),
  engine: z.string(),
  case_id: z.string(),
  /** Names the set of decisions, as reports print it. */
  journal_head: Sha256.nullable(),
  signer: z.strictObject({ fingerprint: z.string(), public_key: z.string() }),
  members: z.array(ManifestMember),
})
export type Manifest = z.infer<typeof Manifest>

/** Shape: manifest → its text and its signature, as they lie in the bundle. */
export function signManifest(manifest: Omit<Manifest, 'signer'>, identity: Identity): { manifest: Buffer; signature: Buffer } {
  const signer = { fingerprint: identity.fingerprint, public_key: identity.publicKey }
  const bytes = Buffer.from(`${canonicalJson({ ...manifest, signer })}\n`)
  return { manifest: bytes, signature: Buffer.from(`${identity.sign(bytes)}\n`) }
}

/** Shape: bytes → the manifest, or null where they are not one. */
export function readManifest(bytes: Uint8Array): Manifest | null {
  try {
    return Manifest.parse(JSON.parse(Buffer.from(bytes).toString('utf8')))
  } catch {
    return null
  }
}

/** Shape: bytes → format and engine of a manifest whatever else it holds, or null; for bundles of newer versions. */
export function manifestVersion(bytes: Uint8Array): { format: number; engine: string } | null {
  try {
    return z.object({ format: z.number(), engine: z.string() }).parse(JSON.parse(Buffer.from(bytes).toString('utf8')))
  } catch {
    return null
  }
}

/** Shape: manifest, its bytes, bytes of the signature → whether its signer signed exactly these bytes. */
export function isManifestSigned(manifest: Manifest, bytes: Uint8Array, signature: Uint8Array): boolean {
  const text = Buffer.from(signature).toString('latin1')
  const { public_key, fingerprint } = manifest.signer
  return text.endsWith('\n') && fingerprintOf(public_key) === fingerprint && isSignedBy(bytes, text.slice(0, -1), public_key)
}

/** Shape: manifest member → as the archive lays it. */
export const laid = (member: ManifestMember): LaidMember => ({
  path: member.path,
  method: member.method,
  crc32: member.crc32,
  sizeBytes: member.size_bytes,
  storedBytes: member.stored_size_bytes,
})

const EVIDENCE = /^evidence\/([0-9a-f]{64})$/
const JOURNAL = /^journal\/([^/]+)$/

/** Shape: path of a member → hash of the evidence it is, or null. */
export const evidenceOf = (path: string): string | null => EVIDENCE.exec(path)?.[1] ?? null

/** Shape: path of a member → name of the journal file it is, or null. */
export function journalOf(path: string): string | null {
  const name = JOURNAL.exec(path)?.[1]
  return name !== undefined && journalFileName(name) !== null ? name : null
}

/** Shape: path → whether a file of a case may have it. Nothing else is ever written by opening a bundle. */
export const belongsInCase = (path: string): boolean =>
  path === 'case.json' || evidenceOf(path) !== null || journalOf(path) !== null

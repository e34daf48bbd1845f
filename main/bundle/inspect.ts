/** Everything that can be known of a bundle file without opening it: each member read once, each byte accounted for. */
import { open, stat, type FileHandle } from 'node:fs/promises'
import { fault } from '#contract/errors'
import { parseCaseFile } from '#main/journal/case-folder'
import { checkStructure, readContent, storedMembers, type StoredMember } from './check'
import { ARCHIVE, isPlainPath, listArchive, type Listing } from './listing'
import { belongsInCase, evidenceOf, journalOf, MANIFEST, SIGNATURE, type Manifest } from './manifest'
import { problem, type Problem } from './problem'
import { signedManifest, type SignedManifest } from './signed-manifest'

/** What a bundle may expand to unless more is allowed (chosen): more than any laptop case, less than a disk. */
export const LARGEST_CASE_BYTES = 1024 ** 4
/** What a journal may expand to (chosen); it is held in memory. */
const LARGEST_JOURNAL_BYTES = 512 * 1024 ** 2

export interface InspectOptions {
  limitBytes?: number | undefined
  signal?: AbortSignal | undefined
  /** Stored bytes read, of all. */
  onProgress?: ((doneBytes: number, totalBytes: number) => void) | undefined
}

/** Wants to see evidence as it streams past; `texts` are the members read before it. */
export type EvidenceWatcher = (sha256: string, texts: ReadonlyMap<string, Buffer>) => EvidenceView | null
export interface EvidenceView {
  take(piece: Buffer): Promise<void>
  /** After the last piece. `whole`: the content is as the manifest lists it. */
  end(whole: boolean): Promise<void>
}

export interface Inspection {
  problems: Problem[]
  /** Null where the manifest cannot be trusted. */
  signed: SignedManifest | null
  signer: string | null
  /** Content of the journal files and of `case.json`, by path; only whole ones. */
  texts: Map<string, Buffer>
  sizeBytes: number
}

/**
 * Inspect a bundle that is not encrypted.
 *
 * Errors: BND-001 the file cannot be opened; the signal's reason. What is wrong inside is among the problems.
 */
export async function inspectArchive(path: string, options: InspectOptions = {}, watch?: EvidenceWatcher): Promise<Inspection> {
  const handle = await openArchive(path)
  try {
    const { size: sizeBytes } = await handle.stat()
    const listing = await listArchive(path)
    const reading = await signedManifest(handle, sizeBytes, listing)
    const found: Inspection = { problems: [...listing.problems], signed: null, signer: null, texts: new Map(), sizeBytes }
    if (!reading.ok) {
      found.problems.push(...reading.problems)
      found.signer = reading.signer
      return found
    }
    found.signed = reading.signed
    found.signer = reading.signed.manifest.signer.fingerprint
    found.problems.push(...listProblems(reading.signed.manifest, listing, options.limitBytes ?? LARGEST_CASE_BYTES))
    found.problems.push(...(await checkStructure(handle, sizeBytes, reading.signed)))
    await inspectContents(handle, found, reading.signed, options, watch)
    return found
  } finally {
    await handle.close()
  }
}

/** Errors: BND-001 for a path that is not a readable file. */
export async function openArchive(path: string): Promise<FileHandle> {
  try {
    const handle = await open(path, 'r')
    if ((await stat(path)).isFile()) return handle
    await handle.close()
  } catch (error) {
    throw fault('BND-001', { file: path, reason: (error as Error).message }, error)
  }
  throw fault('BND-001', { file: path, reason: 'it is not a file' })
}

function pathProblem(path: string, seen: ReadonlySet<string>): Problem | null {
  if (!isPlainPath(path)) return problem('BND-002', path)
  if (!belongsInCase(path)) return problem('BND-005', path)
  return seen.has(path) ? problem('BND-004', path) : null
}

/** What is wrong with the list itself: a signer can sign anything. */
function listProblems(manifest: Manifest, listing: Listing, limitBytes: number): Problem[] {
  const problems: Problem[] = []
  const seen = new Set<string>()
  let totalBytes = 0
  for (const { path, size_bytes: size } of manifest.members) {
    const found = pathProblem(path, seen)
    if (found !== null) problems.push(found)
    seen.add(path)
    totalBytes += size
    if (journalOf(path) !== null && size > LARGEST_JOURNAL_BYTES) {
      problems.push(problem('BND-007', path, { size, limit: LARGEST_JOURNAL_BYTES }))
    }
    if (totalBytes > limitBytes) {
      problems.push(problem('BND-007', path, { size: totalBytes, limit: limitBytes }))
      break
    }
  }
  return [...problems, ...differences(seen, listing)]
}

function differences(manifestPaths: ReadonlySet<string>, listing: Listing): Problem[] {
  const expected = new Set([...manifestPaths, 'case.json'])
  const listed = new Set(listing.members.map((member) => member.path))
  const isWhole = !listing.problems.some((each) => each.member === ARCHIVE)
  const missing = isWhole ? [...expected].filter((path) => !listed.has(path)) : []
  const unlisted = [...listed].filter((path) => !expected.has(path) && path !== MANIFEST && path !== SIGNATURE)
  const said = new Set(listing.problems.map((each) => each.member))
  return [
    ...missing.map((path) => problem('BND-006', path)),
    ...unlisted.filter((path) => !said.has(path)).map((path) => problem('BND-005', path)),
  ]
}

async function inspectContents(
  handle: FileHandle,
  found: Inspection,
  signed: SignedManifest,
  options: InspectOptions,
  watch: EvidenceWatcher | undefined,
): Promise<void> {
  const tooLarge = new Set(found.problems.filter((each) => each.code === 'BND-007').map((each) => each.member))
  let doneBytes = 0
  const onBytes = (bytes: number) => options.onProgress?.((doneBytes += bytes), found.sizeBytes)
  for (const stored of storedMembers(signed)) {
    if (tooLarge.has(stored.member.path)) return
    const whole = await inspectMember(handle, stored, found, { onBytes, signal: options.signal }, watch)
    if (!whole) found.problems.push(problem('BND-011', stored.member.path))
  }
  const caseFile = found.texts.get('case.json')
  if (caseFile !== undefined && parseCaseFile(caseFile.toString())?.case_id !== signed.manifest.case_id) {
    found.problems.push(problem('BND-011', 'case.json'))
  }
}

async function inspectMember(
  handle: FileHandle,
  stored: StoredMember,
  found: Inspection,
  options: { onBytes: (bytes: number) => void; signal: AbortSignal | undefined },
  watch: EvidenceWatcher | undefined,
): Promise<boolean> {
  const { path, sha256 } = stored.member
  const evidence = evidenceOf(path)
  if (evidence !== null) {
    const view = watch?.(evidence, found.texts) ?? null
    const whole = await readContent(handle, stored, view === null ? options : { ...options, take: (piece) => view.take(piece) })
    await view?.end(whole)
    return whole && evidence === sha256
  }
  const pieces: Buffer[] = []
  const whole = await readContent(handle, stored, { ...options, take: (piece) => void pieces.push(piece) })
  if (whole) found.texts.set(path, Buffer.concat(pieces))
  return whole
}

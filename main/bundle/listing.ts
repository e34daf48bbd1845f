/** What an archive says it holds, read without trust: names and kinds of members that no bundle may have are noticed here. */
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { belongsInCase, LARGEST_MANIFEST_BYTES, MANIFEST, SIGNATURE } from './manifest'
import { problem, type Problem } from './problem'

/** How the archive as a whole is called where a member would be named. */
export const ARCHIVE = '(archive)'

export interface ListedMember {
  path: string
  sizeBytes: number
  crc32: number
  /** Where its local header begins. */
  offset: number
}

export interface Listing {
  members: ListedMember[]
  problems: Problem[]
}

const FILE_KIND = 0o170000
const REGULAR = 0o100000

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Shape: raw name → text, bytes that are not UTF-8 shown as U+FFFD. */
function nameOf(raw: Buffer): { path: string; isText: boolean } {
  try {
    return { path: utf8.decode(raw), isText: true }
  } catch {
    return { path: raw.toString('utf8'), isText: false }
  }
}

/** Shape: path → whether it is relative, made of plain segments, and means the same on every platform. */
export function isPlainPath(path: string): boolean {
  if (path === '' || /[\\:\p{Cc}]/u.test(path) || path.startsWith('/')) return false
  return path.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..')
}

function problemOf(entry: Entry, path: string, isText: boolean): Problem | null {
  const kind = (entry.externalFileAttributes >>> 16) & FILE_KIND
  if (kind !== 0 && kind !== REGULAR) return problem('BND-003', path)
  if (path.endsWith('/') && isPlainPath(path.slice(0, -1))) return problem('BND-003', path)
  if (!isText || !isPlainPath(path)) return problem('BND-002', path)
  if (path === MANIFEST || path === SIGNATURE) {
    const sizeBytes = Math.max(entry.uncompressedSize, entry.compressedSize)
    if (sizeBytes <= LARGEST_MANIFEST_BYTES) return null
    return problem('BND-007', path, { size: sizeBytes, limit: LARGEST_MANIFEST_BYTES })
  }
  return belongsInCase(path) ? null : problem('BND-005', path)
}

/** Shape: path of an archive → its members and everything wrong with their names and kinds; never throws for content. */
export async function listArchive(path: string): Promise<Listing> {
  const listing: Listing = { members: [], problems: [] }
  const seen = new Set<string>()
  let zip: ZipFile
  try {
    zip = await openPromise(path, { decodeStrings: false, validateEntrySizes: false, autoClose: false })
  } catch (error) {
    return { members: [], problems: [problem('BND-001', ARCHIVE, { file: path, reason: (error as Error).message })] }
  }
  try {
    for await (const entry of zip.eachEntry()) {
      const { path: name, isText } = nameOf(entry.fileNameRaw)
      // WHY: two names that differ in case only are one file on many disks.
      if (seen.has(name.toLowerCase())) listing.problems.push(problem('BND-004', name))
      const found = problemOf(entry, name, isText)
      if (found !== null) listing.problems.push(found)
      seen.add(name.toLowerCase())
      const { uncompressedSize: sizeBytes, crc32, relativeOffsetOfLocalHeader: offset } = entry
      listing.members.push({ path: name, sizeBytes, crc32, offset })
    }
  } catch (error) {
    listing.problems.push(problem('BND-001', ARCHIVE, { file: path, reason: (error as Error).message }))
  } finally {
    zip.close()
  }
  return listing
}

/** The evidence of a case folder as files: copies in the case, or originals that were left in place. */
import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface EvidenceFile {
  sha256: string
  /** Null where an original that was left in place is not known any more. */
  path: string | null
}

const COPY = /^([0-9a-f]{64})$/
const REFERENCE = /^([0-9a-f]{64})\.ref\.json$/

/** Shape: evidence folder → each piece of evidence once, by its hash; a copy in the case goes before its original. */
export async function evidenceFiles(evidenceDir: string): Promise<EvidenceFile[]> {
  const found = new Map<string, string | null>()
  for (const name of (await readdir(evidenceDir)).sort()) {
    const copy = COPY.exec(name)?.[1]
    const reference = REFERENCE.exec(name)?.[1]
    if (copy !== undefined) found.set(copy, join(evidenceDir, name))
    else if (reference !== undefined && !found.has(reference)) found.set(reference, await original(join(evidenceDir, name)))
  }
  return [...found].map(([sha256, path]) => ({ sha256, path }))
}

async function original(reference: string): Promise<string | null> {
  try {
    const { path } = JSON.parse(await readFile(reference, 'utf8')) as { path?: unknown }
    return typeof path === 'string' ? path : null
  } catch {
    return null
  }
}

/** Shape: path → size and last modification, or null where there is no plain file. */
export async function plainFile(path: string | null): Promise<{ sizeBytes: number; modifiedS: number } | null> {
  if (path === null) return null
  const entry = await lstat(path).catch(() => null)
  return entry?.isFile() ? { sizeBytes: entry.size, modifiedS: Math.floor(entry.mtimeMs / 1000) } : null
}

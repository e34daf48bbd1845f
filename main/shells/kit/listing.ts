/** Lists a folder for the workbench's path browser. */
import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fault } from '#contract/errors'
import { isoFromMicros } from '#contract/units'
import type { DirectoryEntry } from '#contract/operations/shell'
import type { DirectoryListing } from '../../engine/host'

const ORDER = { case: 0, folder: 0, file: 1 } as const

async function describe(folder: string, name: string): Promise<DirectoryEntry | null> {
  const path = join(folder, name)
  try {
    const entry = await stat(path)
    if (!entry.isDirectory() && !entry.isFile()) return null
    const kind = entry.isFile() ? 'file' : existsSync(join(path, 'case.json')) ? 'case' : 'folder'
    return { name, path, kind, size_bytes: entry.size, modified: isoFromMicros(Math.floor(entry.mtimeMs) * 1000) }
  } catch {
    // WHY: a broken link or a file that went away meanwhile has nothing to open.
    return null
  }
}

const byKindThenName = (a: DirectoryEntry, b: DirectoryEntry) =>
  ORDER[a.kind] - ORDER[b.kind] || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)

/** Shape: folders a person may read from → they as a listing without a path of its own, where browsing begins. */
export async function listRoots(roots: readonly string[]): Promise<DirectoryListing> {
  const entries = await Promise.all(roots.map((root) => describe(root, '')))
  const shown = entries.flatMap((entry, at) => (entry === null ? [] : [{ ...entry, name: roots[at]! }]))
  return { path: '', parent: null, entries: shown.sort(byKindThenName) }
}

/**
 * List a folder: subfolders and cases first, then files, each by name.
 *
 * Shape:  folder × leave to read → listing; `parent` is null where it may not be read.
 * Errors: SHL-002 outside what may be read; SHL-003 not a folder, or no permission.
 */
export async function listFolder(path: string, mayRead: (path: string) => boolean): Promise<DirectoryListing> {
  if (!mayRead(path)) throw fault('SHL-002', { path })
  const names = await readdir(path).catch((cause: NodeJS.ErrnoException) => {
    throw fault('SHL-003', { path, reason: cause.code ?? cause.message }, cause)
  })
  const entries = await Promise.all(names.map((name) => describe(path, name)))
  const parent = dirname(path)
  return {
    path,
    parent: parent !== path && mayRead(parent) ? parent : null,
    entries: entries
      .filter((entry) => entry !== null && mayRead(entry.path))
      .sort((a, b) => byKindThenName(a!, b!)) as DirectoryEntry[],
  }
}

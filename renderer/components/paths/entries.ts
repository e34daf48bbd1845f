/** What of a folder is shown for a request, and which of it can be chosen. */
import type { DirectoryEntry } from '#contract/operations/shell'

export type PathPurpose = 'files' | 'folder' | 'case' | 'bundle' | 'save'

const BUNDLE = /\.btz(\.age)?$/i

/** Whether an entry can be the answer, rather than a folder on the way. */
export function canChoose(entry: DirectoryEntry, purpose: PathPurpose): boolean {
  if (purpose === 'files') return true
  if (purpose === 'folder') return entry.kind === 'folder'
  if (purpose === 'case') return entry.kind === 'case'
  return entry.kind === 'file' && (purpose === 'save' || BUNDLE.test(entry.name))
}

/** Whether Enter goes into it. A case is a folder, but only evidence is looked for inside one. */
export const canEnter = (entry: DirectoryEntry, purpose: PathPurpose): boolean =>
  entry.kind === 'folder' || (entry.kind === 'case' && (purpose === 'files' || purpose === 'folder'))

const RANK: Record<DirectoryEntry['kind'], number> = { case: 0, folder: 1, file: 2 }
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Shape: entries and a search → those to show: cases, folders, files, each by name; hidden ones only when asked for. */
export function shownEntries(entries: readonly DirectoryEntry[], search: string): DirectoryEntry[] {
  const wanted = search.trim().toLowerCase()
  return entries
    .filter(({ name }) => (wanted === '' ? !name.startsWith('.') : name.toLowerCase().includes(wanted)))
    .sort((a, b) => RANK[a.kind] - RANK[b.kind] || collator.compare(a.name, b.name) || (a.path < b.path ? -1 : 1))
}

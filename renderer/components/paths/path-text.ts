/** Paths as a person reads them: pieces, names, and what a name may be. Paths stay text; nothing is opened here. */

export interface Crumb {
  name: string
  path: string
}

const isWindows = (path: string) => /^[A-Za-z]:[\\/]/.test(path) || path.startsWith('\\\\')
const separator = (path: string) => (isWindows(path) ? '\\' : '/')

/** Shape: `/cases/odd` → `/`, `cases`, `odd`, each with its own path; `C:\x` → `C:\`, `x`. */
export function crumbs(path: string): Crumb[] {
  const sep = separator(path)
  const root = isWindows(path) ? path.slice(0, 3) : '/'
  const found: Crumb[] = [{ name: root, path: root }]
  for (const name of path
    .slice(root.length)
    .split(/[\\/]/)
    .filter((part) => part !== '')) {
    const last = found.at(-1)!.path
    found.push({ name, path: last.endsWith(sep) ? `${last}${name}` : `${last}${sep}${name}` })
  }
  return found
}

/** Shape: folder and name → the path of that name in the folder. */
export function joinPath(folder: string, name: string): string {
  const sep = separator(folder)
  return folder.endsWith(sep) ? `${folder}${name}` : `${folder}${sep}${name}`
}

/** Shape: `/cases/odd.case` → `odd.case`. */
export const baseName = (path: string): string => path.split(/[\\/]/).filter(Boolean).at(-1) ?? path

/** Shape: `/cases/odd.case` → `/cases`; a root stays itself. */
export function folderOf(path: string): string {
  const pieces = crumbs(path)
  return (pieces.at(-2) ?? pieces[0]!).path
}

/** Shape: `Odd IRC connections!` → `odd-irc-connections`; never empty. */
export function fileNameFrom(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  return plain.slice(0, 60) || 'case'
}

/** Shape: a file name → what is wrong with it in words, or null. */
export function nameProblem(name: string): string | null {
  if (name.trim() === '') return 'give a name'
  if (/[\\/\u0000-\u001f]/.test(name)) return 'a name has no slashes or line ends'
  if (name === '.' || name === '..') return 'this names a folder'
  return name.length > 200 ? 'the name is too long' : null
}

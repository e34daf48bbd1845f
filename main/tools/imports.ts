/** Reads the tree's source files and what each imports, by folder. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '../..')
/** Folders whose files are ours. */
export const SOURCE_FOLDERS = ['main', 'preload', 'renderer', 'e2e'] as const

const SOURCE = /\.(ts|vue|mjs|js)$/
/** WHY: `import type` counts too; a type is a dependency of whoever has to change both. */
const IMPORT = /(?:^|[\s;}])(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g

export interface Import {
  /** File that imports, from the root. */
  from: string
  /** As written. */
  specifier: string
  /** Path of the imported file or folder from the root, without an extension being added; null for a package. */
  target: string | null
}

/** Shape: folder → every source file below it, from the root, in order of name. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder))
    .sort()
    .flatMap((name) => {
      const path = `${folder}/${name}`
      if (statSync(join(ROOT, path)).isDirectory()) return sourceFiles(path)
      return SOURCE.test(name) && !name.endsWith('.d.ts') ? [path] : []
    })
}

function targetOf(from: string, specifier: string): string | null {
  if (specifier.startsWith('#contract/')) return `preload/contract/${specifier.slice('#contract/'.length)}`
  if (specifier.startsWith('#main/')) return `main/${specifier.slice('#main/'.length)}`
  if (!specifier.startsWith('.')) return null
  return relative(ROOT, resolve(ROOT, dirname(from), specifier)).replaceAll('\\', '/')
}

/** Shape: source file → its imports, in the order written. */
export function importsOf(from: string): Import[] {
  const text = readFileSync(join(ROOT, from), 'utf8')
  return [...text.matchAll(IMPORT)].map(([, named, dynamic]) => {
    const specifier = (named ?? dynamic)!
    return { from, specifier, target: targetOf(from, specifier) }
  })
}

/** Shape: path from the root → the folder that the import table speaks of (`main/store`, `renderer/panels`, `e2e/player`). */
export function folderOf(path: string): string {
  const [top = '', second = '', ...more] = path.split('/')
  const deep = more.length > 0 || (existsSync(join(ROOT, top, second)) && statSync(join(ROOT, top, second)).isDirectory())
  return deep ? `${top}/${second}` : top
}

/** Tests, and what only tests use, may reach into any folder of their own side. */
export const isTest = (path: string): boolean => /\.(test|soak)\.ts$|\/(test|bench)\//.test(path)

/** Every file under the paths a person gave, in a fixed order; what is not read is listed with its reason. */
import { isUtf8 } from 'node:buffer'
import { lstat, readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { reasonOf } from './files'

/** A file to be looked at, or something that will not be and why. */
export interface WalkedFile {
  /** Absolute path; hostile text when shown. */
  path: string
  /** Path below the folder that was given, or the file's own name. */
  name: string
  sizeBytes: number
  /** Last modification, µs UTC. */
  modifiedUs: number | null
  /** Null where it can be read. */
  skipped: string | null
}

const byBytes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const NO_DATE = { sizeBytes: 0, modifiedUs: null }

/**
 * Walk files and folders.
 *
 * Shape: paths → files in order of the paths, folders walked in order of their names. Links inside a folder are listed and not followed;
 *        devices, pipes and names that are no text are listed with the reason.
 */
export async function* walk(paths: readonly string[]): AsyncGenerator<WalkedFile> {
  for (const given of paths) {
    const path = resolve(given)
    const name = path.split(/[/\\]/).at(-1) ?? path
    try {
      const entry = await stat(path)
      if (entry.isDirectory()) yield* walkFolder(path, '')
      else yield fileOf(path, name, entry)
    } catch (error) {
      yield { path, name, ...NO_DATE, skipped: reasonOf(error) }
    }
  }
}

interface Entry {
  size: number
  mtimeMs: number
  isFile(): boolean
  isDirectory(): boolean
  isSymbolicLink(): boolean
  isFIFO(): boolean
  isSocket(): boolean
}

function fileOf(path: string, name: string, entry: Entry): WalkedFile {
  const modifiedUs = Math.round(entry.mtimeMs * 1000)
  return { path, name, sizeBytes: entry.isFile() ? entry.size : 0, modifiedUs, skipped: entry.isFile() ? null : kindOf(entry) }
}

function kindOf(entry: Entry): string {
  if (entry.isSymbolicLink()) return 'it is a link; links inside a folder are not followed'
  return entry.isFIFO() ? 'it is a pipe' : entry.isSocket() ? 'it is a socket' : 'it is a device'
}

async function* walkFolder(root: string, below: string): AsyncGenerator<WalkedFile> {
  const folder = below === '' ? root : join(root, below)
  let names: string[]
  try {
    names = await namesIn(folder)
  } catch (error) {
    yield { path: folder, name: below === '' ? folder : below, ...NO_DATE, skipped: reasonOf(error) }
    return
  }
  for (const name of names) {
    const inner = below === '' ? name : `${below}/${name}`
    const path = join(folder, name)
    if (name.includes('\uFFFD')) {
      yield { path, name: inner, ...NO_DATE, skipped: 'its name is no valid text; give it another name and add it again' }
      continue
    }
    try {
      const entry = await lstat(path)
      if (entry.isDirectory()) yield* walkFolder(root, inner)
      else yield fileOf(path, inner, entry)
    } catch (error) {
      yield { path, name: inner, ...NO_DATE, skipped: reasonOf(error) }
    }
  }
}

/** Names in order of their bytes; bytes that are no UTF-8 show as U+FFFD. */
async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { encoding: 'buffer' })
  return names.map((name) => (isUtf8(name) ? name.toString('utf8') : `${name.toString('utf8')}\uFFFD`)).sort(byBytes)
}

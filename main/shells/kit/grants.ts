/** Which paths may be read and written: the roots a person gave, and what they picked or dropped since. */
import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'

/**
 * A path with every symbolic link followed, as far as it exists.
 *
 * Shape: path → absolute path; the part that does not exist yet is kept as written.
 */
export function settled(path: string): string {
  const absolute = resolve(path)
  try {
    return realpathSync(absolute)
  } catch {
    const parent = dirname(absolute)
    return parent === absolute ? absolute : join(settled(parent), basename(absolute))
  }
}

/** Whether a path is the root or lies below it. Both are compared part by part, so `/home/ann` does not contain `/home/annex`. */
export function isWithin(root: string, path: string): boolean {
  const way = relative(root, path)
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith('../') && !way.startsWith('..\\'))
}

export interface GrantOptions {
  read: readonly string[]
  write: readonly string[]
  /** Where something new may be made by its typed path; nothing that is there is touched. */
  make?: readonly string[]
}

/** Paths that may be read and written. */
export class Grants {
  readonly #read: Set<string>
  readonly #write: Set<string>
  readonly #make: string[]
  readonly #kept = new Set<string>()

  constructor({ read, write, make = [] }: GrantOptions) {
    this.#make = make.map(settled)
    this.#read = new Set(read.map(settled))
    this.#write = new Set(write.map(settled))
  }

  /** Roots that may be listed, in the order they were given. */
  get roots(): string[] {
    return [...this.#read]
  }

  /** Roots that may be written. */
  get writable(): string[] {
    return [...this.#write]
  }

  /** Refuse everything at and below a path, whatever else is allowed. */
  keepOut(path: string): void {
    this.#kept.add(settled(path))
  }

  // SECURITY: links are followed before the comparison, so a link inside a root does not open what lies outside it.
  mayRead(path: string): boolean {
    return this.#allows(path, [...this.#read, ...this.#write])
  }

  mayWrite(path: string): boolean {
    return this.#allows(path, [...this.#write])
  }

  // SECURITY: a typed path makes something new or nothing; hidden folders, where other programs look for what to run, are left out.
  mayMake(path: string): boolean {
    if (!this.#allows(path, this.#make) || existsSync(path)) return false
    const place = settled(path)
    const root = this.#make.find((candidate) => isWithin(candidate, place))!
    return !relative(root, place)
      .split(sep)
      .some((part) => part.startsWith('.'))
  }

  /** Allow reading at and below a path that a person picked or dropped. */
  grantRead(path: string): void {
    this.#read.add(settled(path))
  }

  /** Allow reading and writing at and below a path. */
  grant(path: string): void {
    this.#write.add(settled(path))
  }

  #allows(path: string, roots: string[]): boolean {
    if (!isAbsolute(path)) return false
    const place = settled(path)
    return roots.some((root) => isWithin(root, place)) && ![...this.#kept].some((root) => isWithin(root, place))
  }
}

/** One process owns a case database: a small file beside it names that process; a dead owner's file is taken over. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fault } from '#contract/errors'

export interface Ownership {
  release(): void
}

interface OwnerRecord {
  pid: number
  /** When that process started, in the system's own ticks, so that a reused number is not taken for the owner. */
  started: string
}

/** Shape: process id → its start, or null where the process is gone or the system does not say. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}

function isAlive(owner: OwnerRecord): boolean {
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const started = startOf(owner.pid)
  return started === null || owner.started === '' || started === owner.started
}

function readOwner(file: string): OwnerRecord | null {
  try {
    const [pid = '', started = ''] = readFileSync(file, 'utf8').split('\n')
    return /^\d+$/.test(pid) ? { pid: Number(pid), started } : null
  } catch {
    return null
  }
}

const held = new Set<string>()

/**
 * Become the owner of a case database until `release`.
 *
 * Errors: CAS-003 with the owner's process id, where a living process (this one included) holds it.
 */
export function takeOwnership(databasePath: string): Ownership {
  const file = `${databasePath}.owner`
  if (held.has(file)) throw fault('CAS-003', { pid: process.pid })
  const draft = `${file}.${process.pid}`
  mkdirSync(dirname(databasePath), { recursive: true })
  writeFileSync(draft, `${process.pid}\n${startOf(process.pid) ?? ''}\n`)
  try {
    claim(draft, file)
  } finally {
    rmSync(draft, { force: true })
  }
  held.add(file)
  return {
    release: () => {
      held.delete(file)
      if (readOwner(file)?.pid === process.pid) rmSync(file, { force: true })
    },
  }
}

function claim(draft: string, file: string): void {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      linkSync(draft, file)
      return
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code !== 'EEXIST') return claimWithoutLinks(draft, file)
    }
    const owner = readOwner(file)
    if (owner !== null && owner.pid !== process.pid && isAlive(owner)) throw fault('CAS-003', { pid: owner.pid })
    removeStale(file)
  }
  throw fault('CAS-003', { pid: readOwner(file)?.pid ?? 0 })
}

/**
 * Take away the file of a dead owner.
 *
 * WHY: of two processes that find the same dead owner only one can move its file away; the other may by then have hold of the file of the
 * first, and puts it back.
 */
function removeStale(file: string): void {
  const aside = `${file}.${process.pid}.stale`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  const owner = readOwner(aside)
  if (owner !== null && owner.pid !== process.pid && isAlive(owner)) {
    linkSync(aside, file)
    rmSync(aside, { force: true })
    throw fault('CAS-003', { pid: owner.pid })
  }
  rmSync(aside, { force: true })
}

/** WHY: some file systems (FAT, some network shares) have no hard links; a rename is the next best thing. */
function claimWithoutLinks(draft: string, file: string): void {
  const owner = readOwner(file)
  if (owner !== null && owner.pid !== process.pid && isAlive(owner)) throw fault('CAS-003', { pid: owner.pid })
  renameSync(draft, file)
}

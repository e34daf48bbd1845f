/** Whether a journal is as its authors wrote it: every line, every chain, every signature, every operation that another one follows. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { journalFileName, parseJournalFile, type JournalFile } from './journal-file'

export interface JournalVerification {
  ok: boolean
  operations: number
  files: { name: string; operations: number; ok: boolean; why: string | null }[]
}

/** Shape: journal folder → names of its files (`*.jsonl`), sorted; names that are no journal's are among them. */
export function journalFileNames(journalDir: string): string[] {
  try {
    return readdirSync(journalDir, { withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.jsonl'))
      .map((entry) => entry.name)
      .sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** Shape: journal folder → a reading of each of its files. */
export function readJournalFiles(journalDir: string): JournalFile[] {
  return journalFileNames(journalDir).map((name) => parseJournalFile(name, readFileSync(join(journalDir, name))))
}

/** Shape: readings of the files of one journal → what holds and what does not, in plain words. */
export function verifyJournalFiles(files: readonly JournalFile[]): JournalVerification {
  const ids = new Set(files.flatMap((file) => file.operations.map((operation) => operation.id)))
  const verified = files.map((file) => {
    const why = faultsOf(file, ids)
    return {
      name: file.name,
      operations: file.operations.length,
      ok: why.length === 0,
      why: why.length === 0 ? null : why.join('; '),
    }
  })
  return { ok: verified.every((file) => file.ok), operations: ids.size, files: verified }
}

/** Shape: journal folder → verification; reads only. */
export const verifyJournal = (journalDir: string): JournalVerification => verifyJournalFiles(readJournalFiles(journalDir))

const SAID_IN_FULL = 5

function faultsOf(file: JournalFile, ids: ReadonlySet<string>): string[] {
  if (journalFileName(file.name) === null) return ['it is not named as a journal file is']
  const faults = file.damage.map(({ line, why }) => `line ${line}: ${why}`)
  if (file.tail !== null) faults.push(`line ${file.lineDigests.length + 1}: it is cut short`)
  const orphans = file.operations.filter((operation) => operation.parents.some((parent) => !ids.has(parent)))
  if (orphans.length > 0) faults.push(`${orphans.length} operation(s) follow others that are not here`)
  if (faults.length <= SAID_IN_FULL) return faults
  return [...faults.slice(0, SAID_IN_FULL), `and ${faults.length - SAID_IN_FULL} more`]
}

/** The case on disk: its folder, its `case.json`, its layout. */
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { fault } from '#contract/errors'
import { isoFromMicros } from '#contract/units'
import type { Surroundings } from './clock'
import { uuidV7 } from './clock'
import { replaceFile, syncFolder } from './durable'

/** Raised when an older program could no longer work with the folder. */
export const CASE_FORMAT = 1

export const CaseFile = z.object({
  format: z.number().int().positive(),
  case_id: z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
  /** The name at its making; a later name is in the journal. */
  name: z.string(),
  created: z.string(),
  engine: z.string(),
})
export type CaseFile = z.infer<typeof CaseFile>

export interface CaseFolder {
  readonly dir: string
  readonly caseId: string
  readonly file: CaseFile
  readonly evidenceDir: string
  readonly journalDir: string
  readonly databasePath: string
}

const folderOf = (dir: string, file: CaseFile): CaseFolder => ({
  dir,
  caseId: file.case_id,
  file,
  evidenceDir: join(dir, 'evidence'),
  journalDir: join(dir, 'journal'),
  databasePath: join(dir, 'case.duckdb'),
})

export interface NewCase extends Surroundings {
  name: string
  /** Version of the program that makes it. */
  version: string
}

/**
 * Make an empty case folder, readable by its owner only.
 *
 * Shape:  path that does not exist (or is an empty folder) → the folder. `case.json` comes last, so half a case is not a case.
 * Errors: CAS-002 something is there already; CAS-021 the folder cannot be made.
 */
export function createCaseFolder(path: string, making: NewCase): CaseFolder {
  const dir = resolve(path)
  if (existsSync(dir) && (!lstatSync(dir).isDirectory() || readdirSync(dir).length > 0)) throw fault('CAS-002', { path: dir })
  const nowUs = making.nowUs()
  const file: CaseFile = {
    format: CASE_FORMAT,
    case_id: uuidV7(Math.floor(nowUs / 1000), making.randomBytes(10)),
    name: making.name,
    created: isoFromMicros(nowUs),
    engine: making.version,
  }
  try {
    mkdirSync(join(dir, 'evidence'), { recursive: true, mode: 0o700 })
    mkdirSync(join(dir, 'journal'), { recursive: true, mode: 0o700 })
    writeCaseFile(dir, file)
    syncFolder(dir)
  } catch (error) {
    throw fault('CAS-021', { path: dir, reason: (error as Error).message }, error)
  }
  return folderOf(dir, file)
}

/** Shape: case folder and content → `case.json`, whole or not at all. */
export function writeCaseFile(dir: string, file: CaseFile): void {
  replaceFile(join(dir, 'case.json'), `${JSON.stringify(file, null, 2)}\n`, 0o600)
}

/**
 * Find a case that is there.
 *
 * Errors: CAS-001 no `case.json`; CAS-020 it is damaged; CAS-022 a newer program made it.
 */
export function openCaseFolder(path: string): CaseFolder {
  const dir = resolve(path)
  let text: string
  try {
    text = readFileSync(join(dir, 'case.json'), 'utf8')
  } catch (error) {
    throw fault('CAS-001', { path: dir }, error)
  }
  const file = parseCaseFile(text)
  if (file === null) throw fault('CAS-020', { path: dir })
  if (file.format > CASE_FORMAT) throw fault('CAS-022', { path: dir, version: file.engine })
  return folderOf(dir, file)
}

/** Shape: text of a `case.json` → its content, or null where it is not one. */
export function parseCaseFile(text: string): CaseFile | null {
  try {
    return CaseFile.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Shape: case folder → bytes on disk of everything in it. */
export function caseSizeBytes(dir: string): number {
  let sizeBytes = 0
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name)
    if (entry.isDirectory()) sizeBytes += caseSizeBytes(path)
    else if (entry.isFile()) sizeBytes += lstatSync(path, { throwIfNoEntry: false })?.size ?? 0
  }
  return sizeBytes
}

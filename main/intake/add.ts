/** Adding evidence: take the bytes into the case, find out what they are, load them. One bad file stops no other. */
import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { fault } from '#contract/errors'
import type { FileResult, SourceOptions } from '#contract/evidence'
import { decideSource } from './decide'
import { reasonOf } from './files'
import { discardEvidence, fingerprint, sweepIncoming, type Fingerprint } from './fingerprint'
import { sourceOf } from './ledger'
import { loadSource, yearOfCase } from './load'
import type { LoadSession } from './load-session'
import { emptyResult, failedResult } from './results'
import { SourceReader } from './source-reader'
import type { WalkedFile } from './walk'

/** What adding needs to know of the case. */
export interface IntakeSurroundings {
  evidenceDir: string
  homeNetworks: readonly string[]
  displayZone: string | null
  /** Entry of the intake worker; without it parsing runs inline. */
  worker?: URL | undefined
  /** Whether the journal knows these bytes; such evidence is `already-there`. */
  isKnown: (sha256: string) => boolean
}

export interface AddProgress {
  step: 'copying' | 'reading'
  bytes: number
  totalBytes: number
  records: number
}

export interface AddOptions {
  options: SourceOptions
  inPlace: boolean
  signal?: AbortSignal | undefined
  onProgress?: ((progress: AddProgress) => void) | undefined
}

/**
 * Add one file.
 *
 * Shape:  session × file → its result: `added`, `already-there`, `unrecognised` or `failed` with the reason.
 * Errors: the signal's reason; the case then is as it was before this file. CAS-005 where the disk is full: adding again goes on.
 */
export async function addFile(
  session: LoadSession,
  file: WalkedFile,
  around: IntakeSurroundings,
  adding: AddOptions,
): Promise<FileResult> {
  const path = resolve(file.path)
  try {
    if (file.skipped !== null) throw fault('EVD-001', { path, reason: file.skipped })
    return { ...(await addReadable(session, { ...file, path }, around, adding)), path }
  } catch (error) {
    adding.signal?.throwIfAborted()
    if ((error as { code?: string }).code?.startsWith('CAS-')) throw error
    return failedResult(path, file.sizeBytes, error)
  }
}

async function addReadable(
  session: LoadSession,
  file: WalkedFile,
  around: IntakeSurroundings,
  adding: AddOptions,
): Promise<FileResult> {
  const { options, inPlace, signal, onProgress } = adding
  if (!(await isRecognised(session, file, around, options))) return emptyResult(file.path, file.sizeBytes, 'unrecognised')
  const totalBytes = file.sizeBytes
  await sweepIncoming(around.evidenceDir)
  const print = await fingerprint(file.path, around.evidenceDir, {
    inPlace,
    signal,
    onBytes: (bytes) => onProgress?.({ step: 'copying', bytes, totalBytes, records: 0 }),
  })
  const there = await alreadyThere(session, print, around)
  if (there !== null) return there
  try {
    const result = await loadSource(
      session,
      {
        ...{ evidenceDir: around.evidenceDir, sha256: print.sha256, name: file.name, options, known: null, verify: false },
        ...{ homeNetworks: around.homeNetworks, displayZone: around.displayZone, modifiedUs: file.modifiedUs },
      },
      { worker: around.worker, signal, onProgress: (progress) => onProgress?.({ step: 'reading', ...progress }) },
    )
    return { ...result, status: 'added', checks: [...print.checks, ...result.checks] }
  } catch (error) {
    const isDiskFull = (error as { code?: string }).code === 'CAS-005'
    if (print.isNew && !isDiskFull && !around.isKnown(print.sha256)) await discardEvidence(around.evidenceDir, print.sha256)
    throw error
  }
}

async function isRecognised(
  session: LoadSession,
  file: WalkedFile,
  around: IntakeSurroundings,
  options: SourceOptions,
): Promise<boolean> {
  const reader = await SourceReader.open(file.path, { name: file.name, modifiedUs: file.modifiedUs })
  try {
    const { modifiedUs } = file
    const surroundings = { modifiedUs, displayZone: around.displayZone, caseYear: await yearOfCase(session.store) }
    return (await decideSource(reader, options, surroundings)).decision !== null
  } finally {
    await reader.close()
  }
}

/** Bytes the journal knows and the database holds whole are left alone, whatever options are given now: `evidence set` corrects those. */
async function alreadyThere(session: LoadSession, print: Fingerprint, around: IntakeSurroundings): Promise<FileResult | null> {
  if (!around.isKnown(print.sha256)) return null
  const source = await sourceOf(session.store, print.sha256)
  return source?.complete && source.result !== null ? { ...source.result, status: 'already-there' } : null
}

/** Shape: path → the file as `walk` gives it. Errors: EVD-001. */
export async function fileAt(path: string): Promise<WalkedFile> {
  const entry = await stat(path).catch((error: unknown) => {
    throw fault('EVD-001', { path, reason: reasonOf(error) }, error)
  })
  const skipped = entry.isFile() ? null : 'it is not a plain file'
  return {
    path: resolve(path),
    name: basename(path),
    sizeBytes: entry.size,
    modifiedUs: Math.round(entry.mtimeMs * 1000),
    skipped,
  }
}

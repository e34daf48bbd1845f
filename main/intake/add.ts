/** Adding evidence: take the bytes into the case, find out what they are, load them. One bad file stops no other. */
import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { fault } from '#contract/errors'
import type { FileResult, SourceOptions } from '#contract/evidence'
import { containerRow } from './container-ledger'
import type { Limits } from './containers/limits'
import { INSIDE } from './containers/names'
import { shapeOf, type ContainerKind } from './containers/shape'
import { decideSource } from './decide'
import { reasonOf } from './files'
import { discardEvidence, fingerprint, sweepIncoming, type Fingerprint } from './fingerprint'
import { deleteSource, sourceOf } from './ledger'
import { loadSource, yearOfCase, type LoadOptions } from './load'
import { loadContainer, sameBytes } from './load-container'
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
  /** Where else in the case the same bytes are, as people call it: a file, or a member of another container than the one named; null = nowhere. */
  elsewhere?: (sha256: string, container: string | null) => string | null
  limits?: Limits | undefined
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
  /** When the file that was written after this one begins; see `ClockSurroundings`. */
  notAfterUs?: number | null
  signal?: AbortSignal | undefined
  onProgress?: ((progress: AddProgress) => void) | undefined
  /** The file has been hashed and will be read now. */
  onPrint?: ((print: Fingerprint) => void) | undefined
}

/**
 * Add one file.
 *
 * Shape:  session × file → its result: `added`, `already-there`, `unrecognised` or `failed` with the reason; of a container also those of
 *         its members, after its own.
 * Errors: the signal's reason; the case then is as it was before this file. CAS-005 where the disk is full: adding again goes on.
 */
export async function addFile(
  session: LoadSession,
  file: WalkedFile,
  around: IntakeSurroundings,
  adding: AddOptions,
): Promise<FileResult[]> {
  const path = resolve(file.path)
  try {
    if (file.skipped !== null) throw fault('EVD-001', { path, reason: file.skipped })
    const results = await addReadable(session, { ...file, path }, around, adding)
    return results.map((result) => shownAt(path, result))
  } catch (error) {
    adding.signal?.throwIfAborted()
    if ((error as { code?: string }).code?.startsWith('CAS-')) throw error
    return [failedResult(path, file.sizeBytes, error)]
  }
}

/** Shape: path of a file as people call it × result of it or of a member → the same with the path to show. */
export const shownAt = (path: string, result: FileResult): FileResult => ({
  ...result,
  path: result.member === undefined ? path : `${path}${INSIDE}${result.member}`,
})

async function addReadable(
  session: LoadSession,
  file: WalkedFile,
  around: IntakeSurroundings,
  adding: AddOptions,
): Promise<FileResult[]> {
  const { inPlace, signal, onProgress } = adding
  const { container } = await shapeOf(file.path)
  if (container === null && !(await isRecognised(session, file, around, adding.options)))
    return [emptyResult(file.path, file.sizeBytes, 'unrecognised')]
  const totalBytes = file.sizeBytes
  await sweepIncoming(around.evidenceDir)
  const print = await fingerprint(file.path, around.evidenceDir, {
    inPlace,
    signal,
    onBytes: (bytes) => onProgress?.({ step: 'copying', bytes, totalBytes, records: 0 }),
  })
  adding.onPrint?.(print)
  const discard = async (): Promise<void> => {
    if (print.isNew && !around.isKnown(print.sha256)) await discardEvidence(around.evidenceDir, print.sha256)
  }
  const there = await alreadyThere(session, file, print, around)
  if (there !== null) {
    await discard()
    return there
  }
  try {
    const results = await loaded(session, file, print.sha256, container, around, adding)
    const [first, ...members] = results as [FileResult, ...FileResult[]]
    if (first.status !== 'added') {
      await deleteSource(session.store, print.sha256)
      await discard()
    }
    return [{ ...first, checks: [...print.checks, ...first.checks] }, ...members]
  } catch (error) {
    if ((error as { code?: string }).code !== 'CAS-005') await discard()
    throw error
  }
}

async function loaded(
  session: LoadSession,
  file: WalkedFile,
  sha256: string,
  container: ContainerKind | null,
  around: IntakeSurroundings,
  { options, notAfterUs, signal, onProgress }: AddOptions,
): Promise<FileResult[]> {
  const request = {
    ...{ evidenceDir: around.evidenceDir, sha256, name: file.name, options, verify: false, limits: around.limits },
    ...{ homeNetworks: around.homeNetworks, displayZone: around.displayZone, modifiedUs: file.modifiedUs },
  }
  const loading: LoadOptions = {
    worker: around.worker,
    signal,
    onProgress: (progress) => onProgress?.({ step: 'reading', ...progress }),
  }
  if (container === null) {
    const result = await loadSource(session, { ...request, known: null, notAfterUs: notAfterUs ?? null }, loading)
    return [{ ...result, status: 'added' }]
  }
  const elsewhere = (bytes: string) => around.elsewhere?.(bytes, sha256) ?? null
  return loadContainer(session, { ...request, kind: container, knownMembers: new Map(), elsewhere }, loading)
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
async function alreadyThere(
  session: LoadSession,
  file: WalkedFile,
  { sha256 }: Fingerprint,
  around: IntakeSurroundings,
): Promise<FileResult[] | null> {
  if (!around.isKnown(sha256)) {
    const where = around.elsewhere?.(sha256, null) ?? null
    if (where === null) return null
    return [{ ...emptyResult(file.path, file.sizeBytes, 'already-there'), sha256, checks: [sameBytes(where)] }]
  }
  const container = await containerRow(session.store, sha256)
  if (container !== null)
    return container.results.map((result) => (result.status === 'added' ? { ...result, status: 'already-there' } : result))
  const source = await sourceOf(session.store, sha256)
  return source?.complete && source.result !== null ? [{ ...source.result, status: 'already-there' }] : null
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

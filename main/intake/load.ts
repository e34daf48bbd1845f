/** Loads one source into the case database: the one way events get in, for `add`, for corrections and for rebuilding. */
import { stat } from 'node:fs/promises'
import type { FileResult, SourceOptions } from '#contract/evidence'
import { fault } from '#contract/errors'
import { SCHEMA_VERSION } from '#main/store/schema'
import { COUNT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Store } from '#main/store/store'
import type { ParseSummary } from './batch'
import { decideSource, type Decision, type KnownDecision } from './decide'
import { sha256Of } from './fingerprint'
import { evidencePlace } from './files'
import type { IntakeSource } from './batch-intake'
import { batchesIn, beginSource, deleteSource, finishSource, nextSourceId, PLAIN_MEMBER, sourceOf, type SourceId } from './ledger'
import type { LoadSession } from './load-session'
import { parseElsewhere } from './parse-elsewhere'
import { emptyResult, withDecision, withSummary } from './results'
import { SourceReader } from './source-reader'

/** WHY: starting a thread takes longer than reading a small file. */
const INLINE_BYTES = 1 << 20

export interface LoadProgress {
  bytes: number
  totalBytes: number
  records: number
}

/** A source to be loaded; its bytes are in the case already, or were left in place. */
export interface LoadRequest {
  evidenceDir: string
  sha256: string
  /** Name for people; never a path to open. */
  name: string
  options: SourceOptions
  homeNetworks: readonly string[]
  displayZone: string | null
  /** What the journal says was decided when it was added; null when it is added now or its options change. */
  known: KnownDecision | null
  /** Last modification of the original, µs UTC, or null where it is not known. */
  modifiedUs: number | null
  /** When the file that was written after this one begins; see `ClockSurroundings`. */
  notAfterUs?: number | null
  /** Check that the bytes still have their hash. */
  verify: boolean
}

export interface LoadOptions {
  worker?: URL | undefined
  signal?: AbortSignal | undefined
  onProgress?: ((progress: LoadProgress) => void) | undefined
}

/**
 * Load a source, whole.
 *
 * Shape:  session × request → result, status `added` or `already-there`. A load that was cut off goes on with the batches that are
 *         missing; one that was made with other options is taken out first. Derived tables must be derived again after.
 * Errors: the signal's reason, after everything of this source has been taken out again; EVD-001, EVD-002, EVD-003, EVD-004, EVD-006,
 *         EVD-007; CAS-005 where the disk is full (what is in stays, loading again goes on from there).
 */
export async function loadSource(session: LoadSession, request: LoadRequest, options: LoadOptions = {}): Promise<FileResult> {
  const { path } = await evidencePlace(request.evidenceDir, request.sha256)
  const begun = { ...emptyResult(path, (await stat(path)).size, 'added'), sha256: request.sha256 }
  return loadBytes(session, { path, member: PLAIN_MEMBER, begun }, request, options)
}

/** The bytes of a source, and its result as far as it is known before they are read. */
export interface SourceBytes {
  path: string
  member: string
  begun: FileResult
}

/** As `loadSource`, of bytes that lie elsewhere: those of a member. */
export async function loadBytes(
  session: LoadSession,
  source: SourceBytes,
  request: LoadRequest,
  options: LoadOptions,
): Promise<FileResult> {
  const { store } = session
  const id = { sha256: request.sha256, member: source.member }
  const { decision, sizeBytes } = await decide(store, source.path, request)
  const begun = withDecision(source.begun, decision)
  const plan = planOf(decision, request.options)
  const before = await sourceOf(store, id.sha256, id.member)
  if (before?.complete && before.plan === plan && before.result !== null) return { ...before.result, status: 'already-there' }
  if (before !== null && before.plan !== plan) await deleteSource(store, id.sha256, id.member)
  const into = await intakeSource(store, id, decision, plan, before?.plan === plan ? before.sourceId : null)
  try {
    const summary = await read(session, into, source.path, sizeBytes, decision, request, options)
    return await conclude(session, into.sourceId, begun, summary, request)
  } catch (error) {
    if (options.signal?.aborted || isHopeless(error)) await deleteSource(store, id.sha256, id.member)
    throw error
  }
}

async function intakeSource(
  store: Store,
  id: SourceId,
  { format }: Decision,
  plan: string,
  resumed: number | null,
): Promise<IntakeSource> {
  if (resumed !== null) return { sourceId: resumed, begin: null, already: await batchesIn(store, resumed) }
  const sourceId = await nextSourceId(store)
  return { sourceId, begin: beginSource(sourceId, id, format, plan), already: new Set() }
}

const isHopeless = (error: unknown): boolean => ['EVD-004', 'EVD-007'].includes((error as { code?: string }).code ?? '')

/** Shape: everything that decides how the bytes become batches → text. */
function planOf(decision: Decision, options: SourceOptions): string {
  const { zone, year, quality } = decision.clock
  const { sensor, skewSeconds } = options
  const { format, mapping } = decision
  return JSON.stringify({ schema: SCHEMA_VERSION, format: format.id, zone, year, quality, sensor, skewSeconds, mapping })
}

async function decide(store: Store, path: string, request: LoadRequest): Promise<{ decision: Decision; sizeBytes: number }> {
  const { name, modifiedUs, displayZone, options, known } = request
  const reader = await SourceReader.open(path, { name, modifiedUs })
  try {
    const surroundings = { modifiedUs, displayZone, caseYear: await yearOfCase(store), notAfterUs: request.notAfterUs ?? null }
    const { decision } = await decideSource(reader, options, surroundings, known)
    if (decision === null) throw fault('EVD-002', { path: name })
    return { decision, sizeBytes: reader.sizeBytes }
  } finally {
    await reader.close()
  }
}

/** Shape: store → the year in which most of its events end, or null where there are none. */
export async function yearOfCase(store: Store): Promise<number | null> {
  const row = await store.first(sql`SELECT coalesce(year(max(ts)), 0) AS last FROM event_settled WHERE ts_quality = 0`, {
    last: COUNT,
  })
  return row === undefined || row.last === 0 ? null : row.last
}

async function read(
  session: LoadSession,
  into: IntakeSource,
  path: string,
  sizeBytes: number,
  decision: Decision,
  request: LoadRequest,
  options: LoadOptions,
): Promise<ParseSummary> {
  const { name, modifiedUs, homeNetworks, verify } = request
  const skewUs = Math.round((request.options.skewSeconds ?? 0) * 1e6)
  const { format, clock, mapping } = decision
  const job = { path, name, modifiedUs, format: format.id, clock, mapping, homeNetworks, skewUs, hash: verify }
  const intake = await session.intakeOf(into, homeNetworks)
  const summary = await parseElsewhere(
    job,
    decision.format,
    {
      batch: (batch) => intake.take(batch, options.signal),
      progress: (bytes, records) => options.onProgress?.({ bytes, totalBytes: sizeBytes, records }),
    },
    { worker: sizeBytes < INLINE_BYTES ? undefined : options.worker, signal: options.signal },
  )
  await intake.settled()
  if (verify) await checkHash(path, request.sha256, summary.sha256)
  return summary
}

/** Errors: EVD-004 the bytes have another hash. */
export async function checkHash(path: string, sha256: string, found: string | null): Promise<void> {
  const hash = found ?? (await sha256Of(path))
  if (hash !== sha256) throw fault('EVD-004', { sha256, found: hash })
}

async function conclude(
  session: LoadSession,
  sourceId: number,
  begun: FileResult,
  summary: ParseSummary,
  request: LoadRequest,
): Promise<FileResult> {
  if (summary.stopped !== null && summary.counts.records + summary.counts.recovered === 0) {
    throw fault('EVD-007', { path: request.name, reason: summary.stopped })
  }
  const result = withSummary(begun, summary)
  const { stored } = (await session.store.first(
    sql`SELECT (SELECT count(*) FROM event_settled WHERE source_id = ${sourceId}) + (SELECT count(*) FROM event_unsettled WHERE source_id = ${sourceId}) AS stored`,
    { stored: COUNT },
  ))!
  const lost = Math.abs(result.events - stored)
  const text = `every event is in the database (${stored} of ${result.events})`
  result.checks.push({ id: 'events-stored', level: lost === 0 ? 'ok' : 'error', text, count: lost })
  const sensor = request.options.sensor ?? summary.sensor
  await finishSource(session.store, sourceId, sensor === null ? 0 : await session.savedText(sensor), result)
  return result
}

/** What a file would become, before anything is committed: read from its beginning only where it is large. */
import { fault } from '#contract/errors'
import type { EvidencePreview, SourceOptions } from '#contract/evidence'
import { isoFromMicros } from '#contract/units'
import { MemorySink, type MemoryEvent } from '#main/formats/kit/memory-sink'
import { decode } from '#main/formats/kit/text'
import { membersOf, type Member } from './containers/members'
import { INSIDE } from './containers/names'
import { Scratch } from './containers/scratch'
import { shapeOf } from './containers/shape'
import { decideSource, type Decision } from './decide'
import { emptyResult, failedResult, withDecision, withSummary } from './results'
import { SourceReader } from './source-reader'
import type { WalkedFile } from './walk'

/** Chosen: well under a second for every format, some ten thousand records. */
export const PREVIEW_BYTES = 2 << 20
const SAMPLE_ROWS = 20
const REJECT_ROWS = 20
const REJECT_TEXT_BYTES = 2048
const HEAD_LINES = 20
const COLUMN_VALUES = 5
const COLUMN_VALUE_CHARACTERS = 120
const HEAD_LINE_CHARACTERS = 400

export interface PreviewSurroundings {
  displayZone: string | null
  caseYear: number | null
}

/**
 * Look at a file as intake would read it, and where it is a container at each of its members.
 *
 * Shape:  file × options × surroundings → one look, of a container followed by those of its members; see `previewFile`.
 * Errors: the signal's reason.
 */
export async function* previewFiles(
  file: WalkedFile,
  options: SourceOptions,
  around: PreviewSurroundings,
  signal?: AbortSignal,
): AsyncGenerator<EvidencePreview> {
  const shape = file.skipped === null ? await shapeOf(file.path).catch(() => null) : null
  const kind = shape?.container ?? null
  if (kind === null) {
    yield await previewFile(file, options, around)
    return
  }
  const scratch = await Scratch.beside()
  const { path, sizeBytes } = file
  yield { ...nothing(path, sizeBytes), whole: false, result: { ...emptyResult(path, sizeBytes, 'added'), container: kind } }
  try {
    for await (const member of membersOf(path, { scratch, shownPath: file.name, keepBytes: PREVIEW_BYTES + 1, signal }))
      yield await previewMember(member, file, options, around)
  } finally {
    await scratch.close()
  }
}

/** WHY: of a member only the beginning was kept, so its size is not that of the file that is looked at. */
async function previewMember(
  member: Member,
  file: WalkedFile,
  options: SourceOptions,
  around: PreviewSurroundings,
): Promise<EvidencePreview> {
  const { address, sizeBytes, refusal, checks, modifiedUs } = member
  const path = `${file.path}${INSIDE}${address}`
  const of = { member: address, sha256: member.sha256 }
  if (member.path === null || refusal !== null) {
    const failed = failedResult(path, sizeBytes, refusal ?? fault('EVD-001', { path, reason: 'it has no bytes' }))
    return { ...nothing(path, sizeBytes), result: { ...failed, ...of } }
  }
  const kept = { path: member.path, name: `${file.name}${INSIDE}${address}`, sizeBytes, modifiedUs, skipped: null }
  const preview = await previewFile(kept, options, around)
  const result = { ...preview.result, ...of, path, checks: [...checks, ...preview.result.checks] }
  return { ...preview, path, whole: preview.whole && member.sha256 !== null, result }
}

const nothing = (path: string, sizeBytes: number) => ({
  ...{ path, size_bytes: sizeBytes, candidates: [], whole: true, sample: [], rejects: [], head: [] },
})

/**
 * Look at a file as intake would read it.
 *
 * Shape:  file × options × surroundings → candidates with their reasons, counts, sample rows by the names of the event, rejects; `whole` says
 *         whether the counts are of the whole file. A file that cannot be read gives a result with the reason.
 */
export async function previewFile(
  file: WalkedFile,
  options: SourceOptions,
  around: PreviewSurroundings,
): Promise<EvidencePreview> {
  const empty = nothing(file.path, file.sizeBytes)
  let reader: SourceReader
  try {
    reader = await SourceReader.open(file.path, { name: file.name, modifiedUs: file.modifiedUs, limitBytes: PREVIEW_BYTES })
  } catch (error) {
    return { ...empty, result: failedResult(file.path, file.sizeBytes, error) }
  }
  try {
    const surroundings = { modifiedUs: file.modifiedUs, ...around }
    const { decision, candidates, headLines } = await decideSource(reader, options, surroundings)
    const head = headLines.slice(0, HEAD_LINES).map((line) => latin1Text(line).slice(0, HEAD_LINE_CHARACTERS))
    const claims = candidates.map(({ format, confidence, why }) => ({ format: format.id, confidence, why }))
    const result = emptyResult(file.path, file.sizeBytes, 'unrecognised')
    if (decision === null) return { ...empty, candidates: claims, result, head }
    return { ...empty, candidates: claims, head, ...(await sampled(reader, decision, { ...result, status: 'added' })) }
  } catch (error) {
    return { ...empty, result: failedResult(file.path, file.sizeBytes, error) }
  } finally {
    await reader.close()
  }
}

/** `head.lines` are latin-1, a character per byte; people read UTF-8. */
const latin1Text = (line: string): string => Buffer.from(line, 'latin1').toString('utf8')

async function sampled(
  reader: SourceReader,
  decision: Decision,
  begun: EvidencePreview['result'],
): Promise<Pick<EvidencePreview, 'result' | 'whole' | 'sample' | 'rejects' | 'columns'>> {
  const sink = new MemorySink({ events: SAMPLE_ROWS, rejects: REJECT_ROWS, facts: SAMPLE_ROWS })
  let stopped: string | null = null
  try {
    await decision.format.read(reader, sink, decision.clock, decision.mapping)
  } catch (error) {
    stopped = error instanceof Error ? error.message : String(error)
  }
  const whole = !reader.isCut
  if (whole) sink.finish()
  if (whole && stopped !== null)
    sink.check({ id: 'reading-stopped', level: 'error', text: `reading stopped early: ${stopped}`, count: 1 })
  const { counts, firstTsUs, lastTsUs, checks } = sink
  const rejects = []
  for (const { record, offset, length, reason } of sink.rejects) {
    const raw = decode((await reader.ranges([{ offset, length: Math.min(length, REJECT_TEXT_BYTES) }]))[0]!)
    rejects.push({ line: decision.format.recordUnit === 'line' ? record : null, reason, raw })
  }
  const result = withSummary(withDecision(begun, decision), { counts, firstTsUs, lastTsUs, checks })
  const columns = await columnsOf(reader, decision)
  return { result, whole, sample: sink.events.map((event) => rowOf(event, decision)), rejects, ...columns }
}

/** Shape: → the columns with their first values, each once; nothing of formats that know what theirs mean. */
async function columnsOf(reader: SourceReader, { format }: Decision): Promise<Pick<EvidencePreview, 'columns'>> {
  if (format.columns === undefined) return {}
  const short = (value: string) => value.slice(0, COLUMN_VALUE_CHARACTERS)
  const samples = format.columns(await reader.head())
  return {
    columns: samples.map(({ name, values }) => ({ name, values: [...new Set(values)].slice(0, COLUMN_VALUES).map(short) })),
  }
}

/** Shape: event as the format gave it → by the names of the `events` view, without what is empty. */
function rowOf(event: MemoryEvent, decision: Decision): Record<string, unknown> {
  const row: Record<string, unknown> = {
    ts: event.tsUs === null ? null : isoFromMicros(event.tsUs),
    ts_end: event.tsUs === null || event.durationUs === null ? null : isoFromMicros(event.tsUs + event.durationUs),
    ts_quality: event.tsQuality,
    type: event.type,
    name: event.name,
    specificity: event.specificity,
    format: decision.format.id,
    sensor: event.sensor,
    src_ip: event.srcIp,
    src_port: event.srcPort,
    dst_ip: event.dstIp,
    dst_port: event.dstPort,
    proto: event.proto,
    service: event.service,
    duration_s: event.durationUs === null ? null : event.durationUs / 1e6,
    client_bytes: event.srcBytes,
    server_bytes: event.dstBytes,
    client_pkts: event.srcPkts,
    server_pkts: event.dstPkts,
    session_state: event.sessionState,
    user_name: event.userName,
    host_name: event.hostName,
    process_name: event.processName,
    severity: event.severity,
    signature_id: event.signatureId,
    signature: event.signature,
    outcome: event.outcome,
    message: event.message,
    attrs: event.attrs,
    sensor_disagrees: event.sensorDisagrees,
    line: decision.format.recordUnit === 'line' ? event.record : null,
    byte_offset: event.offset,
    byte_length: event.length,
  }
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== 'none'))
}

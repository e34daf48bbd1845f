/** `verify` of a case folder: its evidence files, its journal, its citations. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { VerifyResult } from '#contract/report'
import type { Questions } from '#main/findings/questions'
import { verifyAll } from '#main/findings/verify'
import { BlockSummer, differingRanges, type BlockSums } from '#main/intake/block-sums'
import { openCaseFolder } from '#main/journal/case-folder'
import { projectJournal, type EvidenceRecord, type JournalState } from '#main/journal/projection'
import { readJournalFiles, verifyJournalFiles } from '#main/journal/verification'
import { evidenceFiles, plainFile, type EvidenceFile } from './evidence-files'
import { missingEvidence } from './verify-bundle'

export interface VerifyCaseOptions {
  /** Asks the case's database; without it no citation is checked. */
  ask?: Questions | undefined
  signal?: AbortSignal | undefined
  /** Bytes of evidence hashed, of all. */
  onProgress?: ((doneBytes: number, totalBytes: number) => void) | undefined
}

/**
 * Verify a case: hash every evidence file again, check every line of the journal, execute every citation again.
 *
 * Errors: CAS-001 no case; the signal's reason.
 */
export async function verifyCase(caseDir: string, options: VerifyCaseOptions = {}): Promise<VerifyResult> {
  const folder = openCaseFolder(caseDir)
  const files = readJournalFiles(folder.journalDir)
  const journal = verifyJournalFiles(files)
  const state = projectJournal(files.flatMap((file) => file.operations))
  const found = await evidenceFiles(folder.evidenceDir).catch(() => [])
  const { evidence, changed } = await evidenceStates(state, found, options)
  const citations = options.ask === undefined ? [] : await citationStates(options.ask, state, options.signal)
  const bad = [
    ...changed,
    ...missingEvidence(state, evidence),
    ...strangers(state, found),
    ...journal.files.flatMap(({ name, why }) => (why === null ? [] : [{ member: `journal/${name}`, why }])),
  ]
  const citationsHold = citations.every(({ state: word }) => word !== 'changed' && word !== 'missing')
  return { ok: bad.length === 0 && journal.ok && citationsHold, bad, evidence, journal, citations, signature: null }
}

const SAID_RANGES = 3

function changedEvidence(
  { sha256, name, size_bytes: sizeBytes, blocks }: EvidenceRecord,
  found: Reading,
): VerifyResult['bad'][number] {
  const why = `The evidence ${name} is not the file that was added`
  const member = `evidence/${sha256}`
  if (blocks === undefined || found.sums === null) return { member, why: `${why}.` }
  const ranges = differingRanges({ sums: blocks, sizeBytes }, { sums: found.sums, sizeBytes: found.sizeBytes })
  const said = ranges.slice(0, SAID_RANGES).map(({ from, until }) => `${from} to ${until - 1}`)
  const more = ranges.length > SAID_RANGES ? ` and ${ranges.length - SAID_RANGES} more` : ''
  return { member, why: `${why}: it differs within bytes ${said.join(', ')}${more}.`, ranges }
}

/** Files that lie with the evidence and that nobody added. */
function strangers(state: JournalState, found: readonly EvidenceFile[]): VerifyResult['bad'] {
  return found
    .filter((file) => !state.everAdded.has(file.sha256))
    .map(({ sha256 }) => ({ member: `evidence/${sha256}`, why: 'The journal does not say that anybody added this file.' }))
}

async function evidenceStates(
  state: JournalState,
  found: readonly EvidenceFile[],
  { signal, onProgress }: VerifyCaseOptions,
): Promise<{ evidence: VerifyResult['evidence']; changed: VerifyResult['bad'] }> {
  const paths = new Map(found.map((file) => [file.sha256, file.path]))
  const totalBytes = state.evidence.reduce((sum, record) => sum + record.size_bytes, 0)
  let doneBytes = 0
  const onBytes = (bytes: number) => onProgress?.((doneBytes += bytes), totalBytes)
  const evidence: VerifyResult['evidence'] = []
  const changed: VerifyResult['bad'] = []
  for (const record of state.evidence) {
    const { sha256, name, blocks } = record
    const path = paths.get(sha256) ?? null
    const read = (await plainFile(path)) === null ? null : await readingOf(path!, blocks, onBytes, signal)
    evidence.push({ sha256, name, state: read === null ? 'missing' : read.sha256 === sha256 ? 'verified' : 'changed' })
    if (read !== null && read.sha256 !== sha256) changed.push(changedEvidence(record, read))
  }
  return { evidence, changed }
}

interface Reading {
  sha256: string
  sizeBytes: number
  /** Null where none were recorded to compare with. */
  sums: BlockSums | null
}

async function readingOf(
  path: string,
  blocks: BlockSums | undefined,
  onBytes: (bytes: number) => void,
  signal?: AbortSignal,
): Promise<Reading | null> {
  const hash = createHash('sha256')
  const summer = blocks === undefined ? null : new BlockSummer(blocks.block_bytes)
  let sizeBytes = 0
  try {
    for await (const piece of createReadStream(path, { signal }) as AsyncIterable<Buffer>) {
      hash.update(piece)
      summer?.take(piece)
      sizeBytes += piece.length
      onBytes(piece.length)
    }
    return { sha256: hash.digest('hex'), sizeBytes, sums: summer?.end() ?? null }
  } catch {
    signal?.throwIfAborted()
    return null
  }
}

async function citationStates(ask: Questions, state: JournalState, signal?: AbortSignal): Promise<VerifyResult['citations']> {
  const kinds = new Map(state.entries.flatMap((entry) => entry.citations.map((citation) => [citation.id, citation.kind])))
  const states: VerifyResult['citations'] = []
  for await (const { entry, citation, state: word, why } of verifyAll(ask, state.entries, signal)) {
    states.push({ finding: entry, kind: kinds.get(citation) ?? 'row', state: word, why })
  }
  return states
}

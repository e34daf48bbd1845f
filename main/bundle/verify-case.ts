/** `verify` of a case folder: its evidence files, its journal, its citations. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { VerifyResult } from '#contract/report'
import type { Questions } from '#main/findings/questions'
import { verifyAll } from '#main/findings/verify'
import { openCaseFolder } from '#main/journal/case-folder'
import { projectJournal, type JournalState } from '#main/journal/projection'
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
  const evidence = await evidenceStates(state, found, options)
  const citations = options.ask === undefined ? [] : await citationStates(options.ask, state, options.signal)
  const bad = [
    ...evidence.filter((each) => each.state === 'changed').map(changedEvidence),
    ...missingEvidence(state, evidence),
    ...strangers(state, found),
    ...journal.files.flatMap(({ name, why }) => (why === null ? [] : [{ member: `journal/${name}`, why }])),
  ]
  const citationsHold = citations.every(({ state: word }) => word !== 'changed' && word !== 'missing')
  return { ok: bad.length === 0 && journal.ok && citationsHold, bad, evidence, journal, citations, signature: null }
}

const changedEvidence = ({ sha256, name }: { sha256: string; name: string }) => ({
  member: `evidence/${sha256}`,
  why: `The evidence ${name} is not the file that was added.`,
})

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
): Promise<VerifyResult['evidence']> {
  const paths = new Map(found.map((file) => [file.sha256, file.path]))
  const totalBytes = state.evidence.reduce((sum, record) => sum + record.size_bytes, 0)
  let doneBytes = 0
  const onBytes = (bytes: number) => onProgress?.((doneBytes += bytes), totalBytes)
  const states: VerifyResult['evidence'] = []
  for (const { sha256, name } of state.evidence) {
    const path = paths.get(sha256) ?? null
    const digest = (await plainFile(path)) === null ? null : await hashOf(path!, onBytes, signal)
    states.push({ sha256, name, state: digest === null ? 'missing' : digest === sha256 ? 'verified' : 'changed' })
  }
  return states
}

async function hashOf(path: string, onBytes: (bytes: number) => void, signal?: AbortSignal): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    for await (const piece of createReadStream(path, { signal }) as AsyncIterable<Buffer>) {
      hash.update(piece)
      onBytes(piece.length)
    }
    return hash.digest('hex')
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

/** `verify` of a bundle file: what holds and what does not, without opening it. */
import { tmpdir } from 'node:os'
import { Fault } from '#contract/errors'
import type { VerifyResult } from '#contract/report'
import { parseJournalFile, type JournalFile } from '#main/journal/journal-file'
import { projectJournal, type JournalState } from '#main/journal/projection'
import { verifyJournalFiles } from '#main/journal/verification'
import { bundledCitations, tapFor } from './cited-bytes'
import { withPlainArchive } from './decrypted'
import { inspectArchive, type Inspection, type InspectOptions } from './inspect'
import { journalOf } from './manifest'
import type { Problem } from './problem'
import type { Unlock } from './wrap'

export interface VerifyBundleOptions extends InspectOptions, Unlock {
  /** Where an encrypted bundle is decrypted to for as long as this takes. */
  temporaryDir?: string | undefined
}

/** How the cipher around a bundle is called where a member would be named. */
export const ENCRYPTION = '(encryption)'

/**
 * Verify a bundle.
 *
 * Shape:  path → result. Of records the cited bytes are read again; numbers are `not-checked`, since that takes an opened case.
 * Errors: BND-001 the file cannot be opened; BND-009, BND-010 it is encrypted and the passphrase or key is wrong or missing.
 */
export async function verifyBundle(path: string, options: VerifyBundleOptions = {}): Promise<VerifyResult> {
  try {
    const plainOptions = { ...options, temporaryDir: options.temporaryDir ?? tmpdir() }
    return await withPlainArchive(path, plainOptions, async (plain) => {
      const cited = new CitedRecords()
      return resultOf(await inspectArchive(plain, options, cited.watch), cited)
    })
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'BND-016') throw error
    const bad = [{ member: ENCRYPTION, why: error.message, code: error.code }]
    return { ok: false, bad, evidence: [], journal: { ok: false, operations: 0, files: [] }, citations: [], signature: null }
  }
}

/** Shape: members by path → readings of the journal files among them. */
const journalsIn = (texts: ReadonlyMap<string, Buffer>): JournalFile[] =>
  [...texts].flatMap(([path, bytes]) => {
    const name = journalOf(path)
    return name === null ? [] : [parseJournalFile(name, bytes)]
  })

const stateOf = (files: readonly JournalFile[]): JournalState => projectJournal(files.flatMap((file) => file.operations))

/** Which cited records hold; the journal lies before the evidence, so what is cited is known when a file streams past. */
class CitedRecords {
  readonly held = new Set<string>()
  private state: JournalState | null = null
  readonly watch = (sha256: string, texts: ReadonlyMap<string, Buffer>) => {
    this.state ??= stateOf(journalsIn(texts))
    const tap = tapFor(this.state, sha256)
    if (tap === null) return null
    const end = async (whole: boolean) => {
      const same = await tap.end()
      if (whole) for (const id of same) this.held.add(id)
    }
    return { take: (piece: Buffer) => tap.take(piece), end }
  }
}

function resultOf(inspection: Inspection, cited: CitedRecords): VerifyResult {
  const { problems, signed, signer, texts } = inspection
  const files = journalsIn(texts)
  const journal = verifyJournalFiles(files)
  const state = stateOf(files)
  const listed = signed?.manifest.members.map((member) => member.path) ?? []
  const evidence = signed === null ? [] : evidenceStates(state, listed, problems)
  const present = new Set(evidence.filter((each) => each.state !== 'missing').map((each) => each.sha256))
  const citations = signed === null ? [] : bundledCitations(state, present, cited.held)
  const bad = [...problems.map(({ member, why, code }) => ({ member, why, code })), ...missingEvidence(state, evidence)]
  const journalOk = journal.ok && signed !== null
  const citationsHold = citations.every((each) => each.state === 'verified' || each.state === 'not-checked')
  return {
    ok: bad.length === 0 && journalOk && citationsHold,
    bad,
    evidence,
    journal: { ...journal, ok: journalOk },
    citations,
    signature: { ok: signed !== null, signer },
  }
}

function evidenceStates(state: JournalState, listed: string[], problems: readonly Problem[]): VerifyResult['evidence'] {
  const paths = new Set(listed)
  const bad = new Set(problems.map((each) => each.member))
  return state.evidence.map(({ sha256, name }) => {
    const path = `evidence/${sha256}`
    return { sha256, name, state: !paths.has(path) ? 'missing' : bad.has(path) ? 'changed' : 'verified' }
  })
}

/** Evidence that the journal counts on and that is not there; what was left out with a reason may be gone. */
export function missingEvidence(state: JournalState, evidence: VerifyResult['evidence']): VerifyResult['bad'] {
  const excluded = new Set(state.evidence.filter((record) => record.excluded_because !== null).map((record) => record.sha256))
  return evidence
    .filter((each) => each.state === 'missing' && !excluded.has(each.sha256))
    .map(({ sha256, name }) => ({ member: `evidence/${sha256}`, why: `The evidence ${name} is not there.` }))
}

/** `verify` of a bundle file: what holds and what does not, without opening it. */
import { tmpdir } from 'node:os'
import { Fault } from '#contract/errors'
import type { VerifyResult } from '#contract/report'
import { parseJournalFile } from '#main/journal/journal-file'
import { projectJournal, type JournalState } from '#main/journal/projection'
import { verifyJournalFiles } from '#main/journal/verification'
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
 * Shape:  path → result. Citations are checked against a case, so there are none here: open the bundle and verify the case.
 * Errors: BND-001 the file cannot be opened; BND-009, BND-010 it is encrypted and the passphrase or key is wrong or missing.
 */
export async function verifyBundle(path: string, options: VerifyBundleOptions = {}): Promise<VerifyResult> {
  try {
    const plainOptions = { ...options, temporaryDir: options.temporaryDir ?? tmpdir() }
    return await withPlainArchive(path, plainOptions, async (plain) => resultOf(await inspectArchive(plain, options)))
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'BND-016') throw error
    const bad = [{ member: ENCRYPTION, why: error.message, code: error.code }]
    return { ok: false, bad, evidence: [], journal: { ok: false, operations: 0, files: [] }, citations: [], signature: null }
  }
}

function resultOf(inspection: Inspection): VerifyResult {
  const { problems, signed, signer, texts } = inspection
  const files = [...texts].flatMap(([path, bytes]) => {
    const name = journalOf(path)
    return name === null ? [] : [parseJournalFile(name, bytes)]
  })
  const journal = verifyJournalFiles(files)
  const state = projectJournal(files.flatMap((file) => file.operations))
  const listed = signed?.manifest.members.map((member) => member.path) ?? []
  const evidence = signed === null ? [] : evidenceStates(state, listed, problems)
  const lost = missingEvidence(state, evidence)
  const bad = [...problems.map(({ member, why, code }) => ({ member, why, code })), ...lost]
  const journalOk = journal.ok && signed !== null
  return {
    ok: bad.length === 0 && journalOk,
    bad,
    evidence,
    journal: { ...journal, ok: journalOk },
    citations: [],
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

/** Merging a bundle into a case: looked at whole before a byte is written; evidence first, then journal lines, then the record of it. */
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { MergeResult } from '#contract/merge'
import { fault, Fault } from '#contract/errors'
import { incomingName } from '#main/intake/fingerprint'
import type { CaseFolder } from '#main/journal/case-folder'
import { journalHistory } from '#main/journal/history'
import type { Journal } from '#main/journal/journal'
import { parseJournalFile } from '#main/journal/journal-file'
import { deciding, mergeOperations, type MergedOperations } from '#main/journal/merge'
import { namesOf } from '#main/journal/names'
import { projectJournal, type JournalState } from '#main/journal/projection'
import { historyOf } from '#main/journal/standing'
import { newLines, type ForeignFile } from '#main/journal/take-in'
import { tellConflicts } from '#main/journal/told-conflicts'
import { verifyJournalFiles } from '#main/journal/verification'
import { storedMembers, type StoredMember } from './check'
import { withPlainArchive } from './decrypted'
import { evidenceFiles } from './evidence-files'
import { inspectArchive, openArchive, type InspectOptions } from './inspect'
import { evidenceOf, journalOf } from './manifest'
import { problem, problemFault } from './problem'
import type { SignedManifest } from './signed-manifest'
import { unpackMember } from './unpack'
import type { Unlock } from './wrap'

export interface MergeOptions extends InspectOptions, Unlock {
  /** Only say what would happen. */
  dryRun: boolean
}

/** A case that is open for editing. */
export interface MergeTarget {
  folder: CaseFolder
  journal: Journal
}

/** How many of the new decisions are listed (chosen). */
const LISTED = 500

interface Prepared {
  signed: SignedManifest
  files: ForeignFile[]
  merged: MergedOperations
  /** Evidence of the bundle that is not in the case. */
  evidence: StoredMember[]
}

/**
 * Merge a bundle of a copy of this case into it.
 *
 * Shape:  case that is open, path of the bundle → what was added (or would be), what contends. A merge that brings nothing writes nothing.
 * Errors: BND-001 … BND-016 the bundle; BND-018 another case; BND-019 a journal file went on in two ways; BND-020 its journal is damaged;
 *         CAS-024, BND-015 the disk. What is wrong with the bundle is found before anything is written.
 */
export async function mergeBundle(target: MergeTarget, path: string, options: MergeOptions): Promise<MergeResult> {
  const { folder, journal } = target
  return withPlainArchive(path, { ...options, temporaryDir: folder.dir }, async (plain) => {
    const prepared = await prepare(plain, target, options)
    // WHY: told before it is written; afterwards nothing of theirs would be new.
    const result = tell(prepared, journal, options.dryRun)
    if (options.dryRun) return result
    await takeEvidence(plain, prepared.evidence, folder.evidenceDir, options.signal)
    const added = deciding(await journal.takeIn(prepared.files))
    if (added.length === 0) return result
    const { fingerprint } = prepared.signed.manifest.signer
    const made = await journal.append('merge.made', { signer: fingerprint, operations: added.map(({ id }) => id).sort() })
    return { ...result, merge: made.id }
  })
}

async function prepare(plain: string, { folder, journal }: MergeTarget, options: MergeOptions): Promise<Prepared> {
  const { problems, signed, texts } = await inspectArchive(plain, options)
  if (problems[0] !== undefined || signed === null) throw problemFault(problems[0] ?? problem('BND-008', 'manifest.json'))
  if (signed.manifest.case_id !== folder.caseId) {
    throw fault('BND-018', { found: signed.manifest.case_id, expected: folder.caseId })
  }
  const files = [...texts].flatMap(([member, bytes]): ForeignFile[] => {
    const name = journalOf(member)
    return name === null ? [] : [{ name, bytes }]
  })
  const readings = files.map(({ name, bytes }) => parseJournalFile(name, bytes))
  const damaged = verifyJournalFiles(readings).files.find(({ ok }) => !ok)
  if (damaged !== undefined) throw fault('BND-020', { file: damaged.name, reason: damaged.why ?? '' })
  newLines(folder.journalDir, journal.fileName, files)
  const merged = mergeOperations(
    journal.operations(),
    readings.flatMap((reading) => reading.operations),
  )
  const here = new Set((await evidenceFiles(folder.evidenceDir)).map(({ sha256 }) => sha256))
  const evidence = storedMembers(signed).filter(({ member }) => {
    const sha256 = evidenceOf(member.path)
    return sha256 !== null && !here.has(sha256)
  })
  return { signed, files, merged, evidence }
}

function tell({ signed, merged, evidence }: Prepared, journal: Journal, dryRun: boolean): MergeResult {
  const { operations, conflicts } = merged
  const state = projectJournal(operations)
  const added = deciding(merged.added)
  const newOnes = new Set(added.map(({ id }) => id))
  const here = new Set(journal.operations().map(({ id }) => id))
  const history = { operations: () => operations, state, damage: [] }
  const signer = signed.manifest.signer.fingerprint
  const by_kind: Record<string, number> = {}
  for (const { kind } of added) by_kind[kind] = (by_kind[kind] ?? 0) + 1
  return {
    dry_run: dryRun,
    signer,
    signer_name: state.authors.get(signer) ?? '',
    added: { decisions: added.length, evidence: evidence.length, by_kind },
    evidence: evidence.map((stored) => evidenceLine(stored, state)),
    decisions: journalHistory(history, Infinity)
      .filter(({ id }) => newOnes.has(id))
      .slice(0, LISTED),
    conflicts: tellConflicts(conflicts, namesOf(historyOf(operations), state), state.authors, ({ id }) => here.has(id)),
    already_there: merged.alreadyThere,
    merge: null,
  }
}

function evidenceLine({ member }: StoredMember, state: JournalState): MergeResult['evidence'][number] {
  const sha256 = evidenceOf(member.path)!
  const name = state.evidence.find((record) => record.sha256 === sha256)?.name ?? sha256
  return { sha256, name, size_bytes: member.size_bytes }
}

async function takeEvidence(plain: string, evidence: StoredMember[], evidenceDir: string, signal?: AbortSignal): Promise<void> {
  const handle = await openArchive(plain)
  try {
    for (const stored of evidence) {
      const incoming = join(evidenceDir, incomingName())
      try {
        await unpackMember(handle, stored, incoming, signal)
        // SECURITY: the name is a hash that the content was just found to have, never a path of the bundle.
        await rename(incoming, join(evidenceDir, evidenceOf(stored.member.path)!))
      } finally {
        await rm(incoming, { force: true })
      }
    }
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof Fault || (error as NodeJS.ErrnoException).code === undefined) throw error
    throw fault('BND-015', { path: evidenceDir, reason: (error as Error).message }, error)
  } finally {
    await handle.close()
  }
}

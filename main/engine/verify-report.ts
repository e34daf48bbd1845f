/** Whether a report, from whoever it came, says what this case says: its manifest, everything it cites, its pages byte for byte. */
import { readFile } from 'node:fs/promises'
import { fault } from '#contract/errors'
import type { VerifyResult } from '#contract/report'
import { verifyCase, type VerifyCaseOptions } from '#main/bundle/verify-case'
import { verifyCitation } from '#main/findings/verify'
import { attachedManifest, MANIFEST_NAME, readReportManifest, type ReadManifest } from '#main/report/manifest'
import { renderPdf } from '#main/report/pdf'
import type { OpenCase } from './open-case'
import { questionsOf } from './questions'
import { setReport } from './report-pages'

type Bad = VerifyResult['bad']

/**
 * Verify a report against the open case.
 *
 * Shape:  path of a PDF → `bad` names what is wrong with its manifest, its pages and the evidence it rests on; `citations` are those that
 *         the report prints, executed again here.
 * Errors: RPT-003 the file cannot be read; RPT-004 it carries no manifest of a report; the signal's reason.
 */
export async function verifyReport(open: OpenCase, path: string, options: Omit<VerifyCaseOptions, 'ask'>): Promise<VerifyResult> {
  const bytes = await readFile(path, { signal: options.signal }).catch((error: unknown) => {
    options.signal?.throwIfAborted()
    throw fault('RPT-003', { path, reason: (error as Error).message }, error)
  })
  const text = attachedManifest(bytes)
  const read = text === null ? null : readReportManifest(text)
  if (text === null || read === null) throw fault('RPT-004', { path })
  const ofCase = await verifyCase(open.folder.dir, options)
  const citations = await citationsOf(open, read, options.signal)
  const cited = evidenceOf(read, ofCase)
  const pages = await comparePages(open, read, text, bytes, options.signal)
  const bad = [
    ...manifestFaults(open, read),
    ...pageFaults(pages),
    ...ofCase.bad.filter(({ member }) => concerns(member, read)),
    ...unknownHere(read, ofCase),
  ]
  const citationsHold = citations.every(({ state }) => state === 'verified')
  return {
    ok: bad.length === 0 && ofCase.journal.ok && citationsHold && read.isSigned,
    bad,
    evidence: cited,
    journal: ofCase.journal,
    citations,
    signature: { ok: read.isSigned, signer: read.signer },
    report: { journal_head: read.manifest.journal_head, same_head: sameHead(open, read), pages },
  }
}

const sameHead = ({ journal }: OpenCase, { manifest }: ReadManifest): boolean => manifest.journal_head === journal.head()

function manifestFaults({ folder }: OpenCase, { manifest, isSigned }: ReadManifest): Bad {
  const otherCase = manifest.case_id !== folder.caseId
  return [
    ...(isSigned ? [] : [{ member: MANIFEST_NAME, why: 'The manifest is not what its signer signed.' }]),
    ...(otherCase ? [{ member: MANIFEST_NAME, why: `The report is of another case (${manifest.case_id}).` }] : []),
  ]
}

type Pages = NonNullable<VerifyResult['report']>['pages']

const pageFaults = (pages: Pages): Bad =>
  pages === 'differ'
    ? [{ member: '(pages)', why: 'The pages are not those that this case, its journal and this version give.' }]
    : []

/** WHY: the same decisions and the same version give the same bytes; any other letter on a page was not put there by them. */
async function comparePages(
  open: OpenCase,
  read: ReadManifest,
  text: string,
  bytes: Buffer,
  signal?: AbortSignal,
): Promise<Pages> {
  if (!sameHead(open, read) || read.manifest.engine !== open.host.version) return 'not-compared'
  const { set } = await setReport(open, read.manifest.options, signal)
  return renderPdf({ ...set, manifest: text }).bytes.equals(bytes) ? 'same' : 'differ'
}

function evidenceOf({ manifest }: ReadManifest, { evidence }: VerifyResult): VerifyResult['evidence'] {
  const states = new Map(evidence.map(({ sha256, state }) => [sha256, state]))
  return manifest.evidence.map(({ sha256, name }) => ({ sha256, name, state: states.get(sha256) ?? 'missing' }))
}

/** Evidence of the report that nobody added here; what was added and is gone is among the faults of the case. */
function unknownHere({ manifest }: ReadManifest, { evidence }: VerifyResult): Bad {
  const known = new Set(evidence.map(({ sha256 }) => sha256))
  return manifest.evidence
    .filter(({ sha256 }) => !known.has(sha256))
    .map(({ sha256, name }) => ({ member: `evidence/${sha256}`, why: `The evidence ${name} is not in this case.` }))
}

/** Whether what is wrong in the case touches the report: a file it names, or the journal. */
const concerns = (member: string, { manifest }: ReadManifest): boolean =>
  member.startsWith('journal/') || manifest.evidence.some(({ sha256 }) => member === `evidence/${sha256}`)

async function citationsOf(open: OpenCase, { manifest }: ReadManifest, signal?: AbortSignal): Promise<VerifyResult['citations']> {
  const ask = questionsOf(open)
  const states: VerifyResult['citations'] = []
  for (const { id, citations } of manifest.entries) {
    for (const citation of citations) {
      signal?.throwIfAborted()
      states.push({ finding: id, kind: citation.kind, ...(await verifyCitation(ask, citation, signal)) })
    }
  }
  return states
}

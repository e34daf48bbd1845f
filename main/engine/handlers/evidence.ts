/** Evidence: preview before commit, add, ledger, rejects, corrections. */
import type { ClockComparison } from '#contract/clocks'
import type { EvidencePreview, EvidenceSource, RejectRow, SourceOptions } from '#contract/evidence'
import { fault } from '#contract/errors'
import { evidencePlace } from '#main/intake/files'
import { yearOfCase } from '#main/intake/load'
import { withMember } from '#main/intake/member-file'
import { PLAIN_MEMBER } from '#main/intake/ledger'
import { PREVIEW_BYTES, previewFile, previewFiles } from '#main/intake/preview'
import { fileAt } from '#main/intake/add'
import { walk } from '#main/intake/walk'
import { clockDifferences } from '#main/queries/clocks'
import { BYTES, COUNT, nullable, TEXT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import { addEvidence } from '../add-evidence'
import { operations as os, streamed } from '../answering'
import { evidenceLedger } from '../ledger'
import type { OpenCase } from '../open-case'
import type { Workspace } from '../workspace'
import { mayRead } from './case'

const ledgerOf = (open: OpenCase): Promise<EvidenceSource[]> => evidenceLedger(open.store, open.journal.state.evidence)

/** Errors: ENG-003 the case does not hold this file. */
async function sourceIn(open: OpenCase, sha256: string): Promise<EvidenceSource> {
  const all = (await ledgerOf(open)).filter((candidate) => candidate.sha256 === sha256)
  const source = all.find(({ member, format }) => member === undefined || format !== null) ?? all[0]
  if (source === undefined) throw fault('ENG-003', { what: 'evidence file', id: sha256 })
  return source
}

async function* preview(
  workspace: Workspace,
  items: readonly { path: string; options: SourceOptions }[],
  signal?: AbortSignal,
): AsyncGenerator<EvidencePreview> {
  const open = workspace.caseOrNull
  const around = {
    displayZone: open?.settings.display_zone ?? null,
    caseYear: open === null ? null : await yearOfCase(open.store),
  }
  for (const { path, options } of items) {
    for await (const file of walk([mayRead(workspace, path)])) {
      signal?.throwIfAborted()
      yield* previewFiles(file, options, around, signal)
    }
  }
}

async function rejects(
  open: OpenCase,
  input: { sha256?: string | undefined; after: number; limit: number },
): Promise<{ rows: RejectRow[]; total: number }> {
  const { sha256 = null, after, limit } = input
  const filter = sql`FROM reject r JOIN source s USING (source_id) WHERE ${sha256}::VARCHAR IS NULL OR s.sha256 = ${sha256}
    OR json_extract_string(s.result, '$.sha256') = ${sha256}`
  const [rows, total] = await Promise.all([
    open.store.all(
      sql`SELECT s.sha256 AS evidence, CASE WHEN s.record_unit = 'line' THEN r.record END AS line, r.byte_offset, r.byte_length, r.reason, r.raw
          ${filter} ORDER BY r.source_id, r.record, r.byte_offset LIMIT ${limit} OFFSET ${after}`,
      { evidence: TEXT, line: nullable(COUNT), byte_offset: COUNT, byte_length: COUNT, reason: TEXT, raw: BYTES },
    ),
    open.store.first(sql`SELECT count(*) AS n ${filter}`, { n: COUNT }),
  ])
  return { rows: rows.map((row) => ({ ...row, raw: Buffer.from(row.raw).toString('utf8') })), total: total?.n ?? 0 }
}

async function clocks(open: OpenCase, signal?: AbortSignal): Promise<ClockComparison[]> {
  const [differences, sources] = await Promise.all([clockDifferences(open.store, { signal }), ledgerOf(open)])
  const names = new Map(sources.map(({ sha256, name }) => [sha256, name]))
  const nameOf = (sha256: string): string => names.get(sha256) ?? sha256
  return differences.map((one) => ({ ...one, name: nameOf(one.sha256), other_name: nameOf(one.other_sha256) }))
}

/** The source read again with other options; nothing is recorded. */
async function previewSet(open: OpenCase, sha256: string, options: SourceOptions): Promise<EvidencePreview> {
  const source = await sourceIn(open, sha256)
  const { evidence, member = PLAIN_MEMBER } = targetOf(source, sha256)
  if (source.container !== undefined) {
    const { path, size_bytes } = source
    return { path, size_bytes, candidates: [], result: source, whole: false, sample: [], rejects: [], head: [] }
  }
  const place = await evidencePlace(open.folder.evidenceDir, evidence)
  const around = { displayZone: open.settings.display_zone, caseYear: await yearOfCase(open.store) }
  // WHY: the date of our copy says nothing of the records; that of the original was recorded when it was added.
  const record = open.journal.state.evidence.find((known) => known.sha256 === sha256)
  const modifiedUs = record?.modified_us ?? null
  const look = async (path: string): Promise<EvidencePreview> =>
    previewFile({ ...(await fileAt(path)), name: source.name, modifiedUs }, { ...source.options, ...options }, around)
  return { ...(await withMember(place.path, member, PREVIEW_BYTES + 1, look)), path: source.path }
}

/** What a decision about a source names: its evidence file, and of a member its address in it. */
function targetOf({ member, member_of }: EvidenceSource, sha256: string): { evidence: string; member?: string } {
  return member === undefined || member_of === undefined ? { evidence: sha256 } : { evidence: member_of, member }
}

/**
 * WHY: what a mapping leaves open is decided by the values; the decision is recorded, so that it stays the one that was seen.
 *
 * Shape: a correction → the same with the whole mapping it leads to, where it is about columns.
 */
async function withMapping(open: OpenCase, sha256: string, options: SourceOptions): Promise<SourceOptions> {
  if (options.mapping === undefined && options.format === undefined) return options
  const { mapping } = (await previewSet(open, sha256, options)).result
  return mapping === undefined ? options : { ...options, mapping }
}

async function recordAndReload(
  workspace: Workspace,
  sha256: string,
  record: (target: { sha256: string; member?: string }) => Promise<unknown>,
): Promise<EvidenceSource> {
  const open = workspace.case
  const { evidence, ...member } = targetOf(await sourceIn(open, sha256), sha256)
  await record({ sha256: evidence, ...member })
  await workspace.bringUpToDate('Reading the source again', false)
  open.changed()
  return sourceIn(open, sha256)
}

export function evidenceHandlers(workspace: Workspace) {
  return {
    preview: os.evidence.preview.handler(({ input, signal }) => streamed(preview(workspace, input.items, signal))),
    add: os.evidence.add.handler(({ input, signal }) => {
      for (const { path } of input.items) mayRead(workspace, path)
      return streamed(addEvidence(workspace, input.items, { inPlace: input.in_place, title: 'Adding evidence' }, signal))
    }),
    list: os.evidence.list.handler(() => ledgerOf(workspace.case)),
    rejects: os.evidence.rejects.handler(({ input }) => rejects(workspace.case, input)),
    clocks: os.evidence.clocks.handler(({ signal }) => clocks(workspace.case, signal)),
    previewSet: os.evidence.previewSet.handler(({ input }) => previewSet(workspace.case, input.sha256, input.options)),
    set: os.evidence.set.handler(({ input }) =>
      recordAndReload(workspace, input.sha256, async (target) => {
        const options = await withMapping(workspace.case, input.sha256, input.options)
        return workspace.case.journal.append('evidence.set', { ...target, options })
      }),
    ),
    exclude: os.evidence.exclude.handler(({ input }) =>
      recordAndReload(workspace, input.sha256, (target) =>
        workspace.case.journal.append('evidence.excluded', { ...target, reason: input.reason }),
      ),
    ),
  }
}

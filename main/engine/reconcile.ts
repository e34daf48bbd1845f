/** Brings the case database in line with evidence and journal: it is a cache, this is how it is filled. */
import type { FileResult } from '#contract/evidence'
import type { FormatId } from '#contract/formats'
import { derive } from '#main/analysis/derive'
import { deriveVerdicts, type Register } from '#main/analysis/verdicts'
import { ZoneClock } from '#main/formats/kit/clock'
import { projectDecisions } from '#main/findings/project-decisions'
import { evidenceFiles } from '#main/bundle/evidence-files'
import { discardEvidence } from '#main/intake/fingerprint'
import { containerRows } from '#main/intake/container-ledger'
import { deleteSource, TABLES_BY_SOURCE } from '#main/intake/ledger'
import type { KnownDecision } from '#main/intake/decide'
import { loadSource, type LoadOptions } from '#main/intake/load'
import { loadContainer } from '#main/intake/load-container'
import { LoadSession } from '#main/intake/load-session'
import { failedResult } from '#main/intake/results'
import { canonicalDigest } from '#main/journal/canonical'
import type { MemberDecision } from '#main/journal/operation-kinds'
import type { EvidenceRecord } from '#main/journal/projection'
import { summarise } from '#main/queries/summary'
import { BOOLEAN, COUNT, TEXT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Store } from '#main/store/store'
import { elsewhereIn } from './elsewhere'
import type { OpenCase } from './open-case'

export interface Progress {
  detail?: string
  done?: number
  total?: number
  records?: number
  path?: string
}

export interface ReconcileOptions {
  /** Throw away what is derived and read every file again. */
  force: boolean
  signal?: AbortSignal | undefined
  progress?: ((change: Progress) => void) | undefined
}

/** What each file of the journal came to; `failed` files are said in their result. */
export interface Reconciled {
  files: FileResult[]
}

/** Tables that hold what comes from evidence; emptied before everything is read again. */
const FROM_EVIDENCE: readonly string[] = [...TABLES_BY_SOURCE, 'repeat_of', 'text', 'ip']

/**
 * Load what is missing, take out what is excluded, derive again.
 *
 * Shape:  open case → the result of every file that is not excluded, in the order they were added.
 * Errors: the signal's reason (what was finished stays); what deriving can meet. A file that cannot be loaded stops nobody.
 */
export async function reconcile(open: OpenCase, options: ReconcileOptions): Promise<Reconciled> {
  const files: FileResult[] = []
  await open.store.withWriter(async (writer) => {
    if (options.force) await empty(writer)
    const active = open.journal.state.evidence.filter((record) => record.excluded_because === null)
    await removeOthers(writer, new Set(active.map(({ sha256 }) => sha256)))
    const session = new LoadSession(writer)
    for (const [index, record] of active.entries()) {
      options.progress?.({ detail: record.name, done: index, total: active.length, path: record.path })
      files.push(...(await loadRecord(open, session, record, options)))
    }
    await finishWriting(open, writer, options.signal)
    options.progress?.({ detail: '', done: active.length, total: active.length })
  })
  return { files }
}

const IN_LINE_WITH = 'in_line_with'

/** Project the journal's decisions, derive everything else, and sum it up; the last step of every job that writes. */
export async function finishWriting(open: OpenCase, writer: Store, signal?: AbortSignal): Promise<void> {
  await projectDecisions(writer, open.journal.state)
  const evidence = open.journal.state.evidence.map(({ sha256 }) => sha256)
  await derive(writer, { homeNetworks: open.settings.home_networks, evidence, register: registerOf(open) }, signal)
  await finish(open, writer, signal)
}

/** Work out anew what the access register says of sessions, and nothing else: for changes of the register or of the zone its hours are in. */
export async function finishRegister(open: OpenCase, writer: Store): Promise<void> {
  await writer.transaction((transaction) => deriveVerdicts(transaction, registerOf(open)))
  await finish(open, writer)
}

function registerOf({ journal, settings }: OpenCase): Register {
  const clock = new ZoneClock(settings.display_zone)
  return { rows: journal.state.access, zone: settings.display_zone, offsetAt: (utcUs) => clock.offsetUsAt(utcUs) }
}

async function finish(open: OpenCase, writer: Store, signal?: AbortSignal): Promise<void> {
  await writer.run(sql`DELETE FROM meta WHERE key = ${IN_LINE_WITH}`)
  await writer.run(sql`INSERT INTO meta VALUES (${IN_LINE_WITH}, ${await lineOf(open, writer)})`)
  await summarise(writer, { signal })
  await writer.checkpoint()
}

/** Shape: → a digest of what the database holds and of the decisions it was derived with. */
async function lineOf(open: OpenCase, store: Store): Promise<string> {
  const sources = await store.all(
    sql`SELECT sha256, options, complete FROM source WHERE format <> 'manual' ORDER BY sha256, member`,
    {
      sha256: TEXT,
      options: TEXT,
      complete: BOOLEAN,
    },
  )
  const { settings, tags, events, access } = open.journal.state
  return canonicalDigest({
    sources,
    home: settings.home_networks,
    tags: [...tags],
    events,
    access,
    zone: access.length === 0 ? null : settings.display_zone,
  })
}

/**
 * Mend a database that a job left in the middle: files the journal does not know are taken out, and what is derived is derived again.
 *
 * Shape: open case → whether anything had to be mended. A load that was cut off leaves the case as it was before that file.
 */
export async function mend(open: OpenCase): Promise<boolean> {
  const stored = await open.store.first(sql`SELECT value FROM meta WHERE key = ${IN_LINE_WITH}`, { value: TEXT })
  const isEmpty =
    stored === undefined && (await open.store.first(sql`SELECT 1 AS one FROM source LIMIT 1`, { one: COUNT })) === undefined
  if (isEmpty && open.journal.state.evidence.length === 0 && open.journal.state.events.length === 0) return false
  if (stored?.value === (await lineOf(open, open.store))) return false
  await open.store.withWriter(async (writer) => {
    const active = open.journal.state.evidence.filter((record) => record.excluded_because === null)
    await removeOthers(writer, new Set(active.map(({ sha256 }) => sha256)))
    await finishWriting(open, writer)
  })
  await discardUnknown(open)
  return true
}

/** Bytes that a cut-off `add` copied and that no line of the journal names; what came with a merge that was undone stays. */
async function discardUnknown({ folder, journal }: OpenCase): Promise<void> {
  for (const { sha256 } of await evidenceFiles(folder.evidenceDir))
    if (!journal.state.everAdded.has(sha256)) await discardEvidence(folder.evidenceDir, sha256)
}

async function empty(writer: Store): Promise<void> {
  await writer.transaction(async (transaction) => {
    for (const table of FROM_EVIDENCE) await transaction.run(sql`DELETE FROM ${sql.raw(table)}`)
    await transaction.run(sql`DELETE FROM meta WHERE key <> 'schema_version'`)
  })
}

async function removeOthers(writer: Store, wanted: ReadonlySet<string>): Promise<void> {
  const rows = await writer.all(sql`SELECT DISTINCT sha256 FROM source WHERE format <> 'manual'`, { sha256: TEXT })
  const containers = [...(await containerRows(writer)).keys()]
  const held = new Set([...rows.map(({ sha256 }) => sha256), ...containers])
  for (const sha256 of held) if (!wanted.has(sha256)) await deleteSource(writer, sha256)
}

async function loadRecord(
  open: OpenCase,
  session: LoadSession,
  record: EvidenceRecord,
  options: ReconcileOptions,
): Promise<FileResult[]> {
  const { settings, folder, host, journal } = open
  const request = {
    ...{ evidenceDir: folder.evidenceDir, sha256: record.sha256, name: record.name, options: record.options },
    ...{
      homeNetworks: settings.home_networks,
      displayZone: settings.display_zone,
      modifiedUs: record.modified_us ?? null,
      verify: true,
    },
  }
  const loading: LoadOptions = {
    ...{ worker: host.intakeWorker, signal: options.signal },
    onProgress: ({ records }) => options.progress?.({ records }),
  }
  try {
    if (record.container === undefined) return [await loadSource(session, { ...request, known: knownOf(record) }, loading)]
    const others = elsewhereIn(journal.state.evidence)
    const elsewhere = (sha256: string) => others(sha256, record.sha256)
    const knownMembers = new Map((record.members ?? []).map((member) => [member.member, knownOf(member)]))
    return await loadContainer(
      session,
      { ...request, kind: record.container, knownMembers, elsewhere, ofMembers: record.of_members },
      loading,
    )
  } catch (error) {
    options.signal?.throwIfAborted()
    return [failedResult(record.path, record.size_bytes, error)]
  }
}

const knownOf = ({ format, zone, zone_rule, year, mapping }: EvidenceRecord | MemberDecision): KnownDecision => ({
  ...{ format: format as FormatId | null, zone, zoneRule: zone_rule, year, mapping },
})

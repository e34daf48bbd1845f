/** Reports: pages to look at, and the PDF. */
import { rename, rm, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { basename, resolve } from 'node:path'
import { fault } from '#contract/errors'
import type { ReportJournal } from '#main/report/content'
import type { ReportOptions, ReportPreview, ReportResult } from '#contract/report'
import { microsFromIso } from '#contract/units'
import { stampTime } from '#main/journal/clock'
import { BOOKKEEPING } from '#main/journal/operation-kinds'
import { buildDocument } from '#main/report/document'
import { gatherContent, type ReportSource } from '#main/report/gather'
import { renderPdf, type SetDocument } from '#main/report/pdf'
import { renderPages } from '#main/report/preview'
import { operations as os } from '../answering'
import type { OpenCase } from '../open-case'
import { questionsOf } from '../questions'
import type { Workspace } from '../workspace'
import { mayWrite } from './case'

/** WHY: records of the journal itself and of exports decide nothing; a report made after one must be the same bytes. */
export function reportJournal({ journal }: OpenCase): ReportJournal {
  const { state } = journal
  const deciding = journal.operations().filter(({ kind }) => !BOOKKEEPING.has(kind))
  const last = deciding.at(-1)
  const signers = new Set(deciding.map(({ author }) => author))
  return {
    head: journal.head(),
    operations: deciding.length,
    lastAt: last === undefined ? null : stampTime(last.hlc),
    authors: [...signers].sort().map((key) => state.authors.get(key) || `key ${key.slice(0, 8)}`),
  }
}

async function sourceOf(open: OpenCase): Promise<ReportSource> {
  const { store, host } = open
  const { state } = open.journal
  return {
    store,
    ask: questionsOf(open),
    info: await open.info(),
    entries: state.entries,
    manualEvents: state.events.map((event) => ({
      tsUs: microsFromIso(event.ts) ?? 0,
      message: event.message,
      author: event.author,
    })),
    journal: reportJournal(open),
    engineVersion: host.version,
  }
}

async function setOf(open: OpenCase, options: ReportOptions, signal?: AbortSignal) {
  const content = await gatherContent(await sourceOf(open), options, signal)
  const drawings = [...content.charts, ...content.citationCharts.values()]
  const set: SetDocument = {
    document: buildDocument(content),
    charts: Object.fromEntries(drawings.map(({ id, svg }) => [`${id}.svg`, svg])),
  }
  return { content, set }
}

async function preview(open: OpenCase, options: ReportOptions, signal?: AbortSignal): Promise<ReportPreview> {
  const { content, set } = await setOf(open, options, signal)
  const svg = renderPages(set)
  return { pages: svg.length, svg, citations: content.citationStates, journal_head: content.journal.head }
}

async function exportPdf(open: OpenCase, options: ReportOptions, path: string, signal?: AbortSignal): Promise<ReportResult> {
  const { set } = await setOf(open, options, signal)
  return writePdf(open, 'report', renderPdf(set), path)
}

/** Errors: RPT-002 it cannot be written; nothing is left half-written. The export is recorded in the journal. */
export async function writePdf(
  open: OpenCase,
  what: string,
  { bytes, pages }: { bytes: Buffer; pages: number },
  path: string,
): Promise<ReportResult> {
  const target = resolve(path)
  const draft = `${target}.${process.pid}.new`
  try {
    await writeFile(draft, bytes, { mode: 0o600 })
    await rename(draft, target)
  } catch (error) {
    await rm(draft, { force: true })
    throw fault('RPT-002', { path: target, reason: (error as Error).message }, error)
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await open.journal.append('export.made', { what, path_name: basename(target), sha256 })
  return { path: target, pages, sha256 }
}

export function reportHandlers(workspace: Workspace) {
  return {
    preview: os.report.preview.handler(({ input, signal }) => preview(workspace.case, input, signal)),
    exportPdf: os.report.exportPdf.handler(({ input, signal }) =>
      exportPdf(workspace.case, input.options, mayWrite(workspace, input.path), signal),
    ),
  }
}

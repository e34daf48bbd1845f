/** Reports: pages to look at, and the PDF. */
import { rename, rm, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { basename, resolve } from 'node:path'
import { fault } from '#contract/errors'
import type { ReportOptions, ReportPreview, ReportResult } from '#contract/report'
import { manifestOf, signReportManifest } from '#main/report/manifest'
import { renderPdf } from '#main/report/pdf'
import { renderPages } from '#main/report/preview'
import { operations as os } from '../answering'
import type { OpenCase } from '../open-case'
import { setReport } from '../report-pages'
import { verifyReport } from '../verify-report'
import type { Workspace } from '../workspace'
import { mayRead, mayWrite } from './case'

async function preview(open: OpenCase, options: ReportOptions, signal?: AbortSignal): Promise<ReportPreview> {
  const { content, set } = await setReport(open, options, signal)
  const svg = renderPages(set)
  return { pages: svg.length, svg, citations: content.citationStates, journal_head: content.journal.head }
}

async function exportPdf(open: OpenCase, options: ReportOptions, path: string, signal?: AbortSignal): Promise<ReportResult> {
  const { content, set } = await setReport(open, options, signal)
  const manifest = signReportManifest(manifestOf(content), open.journal.identity)
  return writePdf(open, 'report', renderPdf({ ...set, manifest }), path)
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
    verify: os.report.verify.handler(({ input, signal }) =>
      verifyReport(workspace.case, mayRead(workspace, input.path), { signal }),
    ),
  }
}

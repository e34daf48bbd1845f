/** Sets a document: a tagged PDF that keeps PDF/UA-1 and PDF/A-3, or its pages as pictures. Opens no file and no socket; everything goes in as data. */
import { tmpdir } from 'node:os'
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'
import { Fault, fault } from '#contract/errors'
import { reportFonts } from './fonts'
import type { DocumentModel } from './model'
import { declareUa } from './standards'
import type { SheetModel } from './sheet'
import { SHEET_TEMPLATE } from './sheet-template'
import { TEMPLATE } from './template'

/** A report with its charts: file name → SVG. */
export interface SetDocument {
  document: DocumentModel
  charts: Readonly<Record<string, string>>
  /** What the report cites, as `signReportManifest` writes it; goes into the PDF as an attachment. */
  manifest?: string | undefined
}

let shared: NodeCompiler | undefined

function compiler(): NodeCompiler {
  shared ??= NodeCompiler.create({ workspace: tmpdir(), fontArgs: [{ fontBlobs: reportFonts() }] })
  return shared
}

interface Diagnostic {
  message?: string
  hints?: string[]
}

function reasonOf(typesetter: NodeCompiler, error: unknown): string {
  try {
    const found = typesetter.fetchDiagnostics(error as Parameters<NodeCompiler['fetchDiagnostics']>[0]) as Diagnostic[]
    return (
      found
        .map(({ message }) => message ?? '')
        .filter((text) => text !== '')
        .join('; ') || 'the typesetter gave no reason'
    )
  } catch {
    return 'the typesetter gave no reason'
  }
}

interface Typeset {
  typesetter: NodeCompiler
  pages: NodeTypstDocument
}

/** Shape: document → the typesetter and the pages it set. Errors: RPT-001. */
export function typeset({ document, charts, manifest }: SetDocument): Typeset {
  const inputs: Record<string, string> = { document: JSON.stringify(document), charts: JSON.stringify(charts) }
  if (manifest !== undefined) inputs['manifest'] = manifest
  return compiled(TEMPLATE, inputs)
}

function compiled(mainFileContent: string, inputs: Record<string, string>): Typeset {
  const typesetter = compiler()
  typesetter.evictCache(10)
  const result = typesetter.compile({ mainFileContent, inputs })
  const { result: pages } = result
  if (pages === null) throw fault('RPT-001', { reason: reasonOf(typesetter, result.takeError()) })
  return { typesetter, pages }
}

/**
 * Set the report as PDF.
 *
 * Shape:  document → bytes and number of pages; the same document gives the same bytes.
 * Errors: RPT-001 the typesetter refused it.
 * Source: ISO 14289-1 (PDF/UA-1), ISO 19005-3 (PDF/A-3a).
 */
export const renderPdf = (input: SetDocument): RenderedPdf => pdfOf(typeset(input))

/** Set the sheets for owners of servers as PDF; shape and errors as of the report. */
export const renderSheet = (sheet: SheetModel): RenderedPdf =>
  pdfOf(compiled(SHEET_TEMPLATE, { document: JSON.stringify(sheet), charts: '{}' }))

export interface RenderedPdf {
  bytes: Buffer
  pages: number
}

function pdfOf({ typesetter, pages }: Typeset): RenderedPdf {
  try {
    // WHY: the typesetter keeps one standard at a time: the first setting only finds out whether the document is accessible.
    typesetter.pdf(pages, { pdfStandard: 'ua-1' })
    return { bytes: declareUa(typesetter.pdf(pages, { pdfStandard: 'a-3a' })), pages: pages.numOfPages }
  } catch (error) {
    if (error instanceof Fault) throw error
    throw fault('RPT-001', { reason: error instanceof Error ? error.message : String(error) }, error)
  }
}

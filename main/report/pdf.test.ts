/** The set report: a tagged PDF, the same bytes each time, whatever the evidence holds; its pages as pictures. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { buildDocument } from './document'
import { testIdentity } from '#main/journal/test/journals'
import { reportFonts } from './fonts'
import { attachedManifest, manifestOf, readReportManifest, signReportManifest } from './manifest'
import { renderPdf, type SetDocument } from './pdf'
import { renderPages } from './preview'
import { DRAWN } from './printable'
import { RAW, row, smallCase } from './test/fixture'

function setOf(content = smallCase()): SetDocument {
  const drawings = [...content.charts, ...content.citationCharts.values()]
  return { document: buildDocument(content), charts: Object.fromEntries(drawings.map(({ id, svg }) => [`${id}.svg`, svg])) }
}

/** Shape: PDF → its text by pdftotext, or null where this machine has none. */
function textOf(pdf: Buffer): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'backtrail-report-'))
  try {
    writeFileSync(join(folder, 'report.pdf'), pdf)
    return execFileSync('pdftotext', [join(folder, 'report.pdf'), '-'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    console.warn('not compared: pdftotext is not there')
    return null
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Shape: PDF → what pdfinfo and pdfdetach say of it and complain about, or null where this machine has none. */
function pdfinfoOf(pdf: Buffer): { info: string; files: string; complaints: string } | null {
  const folder = mkdtempSync(join(tmpdir(), 'backtrail-report-'))
  const path = join(folder, 'report.pdf')
  try {
    writeFileSync(path, pdf)
    const info = spawnSync('pdfinfo', [path], { encoding: 'utf8' })
    const files = spawnSync('pdfdetach', ['-list', path], { encoding: 'utf8' })
    if (info.error !== undefined || files.error !== undefined) return null
    return { info: info.stdout, files: files.stdout, complaints: info.stderr + files.stderr }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const squeezed = (text: string) => text.replaceAll(/\s+/g, '')

describe('the report as PDF', () => {
  const { bytes, pages } = renderPdf(setOf())

  it('is PDF/UA-1 and PDF/A-3a, tagged, titled and dated by the journal', () => {
    const text = bytes.toString('latin1')
    expect(text.startsWith('%PDF-1.7')).toBe(true)
    expect(text).toMatch(/<pdfaid:part>3<\/pdfaid:part><pdfaid:conformance>A<.*<pdfuaid:part>1<\/pdfuaid:part>/)
    expect(text).toContain('/DisplayDocTitle true')
    expect(text).toContain('Odd IRC connections: incident investigation report')
    expect(text).toContain('2026-11-20T10:04:22')
    expect(pages).toBeGreaterThan(8)
  })

  it('is the same bytes each time', () => expect(renderPdf(setOf()).bytes.equals(bytes)).toBe(true))

  it('carries what it cites as a signed attachment, which any change shows', () => {
    const manifest = signReportManifest(manifestOf(smallCase()), testIdentity())
    const { bytes: carrying } = renderPdf({ ...setOf(), manifest })
    expect(attachedManifest(carrying)).toBe(manifest)
    expect(attachedManifest(bytes)).toBeNull()
    const read = readReportManifest(manifest)!
    expect([read.isSigned, read.signer]).toEqual([true, testIdentity().fingerprint])
    expect(read.manifest.entries.map(({ id }) => id)).toContain(smallCase().findings[0]!.id)
    expect(readReportManifest(manifest.replace('"engine":"', '"engine":"x'))?.isSigned).toBe(false)
    expect([readReportManifest('{}'), readReportManifest('nothing')]).toEqual([null, null])
    for (const hostile of ['', '%PDF-1.7\nstartxref\n0\n%%EOF\n', 'startxref\n99999999\n%%EOF']) {
      expect(attachedManifest(Buffer.from(hostile))).toBeNull()
    }
  })

  it('is taken by readers of PDF as one whole file with its attachment', () => {
    const manifest = signReportManifest(manifestOf(smallCase()), testIdentity())
    const read = pdfinfoOf(renderPdf({ ...setOf(), manifest }).bytes)
    if (read === null) return
    expect(read.info).toMatch(/Tagged:\s+yes/)
    expect(read.files).toContain('citations.json')
    // WHY: poppler wants an indirect object where the standard allows a plain `false`.
    expect(read.complaints.replaceAll('Syntax Error: Suspects object is wrong type (boolean)\n', '')).toBe('')
  })

  it('lets the raw line of an exhibit be read back whole', () => {
    const text = textOf(bytes)
    if (text === null) return
    expect(squeezed(text)).toContain(squeezed(RAW))
    expect(text.match(/TLP:AMBER/g)?.length).toBe(pages * 2)
    expect(text).toContain('<script>alert(1)</script>')
  })

  it('draws every character that passes as printable', () => {
    const content = smallCase()
    const all = DRAWN.flatMap(([low, high]) =>
      Array.from({ length: high - low + 1 }, (_, index) => String.fromCodePoint(low + index)),
    ).join('')
    content.findings[0]!.citations = [row('c1', 'E1', { raw: all })]
    content.findings[0]!.title = all
    content.findings[0]!.body = `\`\`\`\n${all}\n\`\`\``
    expect(renderPdf(setOf(content)).pages).toBeGreaterThan(8)
  })

  it('keeps words of any length on the page, and they read back whole', () => {
    const word = 'x'.repeat(299)
    const content = smallCase()
    Object.assign(content.case, { name: word })
    Object.assign(content.findings[0]!, { title: word, body: `**${word}** \`${word}\`` })
    content.findings[0]!.citations = [row('c1', 'E1', { file_name: word, raw: word })]
    Object.assign(content.evidence[0]!, { name: word })
    const text = textOf(renderPdf(setOf(content)).bytes)
    if (text === null) return
    expect(squeezed(text).split(word).length).toBeGreaterThan(8)
    expect(text).not.toMatch(/[\u200b\ufffc]/)
  })

  it('sets a case with nothing in it', () => {
    const empty = {
      ...smallCase(),
      findings: [],
      lessons: [],
      questions: [],
      notes: [],
      hosts: [],
      indicators: [],
      charts: [],
      evidence: [],
      manualEvents: [],
      eventsPerDay: [],
      events: new Map(),
      citationCharts: new Map(),
    }
    expect(renderPdf(setOf(empty)).pages).toBeGreaterThan(3)
  })
})

describe('the report as pictures', () => {
  const pictures = renderPages(setOf())

  it('has as many pages as the PDF, each a whole drawing of its own', () => {
    expect(pictures.length).toBe(renderPdf(setOf()).pages)
    const dangling = pictures.filter((svg) =>
      [...svg.matchAll(/(?:href="#|url\(#)([^")]+)/g)].some(([, id]) => !svg.includes(`id="${id}"`)),
    )
    expect(dangling).toEqual([])
  })

  it('is well-formed', () => {
    for (const svg of pictures) {
      const parser = new SaxesParser({ xmlns: true })
      parser.on('error', (error) => expect.fail(error.message.slice(0, 200)))
      parser.write(svg).close()
    }
  })

  it('holds nothing that can act', () => {
    const acting = /<script|<foreignObject|<a[ >]|\son\w+=|href="(?!#|data:image\/)[^"]*/gi
    expect(pictures.flatMap((svg) => [...svg.matchAll(acting)].map(([found]) => found.slice(0, 80)))).toEqual([])
  })
})

it('unpacks every typeface to OpenType', () => {
  expect(reportFonts().map((font) => font.readUInt32BE(0))).toEqual(Array(7).fill(0x00010000))
})

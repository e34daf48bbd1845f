/** The document of a small case, held as JSON; what is in it and what must never be. BACKTRAIL_GOLDEN=1 rewrites the expected file. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { REPORT_SECTIONS } from '#contract/report'
import { buildDocument } from './document'
import type { Block, DocumentModel } from './model'
import { HOSTILE, RAW, smallCase } from './test/fixture'

const GOLDEN = join(import.meta.dirname, 'test/small-case.expected.json')
const blocksOf = (document: DocumentModel): Block[] => document.sections.flatMap(({ blocks }) => blocks)
const exhibitsOf = (document: DocumentModel) => blocksOf(document).filter((block) => block.kind === 'exhibit')

describe('document of a small case', () => {
  it('is the document that was reviewed', () => {
    const document = buildDocument(smallCase())
    if (process.env['BACKTRAIL_GOLDEN'] === '1') writeFileSync(GOLDEN, `${JSON.stringify(document, null, 2)}\n`)
    expect(document).toEqual(JSON.parse(readFileSync(GOLDEN, 'utf8')))
  })

  it('has every section in the fixed order, or those that are asked for', () => {
    expect(buildDocument(smallCase()).sections.map(({ id }) => id)).toEqual([...REPORT_SECTIONS])
    const chosen = smallCase()
    chosen.options.sections = ['method', 'findings']
    expect(buildDocument(chosen).sections.map(({ id }) => id)).toEqual(['findings', 'method'])
  })

  it('carries an exhibit whole: joined, its lines are the record', () => {
    const [first] = exhibitsOf(buildDocument(smallCase()))
    expect(first?.lines.join('')).toBe(RAW)
    expect(first?.facts.map(({ name }) => name)).toEqual(['File', 'SHA-256', 'Place', 'Time', 'Clock', 'Read as', 'Measured'])
  })

  it('says of each citation what became of it', () => {
    expect(exhibitsOf(buildDocument(smallCase())).map(({ label, state }) => `${label} ${state.text}`)).toEqual([
      'F1·E1 verified',
      'F1·E2 verified',
      'F2·E1 changed since it was cited',
    ])
  })

  it('holds no character that hides or reorders others', () => {
    const text = JSON.stringify(buildDocument(smallCase()))
    expect(HOSTILE).toMatch(/\u202e/)
    expect(text).toContain('⟨U+202E⟩gnp.exe')
    expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff]/)
  })

  it('says so where there is nothing', () => {
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
      events: new Map(),
    }
    const said = buildDocument(empty).sections.map(({ blocks }) => JSON.stringify(blocks))
    expect(said.every((text) => text.length > 20)).toBe(true)
  })
})

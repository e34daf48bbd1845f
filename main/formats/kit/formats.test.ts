/** The one test of every format: its samples are its test. BACKTRAIL_GOLDEN=1 rewrites the expected files. */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FORMAT_IDS } from '#contract/formats'
import { SourceOptions } from '#contract/evidence'
import { readBytes } from './bytes-input'
import { decideClock } from './clock-decision'
import { candidates, headOf } from './detect'
import type { FormatDefinition } from './format'
import { goldenOf } from './golden'
import { FORMAT_FOLDERS, FORMATS } from './registry'
import { isNamed } from './taxonomy'

const ROOT = join(import.meta.dirname, '..')

interface Sample {
  name: string
  bytes: Uint8Array
  options: SourceOptions
  modifiedUs: number | null
  expectedPath: string
}

function samplesOf(folder: string): Sample[] {
  const path = join(ROOT, folder, 'samples')
  if (!existsSync(path)) return []
  const names = readdirSync(path).filter((name) => !/\.(options|expected)\.json$/.test(name) && name !== 'README.md')
  return names.sort().map((name) => {
    const optionsPath = join(path, `${name}.options.json`)
    const stated = existsSync(optionsPath) ? (JSON.parse(readFileSync(optionsPath, 'utf8')) as Record<string, unknown>) : {}
    const { modifiedUs, ...options } = stated
    return {
      name,
      bytes: readFileSync(join(path, name)),
      options: SourceOptions.parse(options),
      modifiedUs: typeof modifiedUs === 'number' ? modifiedUs : null,
      expectedPath: join(path, `${name}.expected.json`),
    }
  })
}

async function read(format: FormatDefinition, sample: Sample) {
  const { sink, failure } = await readBytes(format, sample.bytes, sample.options, {
    name: sample.name,
    modifiedUs: sample.modifiedUs,
  })
  const clock = decideClock(format, headOf(sample.bytes, true), sample.options, { modifiedUs: sample.modifiedUs })
  return { sink, golden: goldenOf(sink, clock, failure) }
}

describe.each([...FORMAT_FOLDERS])('format %s', (folder, format) => {
  const samples = samplesOf(folder)

  it('is named as its folder, with an id of the contract', () => {
    expect(format.id).toBe(folder)
    expect(FORMAT_IDS).toContain(format.id)
  })

  it('documents every field with unit and sentence, and every name with its provenance', () => {
    expect(format.fields.filter(({ name, unit, doc }) => name === '' || unit === '' || !doc.endsWith('.'))).toEqual([])
    expect(format.taxonomy.filter(({ doc, provenance }) => !doc.endsWith('.') || provenance === '')).toEqual([])
    expect(format.source).toMatch(/\S/)
  })

  it('keeps to the layout of packed attributes', () => {
    expect((format.attrs?.words ?? []).length).toBeLessThanOrEqual(3)
    expect((format.attrs?.integers ?? []).length).toBeLessThanOrEqual(4)
  })

  it('has samples', () => expect(samples.length).toBeGreaterThan(0))

  it.each(samples.map((sample) => [sample.name, sample] as const))(
    'claims %s, and no other format does as surely',
    (_, sample) => {
      const [first, second] = candidates(headOf(sample.bytes, true), FORMATS)
      expect(first?.format.id).toBe(format.id)
      expect(second?.confidence ?? 0).toBeLessThan(first!.confidence)
    },
  )

  it.each(samples.map((sample) => [sample.name, sample] as const))('reads %s as expected', async (_, sample) => {
    const { golden } = await read(format, sample)
    const text = `${JSON.stringify(golden, null, 1)}\n`
    if (process.env['BACKTRAIL_GOLDEN'] === '1') writeFileSync(sample.expectedPath, text)
    expect(JSON.parse(text)).toEqual(JSON.parse(readFileSync(sample.expectedPath, 'utf8')))
  })

  it.each(samples.map((sample) => [sample.name, sample] as const))('loses nothing of %s', async (_, sample) => {
    const { sink } = await read(format, sample)
    expect(sink.counts.records).toBe(sink.counts.represented + sink.counts.rejected)
    expect(sink.rejects.filter(({ record, reason }) => !(record > 0) || reason === '')).toEqual([])
    expect(sink.events.filter(({ name }) => !isNamed(format, name ?? '')).map(({ name }) => name)).toEqual([])
    if (format.recordUnit !== 'line') return
    /* Every byte is in exactly one line: a record or a structural one. */
    const places = [...sink.spans, ...sink.structurals].sort((a, b) => a.offset - b.offset)
    const parts = places.map(({ offset, length }) => sample.bytes.subarray(offset, offset + length))
    expect(Buffer.concat(parts).equals(sample.bytes)).toBe(true)
    expect(
      places.every(
        ({ offset, length }) =>
          Buffer.from(sample.bytes.subarray(offset, offset + length)).indexOf(10) in { '-1': 1, [length - 1]: 1 },
      ),
    ).toBe(true)
  })
})

it('finds the folders', () => expect(FORMATS.length).toBeGreaterThan(0))

/** Hostile bytes through every format: nothing thrown, nothing lost. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fc } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { readBytes } from './bytes-input'
import type { FormatDefinition } from './format'
import { FORMAT_FOLDERS } from './registry'

/** What lies beside a sample: options that an investigator states, and what is expected. */
const SIDE_FILE = /\.(options|expected)\.json$/
const ROOT = join(import.meta.dirname, '..')

function sampleOf(folder: string): Buffer {
  const path = join(ROOT, folder, 'samples')
  const names = existsSync(path) ? readdirSync(path).filter((name) => !SIDE_FILE.test(name)) : []
  return Buffer.concat(names.filter((name) => !name.includes('bomb')).map((name) => readFileSync(join(path, name))))
}

async function holds(format: FormatDefinition, bytes: Uint8Array, blockBytes?: number) {
  const { sink, failure } = await readBytes(
    format,
    bytes,
    { zone: 'Europe/Berlin', year: 2009 },
    blockBytes === undefined ? {} : { blockBytes },
  )
  expect(failure).toBeNull()
  expect(sink.counts.records).toBe(sink.counts.represented + sink.counts.rejected)
  return sink
}

/** Bytes in one line: what lies between its end and the one before. */
const linesOf = (bytes: Buffer) => bytes.toString('latin1').split(/\r\n|\r|\n/)

describe.each([...FORMAT_FOLDERS])('hostile input for %s', (folder, format) => {
  const sample = sampleOf(folder)

  it('invalid UTF-8 and NUL bytes', async () => {
    const bytes = Buffer.from(sample)
    for (let at = 7; at < bytes.length; at += 31) bytes[at] = [0x00, 0xff, 0xfe, 0xc3, 0x80][at % 5]!
    await holds(format, bytes)
    await holds(format, Buffer.alloc(1000))
    await holds(format, Buffer.alloc(1000, 0xff))
  })

  it('mixed line ends', async () => {
    const ends = ['\n', '\r\n', '\r', '\n\r']
    const text = linesOf(sample)
      .map((line, index) => line + ends[index % 4]!)
      .join('')
    await holds(format, Buffer.from(text, 'latin1'), 97)
  })

  it('a cut at any place', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: sample.length }), async (end) => {
        await holds(format, sample.subarray(0, end), 4096)
      }),
      { numRuns: 25 },
    )
  })

  it('any bytes put anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 0, max: sample.length }), async (bytes, at) => {
        await holds(format, Buffer.concat([sample.subarray(0, at), bytes, sample.subarray(at)]), 4096)
      }),
      { numRuns: 25 },
    )
  })

  it('the same events however the bytes are cut into blocks', async () => {
    const [whole, cut] = [await holds(format, sample), await holds(format, sample, 61)]
    expect(cut.events).toEqual(whole.events)
    expect(cut.rejects).toEqual(whole.rejects)
  })

  it('a line of 64 MiB between two others', async () => {
    const lines = linesOf(sample)
    const long = Buffer.alloc(64 * 1024 * 1024, 'a b|[')
    const sink = await holds(
      format,
      Buffer.concat([Buffer.from(`${lines.join('\n')}\n`, 'latin1'), long, Buffer.from(`\n${lines.join('\n')}\n`, 'latin1')]),
      8 << 20,
    )
    expect(sink.counts.rejected + sink.counts.represented).toBeGreaterThan(1)
  })
})

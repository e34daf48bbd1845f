import { expect, it } from 'vitest'
import { fc, test } from '@fast-check/vitest'
import { inputOf } from './bytes-input'
import type { Line } from './format'

async function linesOf(text: string | Uint8Array, blockBytes?: number): Promise<Line[]> {
  const bytes = typeof text === 'string' ? Buffer.from(text, 'latin1') : text
  const lines: Line[] = []
  for await (const batch of inputOf(bytes, blockBytes === undefined ? {} : { blockBytes }).lines()) lines.push(...batch)
  return lines
}

const textOf = (line: Line) => Buffer.from(line.bytes.subarray(line.start, line.end)).toString('latin1')

it.each([1, 2, 3, 5, 100])('ends a line at LF, CRLF and lone CR in blocks of %i', async (blockBytes) => {
  const lines = await linesOf('a\nbb\r\n\rccc\r\r\nd\0\xff', blockBytes)
  expect(lines.map((line) => [textOf(line), line.number, line.offset, line.length])).toEqual([
    ['a', 1, 0, 2],
    ['bb', 2, 2, 4],
    ['', 3, 6, 1],
    ['ccc', 4, 7, 4],
    ['', 5, 11, 2],
    ['d\0\xff', 6, 13, 3],
  ])
})

it('keeps the byte order mark in the place and not in the text', async () => {
  const [line] = await linesOf('\xef\xbb\xbfab\n')
  expect([textOf(line!), line!.offset, line!.length]).toEqual(['ab', 0, 6])
})

it('gives no line for no bytes', async () => expect(await linesOf('')).toEqual([]))

it('keeps a line of 64 MiB whole', async () => {
  const bytes = Buffer.alloc(64 * 1024 * 1024 + 3, 'x')
  bytes[64 * 1024 * 1024 + 1] = 10
  const lines = await linesOf(bytes, 8 * 1024 * 1024)
  expect(lines.map(({ offset, length }) => [offset, length])).toEqual([
    [0, 64 * 1024 * 1024 + 2],
    [64 * 1024 * 1024 + 2, 1],
  ])
})

test.prop([fc.array(fc.constantFrom('\r', '\n', 'a', 'b'), { maxLength: 60 }), fc.integer({ min: 1, max: 9 })])(
  'accounts for every byte wherever blocks are cut',
  async (parts, blockBytes) => {
    const text = parts.join('')
    const lines = await linesOf(text, blockBytes)
    expect(lines.map((line) => text.slice(line.offset, line.offset + line.length)).join('')).toBe(text)
    expect(lines.map(textOf)).toEqual(
      text === ''
        ? []
        : text.replace(/\r\n?|\n$/g, (end, at: number) => (at + end.length === text.length ? '' : '\n')).split('\n'),
    )
  },
)

/** Small text work of the report: printable characters, wrapped records, Markdown, words for numbers and times. */
import { expect, it } from 'vitest'
import { fc, test } from '@fast-check/vitest'
import { markdownBlocks } from './markdown'
import { printable } from './printable'
import { authorName, count, length, size, zoneClock } from './wording'
import { recordLines, wrapRecord } from './wrap'

test.prop([fc.string({ unit: 'binary', maxLength: 600 }), fc.integer({ min: 5, max: 120 })])(
  'wrapping loses and adds nothing',
  (text, columns) => {
    const lines = wrapRecord(text, columns)
    expect(lines.join('')).toBe(text)
    expect(lines.every((line) => [...line].length <= columns)).toBe(true)
  },
)

test.prop([fc.string({ unit: 'binary' })])(
  'printable text has no control, no mark that hides, and is its own printable form',
  (text) => {
    const out = printable(text)
    expect(out).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]/)
    expect(printable(out)).toBe(out)
  },
)

it('starts a new line where the record has one, and drops the last line end', () => {
  expect(recordLines('a\r\nb\n')).toEqual(['a', 'b'])
  expect(recordLines('')).toEqual([''])
})

it('reads Markdown as blocks and keeps HTML, pictures and links as words', () => {
  const blocks = markdownBlocks(
    '# Head\n\nSee **this** [E1] and <b>that</b> [site](http://example.org) ![x](y)\n\n- one\n- two `c`\n\n> said\n\n```\ncode *x*\n```',
  )
  expect(blocks).toEqual([
    { kind: 'paragraph', text: [{ text: 'Head', style: 'strong' }] },
    {
      kind: 'paragraph',
      text: [
        { text: 'See ' },
        { text: 'this', style: 'strong' },
        { text: ' ' },
        { text: 'E1', style: 'exhibit' },
        { text: ' and <b>that</b> ' },
        { text: 'site' },
        { text: ' !' },
        { text: 'x' },
      ],
    },
    { kind: 'list', ordered: false, items: [[{ text: 'one' }], [{ text: 'two ' }, { text: 'c', style: 'mono' }]] },
    { kind: 'quote', text: [{ text: 'said' }] },
    { kind: 'code', lines: ['code *x*'] },
  ])
})

it('writes numbers, lengths and sizes the same on every machine', () => {
  expect([count(1_234_567), count(12), size(999), size(700_930), size(12_400_000)]).toEqual([
    '1,234,567',
    '12',
    '999 B',
    '701 kB',
    '12.4 MB',
  ])
  expect([71, 611, 3744, 25 * 86_400].map(length)).toEqual(['1 min 11 s', '10 min 11 s', '1 h 2 min', '25 days'])
})

it('shows a time in a named zone, a fixed offset, and in UTC where the zone is unknown', () => {
  const tsUs = 1_246_219_329_000_000
  expect(['America/New_York', '-04:00', '+05:30', 'Nowhere/Land'].map((zone) => zoneClock(tsUs, zone))).toEqual([
    '2009-06-28 16:02:09',
    '2009-06-28 16:02:09',
    '2009-06-29 01:32:09',
    '2009-06-28 20:02:09',
  ])
})

it('shortens a bare key', () => {
  expect([authorName('fcf4a3f9b98cdf38d9bf7be9bc3e7dba'), authorName('R. Vega (3f2a9c01)')]).toEqual([
    'key fcf4a3f9',
    'R. Vega (3f2a9c01)',
  ])
})

/** Delimited rows: what a field is, where a row lies, and the way back from a quote that is never closed. */
import { expect, test } from 'vitest'
import { inputOf } from './bytes-input'
import { delimiterOf, splitCsv } from './csv'
import { readCsv } from './csv-reader'
import { MemorySink } from './memory-sink'

test.each([
  ['a,b,,c', ['a', 'b', '', 'c']],
  ['"a,b","c ""d""",e', ['a,b', 'c "d"', 'e']],
  ['"a"x,5" b,"', ['ax', '5" b', '']],
  ['"",', ['', '']],
  ['"a\nb"', ['a\nb']],
])('%j', (text, fields) => expect(splitCsv(text, ',')).toEqual(fields))

test('the delimiter is the one that gives the header most columns', () => {
  expect([delimiterOf('a;b;"c,d"'), delimiterOf('a\tb'), delimiterOf('a')]).toEqual([';', '\t', ','])
})

test.each([5, 4096])('rows of a file, in blocks of %i', async (blockBytes) => {
  const text = 'x\n\na,b\n1,2\n"3\r\n",4\n\n5\n6,7,,\n# note\n8,"never\n9,10\n'
  const sink = new MemorySink()
  await readCsv(inputOf(Buffer.from(text), { blockBytes }), sink, {
    isHeader: ([first]) => first === 'a',
    row: (row) => {
      sink.event.tsUs = 0
      row.rest(sink, new Set(['b']))
      sink.event.message = row.get('b')
      sink.emit()
    },
    beginsRow: (line) => /^\d+,\d/.test(line),
    isStructure: (line) => line.startsWith('#'),
  })
  sink.finish()
  expect(
    sink.events.map(({ record, offset, length, message, attrs }) => [
      record,
      text.slice(offset, offset + length),
      attrs['a'],
      message,
    ]),
  ).toEqual([
    [4, '1,2\n', '1', '2'],
    [5, '"3\r\n",4\n', '3\n', '4'],
    [9, '6,7,,\n', '6', '7'],
    [12, '9,10\n', '9', '10'],
  ])
  expect(sink.rejects.map(({ record, reason }) => [record, reason])).toEqual([
    [1, 'it comes before the names of the columns'],
    [8, '2 fields expected, 1 found'],
    [11, 'a quote in the row is never closed'],
  ])
  expect(sink.counts.structural).toBe(4)
})

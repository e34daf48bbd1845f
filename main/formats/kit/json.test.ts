/** JSON records: where they lie, what is refused, and that nothing is lost on damage. */
import { fc } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { inputOf } from './bytes-input'
import { readJsonObject } from './json'
import { readJsonRecords } from './json-reader'
import { MemorySink } from './memory-sink'

async function read(text: string, blockBytes = 7) {
  const sink = new MemorySink()
  const bytes = Buffer.from(text)
  await readJsonRecords(inputOf(bytes, { blockBytes }), sink, {
    read: (object) => {
      sink.event.tsUs = 0
      sink.attr('a', object['a'] ?? null)
      sink.emit()
    },
    isStructure: (text) => text === '{end}',
  })
  sink.finish()
  return {
    records: sink.events.map(({ record, offset, length, attrs }) => [
      record,
      attrs['a'],
      bytes.toString('utf8', offset, offset + length),
    ]),
    rejects: sink.rejects.map(({ record, reason }) => [record, reason]),
    counts: sink.counts,
  }
}

test('one object per line', async () => {
  const { records, rejects, counts } = await read('{"a":1}\n\n{"a":\n{"a":[2]} \n')
  expect(records).toEqual([
    [1, 1, '{"a":1}\n'],
    [4, [2], '{"a":[2]} \n'],
  ])
  expect(rejects).toEqual([[3, 'not a JSON object: it is cut or damaged']])
  expect(counts.structural).toBe(1)
})

test.each([3, 7, 4096])('an array over lines, in blocks of %i', async (blockBytes) => {
  const { records, rejects } = await read(
    '[\n  {\n    "a": "} {"\n  },\n  {"a": {\n    "b": 1}}, 7,\n  {"a":"\\""}\n]\n',
    blockBytes,
  )
  expect(records).toEqual([
    [2, '} {', '{\n    "a": "} {"\n  }'],
    [5, { b: 1 }, '{"a": {\n    "b": 1}}'],
    [7, '"', '{"a":"\\""}'],
  ])
  expect(rejects).toEqual([[6, 'not a JSON object']])
})

test.each([3, 4096])('finds its way behind damage, in blocks of %i', async (blockBytes) => {
  const { records, rejects } = await read('[\n{"a": 1},\n{"a": "cut},\n{"a": 2},\n{"a": {"b": 1,\n{"a": 3},\n{"a": 4', blockBytes)
  expect(records.map(([, a]) => a)).toEqual([1, 2, 3])
  expect(rejects).toEqual([
    [3, 'a text in the object does not end on its line'],
    [5, 'the object does not end before the next begins'],
    [7, 'the file ends inside the object: it was cut'],
  ])
})

test('objects of one line are numbered in order', async () => {
  const { records } = await read('[{"a":1},{"a":2}]')
  expect(records.map(([record, a]) => [record, a])).toEqual([
    [1, 1],
    [2, 2],
  ])
})

test('a comma behind an object, and a format’s own end', async () => {
  const { records, rejects, counts } = await read('{"a":1},\n{end}\n,\n')
  expect(records).toEqual([[1, 1, '{"a":1},\n']])
  expect(rejects).toEqual([[3, 'not a JSON object: it is cut or damaged']])
  expect(counts.structural).toBe(1)
})

test('objects over lines without an array', async () => {
  const { records } = await read('{\n "a": 1\n}\n{\n "a": 2\n}\n')
  expect(records.map(([record, a]) => [record, a])).toEqual([
    [1, 1],
    [4, 2],
  ])
})

test('numbers above 2^53 keep their digits', () => {
  expect(
    readJsonObject('{"a":12345678901234567890,"b":["9007199254740993, 9007199254740993",-9007199254740993],"c":1e300}'),
  ).toEqual({
    a: '12345678901234567890',
    b: ['9007199254740993, 9007199254740993', '-9007199254740993'],
    c: 1e300,
  })
})

test('what nests too deep is refused', () => {
  expect(readJsonObject(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)).toBe('nested deeper than 64 levels: no record is')
})

test('any bytes put anywhere: elements keep their order and never overlap', async () => {
  const array = Buffer.from('[\n  {"a": "x\\"y"},\n  {"a": {"b": [1, 2]}}, {"a": 3}\n]\n')
  const property = fc.asyncProperty(
    fc.uint8Array({ maxLength: 8 }),
    fc.nat({ max: array.length }),
    fc.integer({ min: 1, max: 64 }),
    async (bytes, at, size) => {
      const sink = new MemorySink()
      const input = inputOf(Buffer.concat([array.subarray(0, at), bytes, array.subarray(at)]), { blockBytes: size })
      await readJsonRecords(input, sink, { read: () => sink.fact({ host: '192.0.2.1', kind: 'name', value: 'a', tsUs: null }) })
      const { counts, spans } = sink.finish()
      expect(counts.records).toBe(counts.represented + counts.rejected)
      expect(
        spans.every(
          ({ offset, record }, index) =>
            index === 0 || (offset >= spans[index - 1]!.offset + spans[index - 1]!.length && record > spans[index - 1]!.record),
        ),
      ).toBe(true)
    },
  )
  await fc.assert(property, { numRuns: 400 })
})

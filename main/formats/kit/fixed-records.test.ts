import { describe, expect, it } from 'vitest'
import { inputOf } from './bytes-input'
import { readFixedRecords } from './fixed-records'
import { MemorySink } from './memory-sink'

/** Records of four bytes that begin with `R`, and strictly with `R!`. */
async function walk(text: string, blockBytes?: number) {
  const sink = new MemorySink()
  await readFixedRecords(inputOf(Buffer.from(text, 'latin1'), blockBytes === undefined ? {} : { blockBytes }), sink, {
    size: 4,
    lacks: 'no R',
    isRecord: (bytes, at, isStrict) => bytes[at] === 82 && (!isStrict || bytes[at + 1] === 33),
    read: (bytes, at) => {
      sink.event.message = bytes.toString('latin1', at, at + 4)
      sink.emit()
    },
  })
  sink.finish()
  return {
    read: sink.events.map(({ message, record, offset }) => `${record} ${message} ${offset}`),
    refused: sink.rejects.map(({ record, offset, length }) => `${record} ${offset} ${length}`),
    structural: sink.structurals.length,
  }
}

describe('records of one size', () => {
  it.each([
    ['whole', 'R!abR.cd', { read: ['1 R!ab 0', '2 R.cd 4'], refused: [], structural: 0 }],
    ['empty space', 'R!ab\0\0\0\0R!cd\0\0', { read: ['1 R!ab 0', '3 R!cd 8'], refused: [], structural: 2 }],
    ['cut', 'R!abR!c', { read: ['1 R!ab 0'], refused: ['2 4 3'], structural: 0 }],
    ['bytes too many', 'R!ab??R!cdR!ef', { read: ['1 R!ab 0', '3 R!cd 6', '4 R!ef 10'], refused: ['2 4 2'], structural: 0 }],
    ['the last one after damage', '???R!cd', { read: ['2 R!cd 3'], refused: ['1 0 3'], structural: 0 }],
    ['nothing but damage', '????????', { read: [], refused: ['1 0 8'], structural: 0 }],
    ['nothing', '', { read: [], refused: [], structural: 0 }],
  ])('%s', async (_, text, expected) => {
    for (const blockBytes of [undefined, 1, 3]) expect(await walk(text, blockBytes)).toEqual(expected)
  })
})

import { expect, it } from 'vitest'
import { readBytes } from '../kit/bytes-input'
import { candidates, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import { samplesOf, valueAt } from './columns'
import jsonl from './format'

const claims = (text: string) => candidates(headOf(Buffer.from(text), true), FORMATS).map(({ format }) => format.id)

it('claims objects with a time, one behind the other or in an array, nothing else', () => {
  const one = '{"when":"2009-03-12T07:58:14Z","a":1}'
  expect(claims(`${one}\n${one}\n`)).toEqual(['jsonl'])
  expect(claims(`[${one},${one}]`)).toEqual(['jsonl'])
  expect(claims(`[\n ${one},\n ${one}\n]\n`)).toEqual(['jsonl'])
  expect(claims(one)).toEqual([])
  expect(claims('{"a":1}\n{"a":2}\n')).toEqual([])
  expect(claims(`${one}\n{"a":1}\n{"a":2}\n{"a":3}\n`)).toEqual([])
  expect(claims(`{"objects":[${one},${one}]}`)).toEqual([])
})

it('names nested members by their path, and never asks the prototype', () => {
  const object = { a: { b: { c: 1 } }, 'a.b': 'own', x: null, list: [1] }
  expect(samplesOf([object]).map(({ name, values }) => [name, values])).toEqual([
    ['a.b.c', ['1']],
    ['a.b', ['own']],
    ['x', []],
    ['list', ['[1]']],
  ])
  expect([valueAt(object, 'a.b'), valueAt(object, 'a.b.c'), valueAt(object, 'a.z'), valueAt(object, 'constructor')]).toEqual([
    'own',
    1,
    undefined,
    undefined,
  ])
})

it('reads members by a stated mapping, and keeps objects whole', async () => {
  const text = '{"t":1236844694250001,"who":{"name":"root","id":0},"n":1}\n{"t":1236844694250002,"who":{"name":"=1+1"}}\n'
  const mapping = { columns: { time: 't', user_name: 'who.name' } } as const
  const { events } = (await readBytes(jsonl, Buffer.from(text), { mapping })).sink
  expect(events.map(({ tsUs, userName, attrs }) => [tsUs, userName, attrs])).toEqual([
    [1236844694250001, 'root', { who: { name: 'root', id: 0 }, n: 1 }],
    [1236844694250002, '=1+1', { who: { name: '=1+1' } }],
  ])
})

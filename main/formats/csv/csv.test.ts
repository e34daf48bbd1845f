import { expect, it } from 'vitest'
import type { StatedMapping } from '#contract/mapping'
import { readBytes } from '../kit/bytes-input'
import { candidates, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import csv from './format'
import { uniqueNames } from './table'

const claims = (text: string) => candidates(headOf(Buffer.from(text), true), FORMATS).map(({ format }) => format.id)
const read = async (text: string, mapping?: StatedMapping) => {
  const { sink, failure } = await readBytes(csv, Buffer.from(text), { zone: 'UTC', ...(mapping && { mapping }) })
  expect(failure).toBeNull()
  return sink
}

it('claims tables with a header and a column of times, nothing else', () => {
  expect(claims('time,what\n2009-03-12 07:58:14,a\n2009-03-12 07:59:14,b\n')).toEqual(['csv'])
  expect(claims('name,what\nx,a\ny,b\n')).toEqual([])
  expect(claims('2009-03-12 07:58:14,a\n2009-03-12 07:59:14,b\n')).toEqual([])
  expect(claims('time,what\n2009-03-12 07:58:14,a,b\n2009-03-12 07:59:14,b,c\n')).toEqual([])
  expect(claims('time,what\n')).toEqual([])
  expect(claims('Dear all,\non 2009-03-12, as agreed, we met\nand left, at noon\n')).toEqual([])
})

it('gives columns of one name names of their own', () => {
  expect(uniqueNames(['\ufeff"a"', 'b', 'a', '', 'a', 'a (2)'])).toEqual(['a', 'b', 'a (2)', 'column 4', 'a (3)', 'a (2) (2)'])
})

it('reads a table without a header by the places of its columns', async () => {
  const text = '2009-03-12 07:58:14;root;in\n2009-03-12 07:59:14;root;out\n'
  const { events, counts } = await read(text, { columns: { time: 'column 1', user_name: 'column 2' } })
  expect([counts.records, counts.represented, counts.structural]).toEqual([2, 2, 0])
  expect(events.map(({ userName, attrs }) => [userName, attrs])).toEqual([
    ['root', { 'column 3': 'in' }],
    ['root', { 'column 3': 'out' }],
  ])
})

it('rejects every row where no column is read as the time', async () => {
  const { rejects, events } = await read('name,what\nx,a\ny,b\n')
  expect([events.length, rejects.map(({ record, reason }) => [record, reason])]).toEqual([
    0,
    [
      [2, 'no column is read as the time'],
      [3, 'no column is read as the time'],
    ],
  ])
})

it('leaves formulas the text they are', async () => {
  const { events } = await read('time,message,note\n2009-03-12 07:58:14,"=1+1","@SUM(A1)"\n2009-03-12 07:58:15,+1,-1\n')
  expect(events.map(({ message, attrs }) => [message, attrs])).toEqual([
    ['=1+1', { note: '@SUM(A1)' }],
    ['+1', { note: '-1' }],
  ])
})

it('finds its way back from a quote that is never closed', async () => {
  const { counts, rejects } = await read(
    'time,what\n2009-03-12 07:58:14,"open\n2009-03-12 07:58:15,b\n2009-03-12 07:58:16,c\n2009-03-12 07:58:17,"two\nlines"\n',
  )
  expect([counts.records, counts.represented]).toEqual([4, 3])
  expect(rejects).toMatchObject([{ record: 2, reason: 'a quote in the row is never closed' }])
})

it('says so where later rows contradict how times are read', async () => {
  const rows = Array.from({ length: 600 }, (_, index) => `0${1 + Math.floor(index / 100)}/02/2009 10:00,a`)
  const { counts, checks } = await read(`when,what\n${rows.join('\n')}\n13/02/2009 10:00,b\n`)
  expect([counts.represented, counts.rejected]).toEqual([600, 1])
  expect([...checks.values()].map(({ id, level, count }) => [id, level, count])).toEqual([
    ['time-form-assumed', 'warning', 600],
    ['time-form-contradicted', 'error', 1],
  ])
})

it('reads another mapping of the same bytes', async () => {
  const text = 'when,then,a,b\n01/02/2009,2009-05-05,198.51.100.1,203.0.113.1\n'
  const first = await read(text, { columns: { time: 'when', client_ip: 'b', server_ip: 'a' }, time_form: 'day-first' })
  const [event] = first.events
  expect([event!.tsUs, event!.srcIp, event!.dstIp, event!.roles]).toEqual([
    Date.UTC(2009, 1, 1) * 1000,
    '203.0.113.1',
    '198.51.100.1',
    'server-log',
  ])
  expect(event!.attrs).toEqual({ then: '2009-05-05' })
  const both = await read(text, { columns: { time: 'then', client_ip: 'b', src_ip: 'a', user_name: 'gone' } })
  expect([both.events[0]!.srcIp, both.events[0]!.attrs]).toEqual(['203.0.113.1', { a: '198.51.100.1', when: '01/02/2009' }])
  expect([...both.checks.values()].map(({ id }) => id)).toEqual(['no-column-user_name'])
})

import { CompletionContext } from '@codemirror/autocomplete'
import { EditorState } from '@codemirror/state'
import { expect, test } from 'vitest'
import { columnsOf, completeSql } from './sql-language'

const view = (name: string, ...columns: string[]) => ({
  name,
  doc: `All ${name}.`,
  columns: columns.map((column) => ({ name: column, type: 'VARCHAR', doc: `The ${column}.` })),
})
const views = [view('events', 'ts', 'type'), view('hosts', 'ip')]

test('columns are those of the views that the statement names, with what they mean', () => {
  expect(columnsOf('SELECT  FROM hosts h', views).map(({ label, info }) => [label, info])).toEqual([['ip', 'hosts.ip: The ip.']])
  expect(columnsOf('SELECT ', views).map(({ label }) => label)).toEqual(['ts', 'type', 'ip'])
})

test('views, columns and words are offered from the beginning of a word', () => {
  const state = EditorState.create({ doc: 'SELECT ty FROM events' })
  const found = completeSql(() => views)(new CompletionContext(state, 9, false))
  expect(found?.from).toBe(7)
  expect(found?.options.map(({ label }) => label)).toEqual(expect.arrayContaining(['events', 'hosts', 'type', 'WHERE']))
  expect(completeSql(() => views)(new CompletionContext(EditorState.create({ doc: '' }), 0, false))).toBeNull()
})

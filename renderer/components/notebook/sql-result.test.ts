import { expect, test } from 'vitest'
import { barsOf, resultRows, tableColumns } from './sql-result'

const columns = [
  { name: 'client', type: 'VARCHAR' },
  { name: 'ports', type: 'USMALLINT[]' },
  { name: 'n', type: 'BIGINT' },
]
const rows = [
  ['198.51.100.7', [22, 80], 3],
  [null, [], null],
]

test('cells of a table: text as it is, lists as JSON, numbers to the right', () => {
  const table = tableColumns(columns)
  expect(table.map(({ title, align }) => [title, align])).toEqual([
    ['client', 'left'],
    ['ports', 'left'],
    ['n', 'right'],
  ])
  expect(resultRows(rows).map((row) => table.map(({ value }) => value(row)))).toEqual([
    ['198.51.100.7', '[22,80]', 3],
    [null, '[]', null],
  ])
})

test('bars are the last column of numbers over the first other one; without numbers there are none', () => {
  expect(barsOf(columns, rows)).toEqual({ name: 'n', bars: [{ label: '198.51.100.7', value: 3 }], more: 0 })
  expect(barsOf(columns.slice(0, 2), rows)).toBeNull()
  expect(barsOf([{ name: 'n', type: 'BIGINT' }], [[5]])).toEqual({ name: 'n', bars: [{ label: '1', value: 5 }], more: 0 })
})

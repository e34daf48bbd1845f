import type { DirectoryEntry } from '#contract/operations/shell'
import { expect, it } from 'vitest'
import { canChoose, canEnter, shownEntries } from './entries'

const entry = (name: string, kind: DirectoryEntry['kind']): DirectoryEntry => ({
  name,
  path: `/e/${name}`,
  kind,
  size_bytes: 0,
  modified: null,
})
const ENTRIES = [
  entry('log10', 'file'),
  entry('log9', 'file'),
  entry('.hidden', 'file'),
  entry('x', 'folder'),
  entry('odd.case', 'case'),
  entry('a.btz.age', 'file'),
]

it('shows cases, folders, files in the order of their names, and hidden ones when asked for', () => {
  expect(shownEntries(ENTRIES, '').map(({ name }) => name)).toEqual(['odd.case', 'x', 'a.btz.age', 'log9', 'log10'])
  expect(shownEntries(ENTRIES, '.H').map(({ name }) => name)).toEqual(['.hidden'])
})

it('lets each purpose choose its own kind', () => {
  const chosen = (purpose: Parameters<typeof canChoose>[1]) =>
    ENTRIES.filter((e) => canChoose(e, purpose)).map(({ name }) => name)
  expect(chosen('bundle')).toEqual(['a.btz.age'])
  expect(chosen('case')).toEqual(['odd.case'])
  expect(chosen('folder')).toEqual(['x'])
  expect(ENTRIES.filter((e) => canEnter(e, 'case')).map(({ name }) => name)).toEqual(['x'])
})

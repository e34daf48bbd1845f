import { expect, it } from 'vitest'
import { baseName, crumbs, fileNameFrom, folderOf, joinPath, nameProblem } from './path-text'

it('takes paths of every system to pieces and puts them together', () => {
  expect(crumbs('/cases/odd/').map((c) => c.path)).toEqual(['/', '/cases', '/cases/odd'])
  expect(crumbs('C:\\cases\\odd').map((c) => [c.name, c.path])).toEqual([
    ['C:\\', 'C:\\'],
    ['cases', 'C:\\cases'],
    ['odd', 'C:\\cases\\odd'],
  ])
  expect([joinPath('/', 'a'), joinPath('/x', 'a'), joinPath('C:\\', 'a'), joinPath('C:\\x', 'a')]).toEqual([
    '/a',
    '/x/a',
    'C:\\a',
    'C:\\x\\a',
  ])
  expect([baseName('/x/y.case'), folderOf('/x/y.case'), folderOf('/x'), folderOf('/')]).toEqual(['y.case', '/x', '/', '/'])
})

it('makes file names out of titles, and says what is wrong with a name', () => {
  expect(['Odd IRC connections!', 'Übung  1', '…'].map(fileNameFrom)).toEqual(['odd-irc-connections', 'ubung-1', 'case'])
  expect(['ok.pdf', ' ', 'a/b', '..'].map(nameProblem)).toEqual([
    null,
    'give a name',
    'a name has no slashes or line ends',
    'this names a folder',
  ])
})

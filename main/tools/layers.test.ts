import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderOf, importsOf, isTest, ROOT, SOURCE_FOLDERS, sourceFiles, type Import } from './imports'
import { EXCEPTIONS, MAX_LINES, MAX_README_LINES, MAY_IMPORT, PACKAGE_HOMES, TOP_LEVEL, VAGUE, WITHOUT_NODE } from './layers'

const files = SOURCE_FOLDERS.flatMap(sourceFiles)
const imports = files.flatMap(importsOf)
const said = ({ from, specifier }: Import) => `${from} imports ${specifier}`

const isExcepted = ({ from, target }: Import) =>
  EXCEPTIONS.some((exception) => from.startsWith(exception.from) && target === exception.to)

function mayImport(one: Import): boolean {
  const [from, to] = [folderOf(one.from), folderOf(one.target!)]
  return from === to || (MAY_IMPORT[from]?.includes(to) ?? false) || isExcepted(one)
}

describe('imports between folders', () => {
  it('follow the table', () => {
    const between = imports.filter(({ from, target }) => target !== null && !isTest(from))
    expect(between.filter((one) => !mayImport(one)).map(said)).toEqual([])
  })

  it('never cross between the page and the engine, not even in tests', () => {
    const crossing = imports.filter(
      ({ from, target }) => target !== null && /^(main|renderer)\//.test(from) && /^(main|renderer)\//.test(target),
    )
    expect(crossing.filter(({ from, target }) => from.split('/')[0] !== target!.split('/')[0]).map(said)).toEqual([])
  })

  it('reach what only tests use from tests alone', () => {
    const used = imports.filter(
      ({ from, target }) => target !== null && !isTest(from) && isTest(`${target}/`) && folderOf(from) !== 'main/tools',
    )
    expect(used.map(said)).toEqual([])
  })

  it('have no circle in the table', () => {
    const circles: string[] = []
    const visit = (folder: string, way: string[]): void => {
      if (way.includes(folder)) return void circles.push([...way, folder].join(' → '))
      for (const next of MAY_IMPORT[folder] ?? []) visit(next, [...way, folder])
    }
    for (const folder of Object.keys(MAY_IMPORT)) visit(folder, [])
    expect(circles).toEqual([])
  })

  it('name packages only where they are at home', () => {
    const packageOf = (specifier: string) =>
      specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/')
    const astray = imports.filter(({ from, specifier, target }) => {
      if (target !== null || isTest(from) || /\.config\.ts$/.test(from)) return false
      const homes = PACKAGE_HOMES[packageOf(specifier)]
      return homes !== undefined && !homes.some((home) => from.startsWith(`${home}/`))
    })
    expect(astray.map(said)).toEqual([])
  })

  it('keep Node out of the page and of what it shares', () => {
    const astray = imports.filter(
      ({ from, specifier }) =>
        specifier.startsWith('node:') && !isTest(from) && WITHOUT_NODE.some((folder) => from.startsWith(`${folder}/`)),
    )
    expect(astray.map(said)).toEqual([])
  })

  it('are all known to the table', () => {
    expect([...new Set(files.map(folderOf))].filter((folder) => MAY_IMPORT[folder] === undefined)).toEqual([])
  })
})

describe('the tree', () => {
  const ignored = readFileSync(join(ROOT, '.gitignore'), 'utf8')
    .split('\n')
    .map((line) => line.replace(/\/$/, ''))

  it('has a closed top level', () => {
    expect(readdirSync(ROOT).filter((name) => !TOP_LEVEL.includes(name) && !ignored.includes(name))).toEqual([])
  })

  it('has no vague names', () => {
    const words = (path: string) =>
      path.split('/').flatMap((part) => [
        part.replace(/\.[^/]*$/, ''),
        ...part
          .replace(/\.[^/]*$/, '')
          .split('-')
          .slice(-1),
      ])
    expect(files.filter((path) => words(path).some((word) => VAGUE.includes(word)))).toEqual([])
  })

  it('has no file that is too long to read', () => {
    const long = files
      .filter((path) => !/generated/.test(basename(path)))
      .map((path) => [path, readFileSync(join(ROOT, path), 'utf8').trimEnd().split('\n').length] as const)
      .filter(([, lines]) => lines > MAX_LINES)
    expect(long).toEqual([])
  })

  it('tells in every folder what belongs there', () => {
    const folders = Object.keys(MAY_IMPORT).filter(
      (folder) => (folder.includes('/') ? !folder.startsWith('e2e/') : folder === 'e2e') && existsSync(join(ROOT, folder)),
    )
    const readmes = folders.map((folder) => `${folder}/README.md`)
    expect(readmes.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
    expect(
      readmes.filter((path) => readFileSync(join(ROOT, path), 'utf8').trimEnd().split('\n').length > MAX_README_LINES),
    ).toEqual([])
  })
})

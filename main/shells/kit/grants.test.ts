import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Grants, isWithin } from './grants'

function place(): string {
  const root = mkdtempSync(join(tmpdir(), 'grants-'))
  for (const folder of ['evidence/inner', 'evidence-2', 'secret']) mkdirSync(join(root, folder), { recursive: true })
  writeFileSync(join(root, 'secret/key'), '')
  symlinkSync(join(root, 'secret'), join(root, 'evidence/way-out'))
  return root
}

describe('paths below a root', () => {
  it.each([
    ['/home/ann', '/home/ann', true],
    ['/home/ann', '/home/ann/a/b', true],
    ['/home/ann', '/home/annex', false],
    ['/home/ann', '/home', false],
    ['/home/ann', '/home/ann/..hidden', true],
    ['/', '/anything', true],
  ])('%s contains %s: %s', (root, path, inside) => {
    expect(isWithin(root, path)).toBe(inside)
  })
})

describe('leave to read and write', () => {
  it('reads below its roots only, whatever the spelling', () => {
    const root = place()
    const grants = new Grants({ read: [join(root, 'evidence')], write: [] })
    const paths = ['evidence/inner/x', 'evidence/../secret/key', 'evidence-2/x', 'evidence/way-out/key', 'evidence/new/deep']
    expect(paths.map((path) => grants.mayRead(join(root, path)))).toEqual([true, false, false, false, true])
    expect(grants.mayRead('evidence/inner')).toBe(false)
  })

  it('reads what it may write, and writes nothing else', () => {
    const root = place()
    const grants = new Grants({ read: [join(root, 'evidence')], write: [join(root, 'evidence-2')] })
    const seen = (path: string) => [grants.mayRead(join(root, path)), grants.mayWrite(join(root, path))]
    expect([seen('evidence/x'), seen('evidence-2/x')]).toEqual([
      [true, false],
      [true, true],
    ])
  })

  it('allows what was picked from then on, and never what is kept out', () => {
    const root = place()
    const grants = new Grants({ read: [], write: [] })
    grants.keepOut(join(root, 'secret'))
    expect(grants.mayRead(join(root, 'evidence-2'))).toBe(false)
    grants.grantRead(root)
    expect(['evidence-2', 'secret/key', 'evidence/way-out/key'].map((path) => grants.mayRead(join(root, path)))).toEqual([
      true,
      false,
      false,
    ])
  })

  it('lets a typed path make something new, never touch what is there or what is hidden', () => {
    const root = place()
    const grants = new Grants({ read: [], write: [], make: [root] })
    grants.keepOut(join(root, 'secret'))
    const paths = ['new.case', 'evidence/new.case', 'evidence', '.config/autostart/new', 'secret/new', '../outside.case']
    expect(paths.map((path) => grants.mayMake(join(root, path)))).toEqual([true, true, false, false, false, false])
    expect(grants.mayWrite(join(root, 'new.case'))).toBe(false)
  })
})

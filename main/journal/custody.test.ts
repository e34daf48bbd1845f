import { expect, test } from 'vitest'
import { custodyOf } from './custody'
import { projectJournal } from './projection'
import { historyOf } from './standing'
import { added, Copy, SHA } from './test/operations'

const chainOf = ({ operations }: Copy) => custodyOf(historyOf(operations), projectJournal(operations), SHA)

test('custody begins with what people state and goes on with what was done; only what left with the file in it counts as given away', () => {
  const copy = new Copy(1)
  expect(chainOf(copy)).toBeNull()
  const bundle = (path_name: string) => ({ kind: 'export.made' as const, payload: { what: 'bundle', path_name, sha256: SHA } })
  copy.write(bundle('before.btz'), 1)
  copy.write(added('-04:00'), 2)
  copy.write({ kind: 'export.made', payload: { what: 'report', path_name: 'r.pdf', sha256: SHA } }, 3)
  copy.write(
    { kind: 'evidence.custody', payload: { sha256: SHA, acquired_by: 'root', acquired_where: 'web01', acquired_how: 'scp' } },
    4,
  )
  copy.write(
    { kind: 'evidence.custody', payload: { sha256: SHA, received_from: 'the owner', received_at: '2009-06-30T10:00:00Z' } },
    5,
  )
  copy.write(bundle('after.btz'), 6)
  copy.write({ kind: 'evidence.excluded', payload: { sha256: SHA, reason: 'a copy' } }, 7)
  const chain = chainOf(copy)!
  expect(chain.steps.map(({ at, who, what, kind }) => [kind, at, who.slice(0, 4), what.slice(0, 40)])).toEqual([
    ['stated', null, 'root', 'acquired at web01 with scp'],
    ['stated', '2009-06-30T10:00:00Z', '', 'received from the owner'],
    ['done', '2009-06-28T01:00:02Z', '1111', 'added from /in/tnm.log, copied'],
    ['export', '2009-06-28T01:00:06Z', '1111', 'left the case in the bundle after.btz (S'],
    ['done', '2009-06-28T01:00:07Z', '1111', 'left out: a copy'],
  ])
  expect(chain.fields).toMatchObject({ acquired_by: 'root', received_from: 'the owner', acquired_at: null })
})

test('a person is a key: a name given here goes before the one that is claimed, two keys can be one person', () => {
  const [a, b] = [new Copy(1), new Copy(2)]
  a.write({ kind: 'replica.opened', payload: { display_name: 'Ada' } }, 1)
  b.operations = a.operations
  b.write({ kind: 'replica.opened', payload: { display_name: 'Ada' } }, 2)
  b.write({ kind: 'author.named', payload: { author: '1'.repeat(32), name: 'Ada of the night shift' } }, 3)
  const names = () => Object.fromEntries(projectJournal(b.operations).authors)
  expect(names()).toEqual({ ['1'.repeat(32)]: 'Ada of the night shift', ['2'.repeat(32)]: 'Ada' })
  b.write({ kind: 'author.named', payload: { author: '2'.repeat(32), same_as: '1'.repeat(32) } }, 4)
  expect(names()['2'.repeat(32)]).toBe('Ada of the night shift')
  b.write({ kind: 'author.named', payload: { author: '1'.repeat(32), name: null } }, 5)
  expect(names()).toEqual({ ['1'.repeat(32)]: 'Ada', ['2'.repeat(32)]: 'Ada' })
})

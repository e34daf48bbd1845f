import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { tarOf, zipOf } from '../test/archives'
import { membersIn, textsOf } from '../test/members-in'
import { LIMITS } from './limits'

const small = { member: { freeBytes: 10_000, ratio: 10 }, total: { freeBytes: 50_000, ratio: 10 } }

test('bombs: a member that expands too far is passed over and the rest is read; the whole has its limit too', async () => {
  const bomb = Buffer.alloc(1_000_000)
  const one = await membersIn(
    zipOf([
      { name: 'bomb', content: bomb },
      { name: 'liar', content: bomb, statedBytes: 10 },
      { name: 'good', content: 'one\n' },
    ]),
    {
      limits: { ...small, total: { freeBytes: 1e7, ratio: 1 } },
    },
  )
  expect(textsOf(one.found)).toEqual([
    ['bomb', 'EVD-012'],
    ['liar', 'EVD-012'],
    ['good', 'one\n'],
  ])
  const noise = Array.from({ length: 20 }, (_, index) => ({ name: `${index}`, content: Buffer.alloc(9000, index) }))
  const many = await membersIn(zipOf(noise), { limits: small })
  expect(many.found.length).toBeLessThan(7)
  expect(many.checks).toMatchObject([{ id: 'container-limit', level: 'error' }])
  const packed = await membersIn(
    gzipSync(
      tarOf([
        { name: 'a', content: 'one\n' },
        { name: 'b', content: bomb },
      ]),
    ),
    { limits: small },
  )
  expect(packed.found[0]).toMatchObject({ address: 'a', text: 'one\n' })
  expect(packed.checks.map(({ id }) => id)).toContain('expansion-limit')
  const inside = await membersIn(
    tarOf([
      { name: 'bomb.gz', content: gzipSync(bomb) },
      { name: 'z', content: 'one\n' },
    ]),
    { limits: { ...small, total: LIMITS.total } },
  )
  expect(inside.found.map(({ text, checks }) => [text?.length, checks[0]?.id])).toEqual([
    [
      small.member.ratio * gzipSync(bomb).length > 10_000 ? small.member.ratio * gzipSync(bomb).length : 10_000,
      'expansion-limit',
    ],
    [4, undefined],
  ])
})

test('more members than the limit are not read, and that is said', async () => {
  const parts = Array.from({ length: 30 }, (_, index) => ({ name: `${index}.log`, content: 'x' }))
  const { found, checks } = await membersIn(zipOf(parts), { limits: { members: 25 } })
  expect(found.length).toBe(25)
  expect(checks).toMatchObject([{ id: 'container-limit', text: expect.stringContaining('more than 25 members') as string }])
})

test('one member is reached without reading the others, and a look takes only the beginning', async () => {
  const archive = gzipSync(
    tarOf([
      {
        name: 'in.zip',
        content: zipOf([
          { name: 'x', content: 'one\n' },
          { name: 'y', content: 'two\n' },
        ]),
      },
      { name: 'in', content: 'three\n' },
    ]),
  )
  expect(textsOf((await membersIn(archive, { wanted: 'in.zip!y' })).found)).toEqual([['in.zip!y', 'two\n']])
  expect(textsOf((await membersIn(archive, { wanted: 'in' })).found)).toEqual([['in', 'three\n']])
  const long = zipOf([
    { name: 'long', content: 'line of text\n'.repeat(1e6), isStored: true },
    { name: 'short', content: 'x' },
  ])
  const { found } = await membersIn(long, { keepBytes: 1000 })
  expect(found.map(({ sizeBytes, sha256 }) => [sizeBytes, sha256 === null])).toEqual([
    [13_000_000, true],
    [1, false],
  ])
  expect(found[0]!.text!.length).toBeLessThan(1_000_000)
})

test('ten thousand members', async () => {
  const parts = Array.from({ length: 10_000 }, (_, index) => ({ name: `${index}.log`, content: `${index}\n`, isStored: true }))
  expect((await membersIn(zipOf(parts))).found.length).toBe(10_000)
}, 60_000)

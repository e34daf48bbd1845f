import { deflateRawSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { paxBody, tarOf, zipOf } from '../test/archives'
import { membersIn, sha256Hex, textsOf } from '../test/members-in'

test('zip: stored, deflated and Zip64, each with its hash', async () => {
  const { found, checks } = await membersIn(
    zipOf([
      { name: 'logs/', content: '' },
      { name: 'logs/a.log', content: 'one\n' },
      { name: 'b.log', content: 'two\n', isStored: true },
      { name: 'c.log', content: 'three\n', isZip64: true },
    ]),
  )
  expect(textsOf(found)).toEqual([
    ['logs/a.log', 'one\n'],
    ['b.log', 'two\n'],
    ['c.log', 'three\n'],
  ])
  expect(found[0]).toMatchObject({ sha256: sha256Hex('one\n'), sizeBytes: 4, checks: [], refusal: null })
  expect(checks).toEqual([])
})

test('tar: ustar, pax and GNU long names, links and devices listed and not read', async () => {
  const long = `${'deep/'.repeat(40)}end.log`
  const { found, checks } = await membersIn(
    tarOf([
      { name: 'logs/', kind: '5' },
      { name: 'plain.log', content: 'one\n', modifiedS: 1_600_000_000 },
      { name: '././@LongLink', kind: 'L', content: `${long}\0` },
      { name: long.slice(0, 100), content: 'two\n' },
      { name: 'pax', kind: 'x', content: paxBody({ path: 'aus München.log', mtime: '1650000000.5', comment: 'x=y' }) },
      { name: 'short', content: 'three\n' },
      { name: 'link', kind: '2', link: '/etc/passwd' },
      { name: 'hard', kind: '1', link: 'plain.log' },
      { name: 'null', kind: '3' },
    ]),
  )
  expect(textsOf(found)).toEqual([
    ['plain.log', 'one\n'],
    [long, 'two\n'],
    ['aus München.log', 'three\n'],
    ['link', 'EVD-010'],
    ['hard', 'EVD-010'],
    ['null', 'EVD-010'],
  ])
  expect(found.map(({ modifiedUs }) => modifiedUs).slice(0, 3)).toEqual([1.6e15, 1.7e15, 1.650_000_000_5e15])
  expect(checks).toEqual([])
})

test('containers and compressed files within one another, down to a depth', async () => {
  const inner = zipOf([{ name: 'c.log', content: 'three\n' }])
  const tar = tarOf([
    { name: 'a.log.gz', content: gzipSync('one\n') },
    { name: 'inner.zip', content: inner },
  ])
  const { found } = await membersIn(gzipSync(tar))
  expect(textsOf(found)).toEqual([
    ['a.log.gz', 'one\n'],
    ['inner.zip!c.log', 'three\n'],
  ])
  expect(found[0]).toMatchObject({ sha256: sha256Hex(gzipSync('one\n')), sizeBytes: gzipSync('one\n').length })
  let nested = zipOf([{ name: 'x.log', content: 'deep\n' }])
  for (let depth = 0; depth < 5; depth++)
    nested = zipOf([
      { name: 'in.zip', content: nested },
      { name: 'y.log', content: `${depth}\n` },
    ])
  const deep = await membersIn(gzipSync(nested))
  expect(textsOf(deep.found)).toEqual([
    ['in.zip!in.zip!in.zip!in.zip', 'EVD-012'],
    ['in.zip!in.zip!in.zip!y.log', '1\n'],
    ['in.zip!in.zip!y.log', '2\n'],
    ['in.zip!y.log', '3\n'],
    ['y.log', '4\n'],
  ])
})

test('names never become paths: they are text, escaped, and each once', async () => {
  const names = [
    '../../escape.log',
    '/etc/cron.d/x',
    'C:\\x\\..\\y',
    'a\nb\u202egol.txt',
    'a!b%c',
    '-',
    '',
    'same',
    'same',
    'same#2',
    'n'.repeat(5000),
  ]
  const { found, files } = await membersIn(
    zipOf([...names.map((name) => ({ name, content: 'x' })), { name: Buffer.from([0x66, 0xff, 0x0a]), content: 'x' }]),
  )
  expect(found.map(({ address }) => address)).toEqual([
    '../../escape.log',
    '/etc/cron.d/x',
    'C:\\x\\..\\y',
    'a%0Ab%E2%80%AEgol.txt',
    'a%21b%25c',
    './-',
    '(unnamed)',
    'same',
    'same#2',
    'same#2#2',
    `${'n'.repeat(1000)}…`,
    'f%FF%0A',
  ])
  expect(files).toEqual(['archive', 'evidence'])
})

test('an encrypted member and one of another method are said, the others are read', async () => {
  const { found } = await membersIn(
    zipOf([
      { name: 'secret.log', content: 'x', isEncrypted: true },
      { name: 'odd.log', content: 'x', method: 12 },
      { name: 'open.log', content: 'one\n' },
      { name: 'way', content: '/etc', mode: 0o120_777 },
    ]),
  )
  expect(textsOf(found)).toEqual([
    ['secret.log', 'EVD-009'],
    ['odd.log', 'EVD-011'],
    ['open.log', 'one\n'],
    ['way', 'EVD-010'],
  ])
  expect(found[0]!.refusal).toMatchObject({
    message: 'archive!secret.log is encrypted.',
    fix: expect.stringContaining('password') as string,
  })
})

test('a wrong checksum, a wrong size and damaged content are said, and what could be read stays', async () => {
  const packed = deflateRawSync('line of text\n'.repeat(1000))
  const { found } = await membersIn(
    zipOf([
      { name: 'crc', content: 'one\n', crc: 1 },
      { name: 'size', content: 'two\n', statedBytes: 9 },
      { name: 'cut', content: 'line of text\n'.repeat(1000), packed: packed.subarray(0, packed.length - 20) },
      { name: 'good', content: 'three\n' },
    ]),
  )
  expect(found.map(({ address, checks }) => [address, checks.map(({ text }) => text.replace(/\(.*\)/, '()'))])).toEqual([
    ['crc', ['its bytes do not hold what their checksum () says; what could be read of it is here']],
    ['size', ['it holds 4 bytes, the zip says 9; what could be read of it is here']],
    ['cut', [expect.stringMatching(/^it is damaged after \d+ of its 13000 bytes/)]],
    ['good', []],
  ])
  expect(found[0]!.text).toBe('one\n')
})

test('an archive that is cut off gives the members before', async () => {
  const tar = tarOf([
    { name: 'a', content: 'one\n' },
    { name: 'b', content: 'x'.repeat(5000) },
  ])
  const cut = await membersIn(tar.subarray(0, 512 * 3 + 1000))
  expect(cut.found.map(({ address, text, checks }) => [address, text?.length, checks[0]?.text])).toEqual([
    ['a', 4, undefined],
    ['b', 1000, 'it is cut off after 1000 of its 5000 bytes; what could be read of it is here'],
  ])
  expect(cut.checks).toMatchObject([
    { id: 'container-damaged', text: expect.stringContaining('cut off at its byte 2536') as string },
  ])
  const gzip = gzipSync(tar)
  expect((await membersIn(gzip.subarray(0, gzip.length - 12))).checks.map(({ id }) => id)).toContain('gzip-damaged')
  const bad = Buffer.from(tar)
  bad.fill(1, 1024, 1100)
  const broken = await membersIn(bad)
  expect([textsOf(broken.found), broken.checks[0]?.text]).toEqual([
    [['a', 'one\n']],
    expect.stringContaining('no header where one should be'),
  ])
})

const LOG = Array.from({ length: 2000 }, (_, at) => `line ${at} of ${at * 7919}\n`).join('')
const PARTS = ['a.log', 'b.log', 'c.log'].map((name, at) => ({ name, content: LOG.slice(at) }))

test.each([
  ['with sizes before the bytes', {}],
  ['with sizes after the bytes', { isDescribed: true }],
  ['stored', { isStored: true }],
  ['stored, with sizes after the bytes', { isStored: true, isDescribed: true }],
  ['Zip64', { isZip64: true }],
])('a zip that is cut gives its whole members and the beginning of the one that breaks off: %s', async (_, how) => {
  const parts = PARTS.map((part) => ({ ...part, ...how }))
  const zip = zipOf(parts)
  const two = zipOf(parts.slice(0, 2)).length - zipOf([]).length
  const cut = zip.subarray(0, Math.floor(two * 1.2))
  const { found, checks } = await membersIn(cut)
  expect(found.map(({ address, text }) => [address, text === LOG.slice(['a.log', 'b.log', 'c.log'].indexOf(address))])).toEqual([
    ['a.log', true],
    ['b.log', true],
    ['c.log', false],
  ])
  expect(found[2]!.text!.length).toBeGreaterThan(500)
  expect(LOG.slice(2).startsWith(found[2]!.text!)).toBe(true)
  const bytes = new RegExp(`the zip ends within it, at byte ${cut.length}: ${found[2]!.text!.length} of its`)
  expect(found[2]!.checks).toMatchObject([{ id: 'member-damaged', level: 'error', text: expect.stringMatching(bytes) as string }])
  expect(checks).toMatchObject([
    {
      id: 'container-damaged',
      text: expect.stringContaining(`2 of them whole; c.log breaks off where the zip ends, at byte ${cut.length}`) as string,
    },
  ])
})

test('of a zip that is cut within its directory nothing is missing, nor given twice', async () => {
  const zip = zipOf(PARTS)
  for (const length of [zip.length - 1, zip.length - 30, zip.length - 70, zip.length - 150]) {
    const { found, checks } = await membersIn(zip.subarray(0, length))
    expect(textsOf(found)).toEqual(PARTS.map(({ name, content }) => [name, content]))
    expect(checks).toMatchObject([{ id: 'container-damaged', text: expect.stringContaining('3 of them whole') as string }])
  }
  const damaged = Buffer.from(zip)
  damaged.fill(0, zip.length - 22 - 2 * 51, zip.length - 22 - 2 * 51 + 4)
  expect(textsOf((await membersIn(damaged)).found)).toEqual(PARTS.map(({ name, content }) => [name, content]))
})

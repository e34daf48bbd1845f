import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FileResult } from '#contract/evidence'
import { COUNT, TEXT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import { fileAt } from './add'
import { deleteSource } from './ledger'
import { loadContainer } from './load-container'
import { LoadSession } from './load-session'
import { previewFiles } from './preview'
import { tarOf, zipOf } from './test/archives'
import { TestCase } from './test/case-folder'
import { connLog } from './test/conn-log'
import { sha256Hex } from './test/members-in'

let it: TestCase
beforeEach(async () => {
  it = await TestCase.inMemory()
})
afterEach(async () => it.close())

const LINE = 'Mar  3 07:00:01 gate sshd[811]: Failed password for root from 198.51.100.7 port 4242 ssh2\n'
const stated = { year: 2026, zone: 'UTC' } as const
const told = (results: readonly FileResult[]) =>
  results.map(({ member, status, format, events }) => [member, status, format, events])
const counts = async () =>
  (await it.store.first(
    sql`SELECT (SELECT count(*) FROM (SELECT source_id FROM event_settled UNION ALL SELECT source_id FROM event_unsettled)) AS events, (SELECT count(*) FROM source) AS sources`,
    {
      events: COUNT,
      sources: COUNT,
    },
  ))!

test('a tar.gz becomes one source for each member, with its own format, counts, hash and rejects; its own bytes stay as they are', async () => {
  const [auth, conn] = [LINE.repeat(3), connLog(50).replace('#close', 'not a row\n#close')]
  const archive = gzipSync(
    tarOf([
      { name: 'var/log/auth.log', content: auth },
      { name: 'zeek/conn.log.gz', content: gzipSync(conn) },
      { name: 'photo.jpg', content: Buffer.from('ffd8ffe000104a46', 'hex') },
      { name: 'current', kind: '2', link: 'var/log/auth.log' },
    ]),
  )
  const path = it.write('logs.tar.gz', archive)
  const results = await it.addAll(path, stated)
  expect(told(results)).toEqual([
    [undefined, 'added', null, 0],
    ['var/log/auth.log', 'added', 'syslog', 3],
    ['zeek/conn.log.gz', 'added', 'zeek', 50],
    ['photo.jpg', 'unrecognised', null, 0],
    ['current', 'failed', null, 0],
  ])
  const [own, first, second, , link] = results as [FileResult, FileResult, FileResult, FileResult, FileResult]
  expect(own).toMatchObject({ path, container: 'tar', sha256: sha256Hex(archive), size_bytes: archive.length })
  expect(own.checks).toMatchObject([
    { id: 'members', level: 'warning', text: expect.stringContaining('4 members: 2 read') as string },
  ])
  expect(first).toMatchObject({ path: `${path}!var/log/auth.log`, sha256: sha256Hex(auth), member_of: own.sha256, records: 3 })
  expect(second).toMatchObject({ sha256: sha256Hex(gzipSync(conn)), records: 51, represented: 50, rejected: 1 })
  expect(link.error).toMatchObject({ code: 'EVD-010', message: expect.stringContaining('symbolic link') as string })
  expect(readdirSync(it.evidenceDir)).toEqual([own.sha256])
  expect(readFileSync(join(it.evidenceDir, own.sha256!)).equals(archive)).toBe(true)
  const keys = await it.store.all(sql`SELECT DISTINCT sha256 || '/' || member AS key FROM source ORDER BY key`, { key: TEXT })
  expect(keys.map(({ key }) => key)).toEqual([`${own.sha256}/var%2Flog%2Fauth.log`, `${own.sha256}/zeek%2Fconn.log.gz`])
})

test('the same bytes count once: in a file, in an archive, in another archive', async () => {
  const log = connLog(20)
  const zip = zipOf([
    { name: 'a/conn.log', content: log },
    { name: 'b/conn.log', content: log },
    { name: 'new.log', content: LINE },
  ])
  expect(told(await it.addAll(it.write('one.zip', zip), stated))).toEqual([
    [undefined, 'added', null, 0],
    ['a/conn.log', 'added', 'zeek', 20],
    ['b/conn.log', 'already-there', null, 0],
    ['new.log', 'added', 'syslog', 1],
  ])
  const again = await it.addAll(it.write('same.zip', zip), stated)
  expect(again.map(({ status }) => status)).toEqual(['already-there', 'already-there', 'already-there', 'already-there'])
  const file = await it.add(it.write('conn.log', log))
  expect(file).toMatchObject({
    status: 'already-there',
    checks: [{ id: 'same-bytes', text: expect.stringContaining('one.zip!a/conn.log') as string }],
  })
  const other = await it.addAll(it.write('other.tar', tarOf([{ name: 'conn.log', content: log }])))
  expect(told(other)).toEqual([
    [undefined, 'already-there', null, 0],
    ['conn.log', 'already-there', null, 0],
  ])
  expect(await counts()).toEqual({ events: 21, sources: 2 })
  expect(readdirSync(it.evidenceDir).length).toBe(1)
})

test('an archive in which nothing is known is said and not kept', async () => {
  const results = await it.addAll(
    it.write(
      'pictures.zip',
      zipOf([
        { name: 'a.jpg', content: 'xx' },
        { name: 's', content: 'x', isEncrypted: true },
      ]),
    ),
  )
  expect(results.map(({ status, error }) => error?.code ?? status)).toEqual(['unrecognised', 'unrecognised', 'EVD-009'])
  const broken = await it.addAll(it.write('cut.zip', zipOf([{ name: 'a.log', content: LINE }]).subarray(0, 60)))
  expect(broken).toMatchObject([
    { status: 'failed', container: 'zip', error: { code: 'EVD-013' } },
    { status: 'failed', member: 'a.log', error: { code: 'EVD-013' } },
  ])
  expect(readdirSync(it.evidenceDir)).toEqual([])
  expect(await counts()).toEqual({ events: 0, sources: 0 })
})

test('a member whose checksum is wrong is read and said; a bomb is passed over and said', async () => {
  it.limits = { member: { freeBytes: 100_000, ratio: 50 }, total: { freeBytes: 1e8, ratio: 1 }, members: 100, depth: 3 }
  const results = await it.addAll(
    it.write(
      'mixed.zip',
      zipOf([
        { name: 'crc.log', content: LINE, crc: 7 },
        { name: 'bomb.log', content: LINE.repeat(50_000) },
        { name: 'good.log', content: LINE + LINE },
      ]),
    ),
    stated,
  )
  expect(results.map(({ status, events, error }) => error?.code ?? [status, events])).toEqual([
    ['added', 0],
    ['added', 1],
    'EVD-012',
    ['added', 2],
  ])
  expect(results[1]!.checks[0]).toMatchObject({ id: 'member-damaged', level: 'error' })
  expect(results[2]!.error!.fix).toContain('extract it yourself')
})

test('a look shows every member before anything is in the case', async () => {
  const long = connLog(60_000, 4)
  const zip = zipOf([
    { name: 'auth.log', content: LINE },
    { name: 'in.tar', content: tarOf([{ name: 'conn.log', content: long }]) },
    { name: 'secret', content: 'x', isEncrypted: true },
    { name: 'photo.jpg', content: 'xx' },
  ])
  const path = it.write('logs.zip', zip)
  const looks = []
  for await (const look of previewFiles(await fileAt(path), stated, { displayZone: null, caseYear: null })) looks.push(look)
  expect(looks.map(({ result, whole, sample }) => [result.member, result.status, result.format, whole, sample.length])).toEqual([
    [undefined, 'added', null, false, 0],
    ['auth.log', 'added', 'syslog', true, 1],
    ['in.tar!conn.log', 'added', 'zeek', false, 20],
    ['secret', 'failed', null, true, 0],
    ['photo.jpg', 'unrecognised', null, true, 0],
  ])
  expect(looks[2]).toMatchObject({ path: `${path}!in.tar!conn.log`, size_bytes: long.length })
  expect(await counts()).toEqual({ events: 0, sources: 0 })
})

test('cancelling in the middle takes everything out; a disk that was full is gone on from; a rebuild gives the same', async () => {
  const members = Array.from({ length: 6 }, (_, index) => ({ name: `${index}.log`, content: connLog(500, index + 1) }))
  const path = it.write('many.tar', tarOf(members))
  const stop = new AbortController()
  let records = 0
  const cancelled = it.addAll(
    path,
    {},
    {
      signal: stop.signal,
      onProgress: (progress) => {
        records = Math.max(records, progress.records)
        if (progress.step === 'reading' && progress.bytes > 100_000) stop.abort(new Error('stopped by hand'))
      },
    },
  )
  await expect(cancelled).rejects.toThrow('stopped by hand')
  expect(records).toBeGreaterThan(0)
  expect(await counts()).toEqual({ events: 0, sources: 0 })
  expect(readdirSync(it.evidenceDir)).toEqual([])
  const results = await it.addAll(path)
  expect(await counts()).toEqual({ events: 3000, sources: 6 })
  const known = new Map(
    results.slice(1).map((one) => [one.member!, { format: one.format, zone: one.zone, zoneRule: one.zone_rule, year: one.year }]),
  )
  const request = {
    ...({
      evidenceDir: it.evidenceDir,
      sha256: results[0]!.sha256!,
      name: 'many.tar',
      options: {},
      kind: 'tar',
      verify: true,
    } as const),
    ...{ homeNetworks: it.homeNetworks, displayZone: null, modifiedUs: null, knownMembers: known, elsewhere: () => null },
  }
  await deleteSource(it.store, request.sha256, '3.log')
  await it.store.run(sql`DELETE FROM meta WHERE starts_with(key, 'container:')`)
  const mended = await loadContainer(new LoadSession(it.store), request)
  const plain = (all: FileResult[]) => all.map((one) => ({ ...one, path: '' }))
  expect(plain(mended)).toEqual(plain(results))
  expect(await counts()).toEqual({ events: 3000, sources: 6 })
  await deleteSource(it.store, request.sha256)
  expect(plain(await loadContainer(new LoadSession(it.store), request))).toEqual(plain(results))
  const without = await loadContainer(new LoadSession(it.store), {
    ...request,
    elsewhere: (_, member) => (member === '1.log' ? 'a file' : null),
  })
  expect(without[2]).toMatchObject({ status: 'already-there', events: 0 })
  expect(await counts()).toEqual({ events: 2500, sources: 5 })
})

import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FileResult } from '#contract/evidence'
import { EVERYTHING } from '#contract/selection'
import { tarOf, zipOf } from '#main/intake/test/archives'
import { testBench, type TestBench } from './test-host'

const line = (day: string, user: string) =>
  `${day} 07:00:01 web01 sshd[811]: Failed password for ${user} from 198.51.100.7 port 4242 ssh2\n`
const AUTH = line('Mar  3', 'root') + line('Mar  4', 'deploy')
const OLD = line('Feb  1', 'root') + 'no time here\n' + line('Feb  2', 'root')
const BROKEN_FAST =
  '07/14-09:30:01.250000  [**] [1:1000001:2] LOCAL test beacon [**] [Priority: 3] {TCP} 149.1.1.1:50000 -> 203.0.113.9:6667\n'

let bench: TestBench
beforeEach(async () => {
  bench = testBench()
  await bench.client.case.create({ path: join(bench.folder, 'one.case'), name: 'One', home_networks: [], display_zone: 'UTC' })
})
afterEach(() => bench.close())

const year = { year: 2026, zone: 'UTC' }
async function add(name: string, content: Uint8Array | string): Promise<FileResult[]> {
  const path = join(bench.folder, name)
  writeFileSync(path, content)
  const files: FileResult[] = []
  for await (const message of await bench.client.evidence.add({ items: [{ path, options: year }] }))
    if (message.kind === 'file') files.push(message.file)
  return files
}
const archive = gzipSync(
  tarOf([
    { name: 'log/auth.log', content: AUTH },
    { name: 'log/auth.log.1.gz', content: gzipSync(OLD) },
    { name: 'in.zip', content: zipOf([{ name: 'alert.fast', content: BROKEN_FAST }]) },
    { name: 'photo.jpg', content: 'xx' },
  ]),
)
const events = async () => {
  const { rows } = await bench.client.query.page({ selection: EVERYTHING })
  return rows.map(({ event_key, ts, message }) => ({ event_key, ts, message }))
}
const ledger = async () =>
  (await bench.client.evidence.list()).map(({ name, status, format, records, set }) => [
    name,
    status,
    format,
    records,
    set?.position,
  ])

test('every event of a member leads to its bytes, and a rebuild gives the same', async () => {
  const [own] = await add('logs.tar.gz', archive)
  const before = await events()
  expect(before.length).toBeGreaterThan(4)
  for (const { event_key } of before) {
    const raw = await bench.client.query.raw({ key: event_key, context: 1 })
    expect(raw).toMatchObject({ evidence: own!.sha256, verified: true })
    const text = `${raw.raw}\n`
    const within = { 'log/auth.log': AUTH, 'log/auth.log.1.gz': OLD, 'in.zip!alert.fast': BROKEN_FAST }[raw.member]!
    expect(within.slice(raw.byte_offset, raw.byte_offset + raw.byte_length)).toBe(text)
  }
  const files = await ledger()
  expect(files).toEqual([
    ['logs.tar.gz', 'added', null, 0, undefined],
    ['logs.tar.gz!log/auth.log', 'added', 'syslog', 2, 2],
    ['logs.tar.gz!log/auth.log.1.gz', 'added', 'syslog', 3, 1],
    ['logs.tar.gz!in.zip!alert.fast', 'added', 'snort-fast', 1, undefined],
    ['logs.tar.gz!photo.jpg', 'unrecognised', null, 0, undefined],
  ])
  await bench.client.case.rebuild()
  expect(await events()).toEqual(before)
  expect(await ledger()).toEqual(files)
  expect(readdirSync(join(bench.folder, 'one.case/evidence'))).toEqual([own!.sha256])
})

test('one member is corrected or left out by its own hash; the others stay as they are', async () => {
  const [, auth, old] = await add('logs.tar.gz', archive)
  const look = await bench.client.evidence.previewSet({ sha256: old!.sha256!, options: { zone: '+02:00' } })
  expect(look.result).toMatchObject({ format: 'syslog', zone: '+02:00', records: 3 })
  await bench.client.evidence.set({ sha256: old!.sha256!, options: { zone: '+02:00' } })
  const times = async () => (await events()).map(({ ts }) => ts)
  expect(await times()).toEqual(expect.arrayContaining(['2026-02-01T05:00:01Z', '2026-03-03T07:00:01Z']))
  const rejected = await bench.client.evidence.rejects({ sha256: old!.sha256! })
  expect(rejected.total + (await bench.client.evidence.rejects({ sha256: auth!.sha256! })).total).toBe(rejected.total)
  await bench.client.evidence.exclude({ sha256: auth!.sha256!, reason: 'of another host' })
  expect((await ledger()).map(([, status]) => status)).toEqual(['added', 'excluded', 'added', 'added', 'unrecognised'])
  const now = await events()
  expect(now.map(({ ts }) => ts)).not.toContain('2026-03-03T07:00:01Z')
  await bench.client.case.rebuild()
  expect(await events()).toEqual(now)
})

test('bytes that are in an archive already are said when they come as a file, and the other way round', async () => {
  await add('logs.tar.gz', archive)
  const count = (await events()).length
  expect((await add('auth.log', AUTH))[0]).toMatchObject({
    status: 'already-there',
    checks: [{ id: 'same-bytes', text: expect.stringContaining('logs.tar.gz!log/auth.log') as string }],
  })
  const again = await add(
    'other.zip',
    zipOf([
      { name: 'auth.log', content: AUTH },
      { name: 'new.log', content: line('May  1', 'root') },
    ]),
  )
  expect(again.map(({ status }) => status)).toEqual(['added', 'already-there', 'added'])
  expect((await events()).length).toBe(count + 1)
  const whole = (await bench.client.evidence.list()).find(({ name }) => name === 'logs.tar.gz')!
  await bench.client.evidence.exclude({ sha256: whole.sha256!, reason: 'wrong host' })
  expect((await ledger()).slice(-3).map(([name, status]) => [name, status])).toEqual([
    ['other.zip', 'added'],
    ['other.zip!auth.log', 'added'],
    ['other.zip!new.log', 'added'],
  ])
})

test('cited records of members are verified in the case, in a bundle that is not opened, and in the case it opens to', async () => {
  await add('logs.tar.gz', archive)
  const entry = await bench.client.notebook.create({ kind: 'finding', title: 'Guesses', body: '', tlp: null, control: null })
  const cited = (await events()).filter(({ event_key }) => /auth|alert/.test(event_key))
  for (const { event_key } of cited) await bench.client.notebook.cite({ entry: entry.id, cite: { kind: 'row', event_key } })
  const path = join(bench.folder, 'one.btz')
  await bench.client.bundle.write({ path })
  const states = async (input: { path?: string }) => {
    const { ok, bad, citations } = await bench.client.bundle.verify(input)
    return { ok, bad, citations: citations.map(({ state }) => state) }
  }
  const verified = { ok: true, bad: [], citations: cited.map(() => 'verified') }
  expect(cited.length).toBeGreaterThan(3)
  expect(await states({})).toEqual(verified)
  expect(await states({ path })).toEqual(verified)
  await bench.client.bundle.open({ path, target: join(bench.folder, 'two.case') })
  expect(await states({})).toEqual(verified)
  expect((await ledger()).length).toBe(5)
})

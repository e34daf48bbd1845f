import { spawnSync } from 'node:child_process'
import { appendFileSync, chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { derive } from '#main/analysis/derive'
import { BYTES, COUNT, nullable, TEXT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import { fingerprint } from './fingerprint'
import { TestCase } from './test/case-folder'
import { connLog, CONN_HEADER } from './test/conn-log'
import { walk } from './walk'

let it: TestCase
beforeEach(async () => {
  it = await TestCase.inMemory()
})
afterEach(async () => it.close())

const LINE = 'Mar  3 07:00:01 gate sshd[811]: Failed password for root from 198.51.100.7 port 4242 ssh2'
const syslog = (lines: (string | Uint8Array)[], end = '\n') =>
  Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from(end)]))
const messages = async () =>
  (await it.store.all(sql`SELECT message FROM event_settled ORDER BY record`, { message: nullable(TEXT) })).map(
    (row) => row.message,
  )

test('invalid UTF-8 and NUL bytes stay in their rows and break nothing', async () => {
  const broken = Buffer.concat([
    Buffer.from('Mar  3 07:00:02 gate sshd[811]: Failed password for r\x00ot'),
    Buffer.from([0xc3, 0x28, 0xff]),
    Buffer.from(' from 198.51.100.7 port 1 ssh2'),
  ])
  const cut = Buffer.concat([Buffer.from('Mar  3 07:00:03 gate app: half a letter '), Buffer.from([0xe2, 0x82])])
  const rest = Buffer.concat([Buffer.from('Mar  3 07:00:04 gate app: '), Buffer.from([0xac]), Buffer.from(' the other half')])
  const result = await it.add(it.write('auth.log', syslog([LINE, broken, cut, rest])), { year: 2026, zone: 'UTC' })
  expect(result).toMatchObject({ status: 'added', records: 4, represented: 4, rejected: 0 })
  const texts = await messages()
  expect(texts).toHaveLength(4)
  expect(texts.filter((text) => text === null)).toEqual([])
  expect(texts[1]).toContain('r\x00ot\uFFFD(\uFFFD')
  expect(texts[2]).toMatch(/half a letter \uFFFD$/)
  expect(texts[3]).toContain('\uFFFD the other half')
})

test('a line of 64 MiB is one record with its whole length', async () => {
  const long = Buffer.alloc(64 << 20, 0x61)
  const result = await it.add(it.write('auth.log', Buffer.concat([syslog([LINE]), long, Buffer.from('\n'), syslog([LINE])])), {
    year: 2026,
    zone: 'UTC',
  })
  expect(result).toMatchObject({ status: 'added', records: 3 })
  const rows = await it.store.all(
    sql`SELECT byte_length::UBIGINT AS byte_length FROM event_settled WHERE record = 2 UNION ALL SELECT byte_length FROM reject WHERE record = 2`,
    { byte_length: COUNT },
  )
  expect(rows).toEqual([{ byte_length: (64 << 20) + 1 }])
})

test('a rejected line keeps its first 64 KiB and its full length', async () => {
  const bad = `not a row ${'x'.repeat(200_000)}`
  const result = await it.add(it.write('conn.log', `${connLog(3).replace('#close', `${bad}\n#close`)}`))
  expect(result).toMatchObject({ records: 4, represented: 3, rejected: 1 })
  const [reject] = await it.store.all(sql`SELECT byte_length, reason, raw FROM reject`, {
    byte_length: COUNT,
    reason: TEXT,
    raw: BYTES,
  })
  expect({ ...reject, raw: Buffer.from(reject!.raw).toString() }).toEqual({
    byte_length: bad.length + 1,
    reason: expect.stringContaining('fields') as string,
    raw: bad.slice(0, 65_536),
  })
})

test('every kind of line end ends a line, and every byte belongs to one', async () => {
  const text = [`${LINE}\r\n`, `${LINE}\r`, `${LINE}\n`, '\r\n', `${LINE}`].join('')
  const result = await it.add(it.write('auth.log', text), { year: 2026, zone: 'UTC' })
  expect(result).toMatchObject({ records: 4, represented: 4, structural: 1 })
  const rows = await it.store.all(sql`SELECT byte_offset, byte_length FROM event_settled ORDER BY record`, {
    byte_offset: COUNT,
    byte_length: COUNT,
  })
  expect(rows.map(({ byte_offset, byte_length }) => text.slice(byte_offset, byte_offset + byte_length).trim())).toEqual([
    LINE,
    LINE,
    LINE,
    LINE,
  ])
})

test('gzip: several members are one file; of a truncated one all that came before is kept, and where it ended is said', async () => {
  const [first, second] = [connLog(2000, 1), connLog(2000, 2).split('\n').slice(8).join('\n')]
  const both = Buffer.concat([gzipSync(first.replace(/#close.*\n/, '')), gzipSync(second)])
  expect(await it.add(it.write('both.log.gz', both))).toMatchObject({ status: 'added', events: 4000, rejected: 0 })
  const whole = gzipSync(connLog(20_000, 3))
  const result = await it.add(it.write('cut.log.gz', whole.subarray(0, 400_000)))
  expect(result.status).toBe('added')
  expect(result.events).toBeGreaterThan(1000)
  expect(result.checks.find((check) => check.id === 'gzip-damaged')).toMatchObject({
    level: 'error',
    text: expect.stringContaining(`byte 400000 of 400000`) as string,
  })
  const trailing = await it.add(it.write('tail.log.gz', Buffer.concat([gzipSync(connLog(10, 4)), Buffer.from('and more')])))
  expect(trailing).toMatchObject({ status: 'added', events: 10 })
  expect(trailing.checks.find((check) => check.id === 'gzip-damaged')?.text).toContain('no gzip follow')
})

test('a file that changes while it is read is said', async () => {
  const path = it.write('growing.log', connLog(30_000))
  let grew = false
  const print = await fingerprint(path, it.evidenceDir, {
    inPlace: false,
    onBytes: () => {
      if (!grew) appendFileSync(path, 'one line more\n')
      grew = true
    },
  })
  expect(print.checks).toEqual([expect.objectContaining({ id: 'changed-while-read', level: 'warning' })])
  expect(statSync(join(it.evidenceDir, print.sha256)).mode & 0o777).toBe(0o444)
})

test('names are text: colons, new lines, quotes, markup and the longest ones', async () => {
  const names = ['a:b\nc.log', `"; DROP TABLE event; --.log`, '<script>alert(1)<.log', 'x'.repeat(250), '..%2f..%2fetc.log']
  const folder = join(it.folder, 'names')
  mkdirSync(folder)
  names.forEach((name, index) => writeFileSync(join(folder, name), connLog(5, index + 10)))
  for (const name of names)
    expect(await it.add(join(folder, name))).toMatchObject({ status: 'added', events: 5, path: join(folder, name) })
  await expect(it.add(join(folder, 'y'.repeat(300)))).rejects.toMatchObject({
    code: 'EVD-001',
    message: expect.stringContaining('too long') as string,
  })
})

test('folders are walked in order; links, pipes and closed files are listed with their reason', async () => {
  const folder = join(it.folder, 'tree')
  mkdirSync(join(folder, 'b'), { recursive: true })
  for (const name of ['b/two.log', 'a.log', 'Z.log', 'b/é.log']) writeFileSync(join(folder, name), 'x')
  symlinkSync('/etc/passwd', join(folder, 'out'))
  spawnSync('mkfifo', [join(folder, 'pipe')])
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/bad`), Buffer.from([0xff])]), 'x')
  const seen = []
  for await (const { name, skipped } of walk([folder, join(folder, 'gone')]))
    seen.push([name, skipped === null ? 'file' : skipped])
  expect(seen).toEqual([
    ['Z.log', 'file'],
    ['a.log', 'file'],
    ['b/two.log', 'file'],
    ['b/é.log', 'file'],
    ['bad\uFFFD\uFFFD', 'its name is no valid text; give it another name and add it again'],
    ['out', 'it is a link; links inside a folder are not followed'],
    ['pipe', 'it is a pipe'],
    ['gone', 'it does not exist'],
  ])
})

test('a message that holds markup and SQL is a message', async () => {
  const nasty = `Mar  3 07:00:01 gate app: <script>alert(1)</script> '); DROP TABLE event; --`
  await it.add(it.write('syslog', syslog([nasty])), { year: 2026, zone: 'UTC' })
  expect((await messages())[0]).toContain(`<script>alert(1)</script> '); DROP TABLE event; --`)
})

test('what nobody recognises, and what cannot be read further, is told apart', async () => {
  expect(await it.add(it.write('noise.bin', Buffer.alloc(1000, 7)))).toMatchObject({
    status: 'unrecognised',
    format: null,
    sha256: null,
  })
  expect(await it.add(it.write('empty.log', ''))).toMatchObject({ status: 'unrecognised' })
  const garbage = await it.add(it.write('bad.gz', Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(500, 1)])))
  expect(garbage.status).toBe('unrecognised')
})

test('evidence left in place is read there, and found changed when it changes', async () => {
  const path = it.write('conn.log', connLog(100))
  const result = await it.add(path, {}, { inPlace: true })
  expect(result).toMatchObject({ status: 'added', events: 100 })
  expect(statSync(join(it.evidenceDir, `${result.sha256}.ref.json`)).mode & 0o777).toBe(0o444)
  chmodSync(path, 0o644)
  appendFileSync(path, 'more\n')
  const { loadSource } = await import('./load')
  const { LoadSession } = await import('./load-session')
  const { deleteSource } = await import('./ledger')
  await deleteSource(it.store, result.sha256!)
  const again = loadSource(new LoadSession(it.store), {
    ...{ evidenceDir: it.evidenceDir, sha256: result.sha256!, name: 'conn.log', options: {}, known: null, verify: true },
    ...{ homeNetworks: it.homeNetworks, displayZone: null, modifiedUs: null },
  })
  await expect(again).rejects.toMatchObject({ code: 'EVD-004' })
  expect(await it.store.all(sql`SELECT count(*) AS n FROM source`, { n: COUNT })).toEqual([{ n: 0 }])
})

test('two thousand places picked at random give exactly their lines', async () => {
  const log = Buffer.from(connLog(40_000, 9))
  const result = await it.add(it.write('conn.log', log))
  await derive(it.store, { homeNetworks: it.homeNetworks })
  const lines = log.toString('latin1').split('\n')
  const rows = await it.store.all(sql`SELECT record, byte_offset, byte_length FROM event ORDER BY hash(event_id) LIMIT 2000`, {
    record: COUNT,
    byte_offset: COUNT,
    byte_length: COUNT,
  })
  expect(result.events).toBe(40_000)
  const wrong = rows.filter(
    (row) => log.toString('latin1', row.byte_offset, row.byte_offset + row.byte_length) !== `${lines[row.record - 1]}\n`,
  )
  expect({ probes: rows.length, wrong }).toEqual({ probes: 2000, wrong: [] })
})

test('a header alone gives no events and is no failure', async () => {
  expect(await it.add(it.write('conn.log', CONN_HEADER))).toMatchObject({
    status: 'added',
    format: 'zeek',
    records: 0,
    events: 0,
    structural: 8,
  })
})

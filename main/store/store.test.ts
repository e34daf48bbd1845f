import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { COUNT, MICROS, nullable, REAL, TEXT } from './rows'
import { sql } from './sql'
import { openStore } from './store'
import { drawEvents, drawn } from './test/events'
import { expectToBind } from './test/matchers'
import { memoryStore } from './test/memory-store'

const folders: string[] = []
function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'store-test-'))
  folders.push(path)
  return path
}
afterEach(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true })
})

test('values are bound, pieces are put in place, names must be columns', async () => {
  const store = await memoryStore()
  const piece = sql`${sql.ref('dst_port')} = ${22}`
  const query = sql`SELECT count(*) AS n FROM event WHERE ${piece} AND message = ${"'; DROP TABLE event; --"}`
  await expectToBind(store, query, 'SELECT count(*) AS n FROM event WHERE dst_port = ? AND message = ?', [
    22,
    "'; DROP TABLE event; --",
  ])
  expect(await store.all(query, { n: COUNT })).toEqual([{ n: 0 }])
  expect(() => sql.ref('1; DROP')).toThrow(TypeError)
  await store.close()
})

test('rows come in the shape asked for, and a wrong shape is named', async () => {
  const store = await memoryStore()
  const query = sql`SELECT ${1}::UBIGINT AS n, ${sql.micros(1_244_692_007_000_001)} AS ts, NULL AS gone, ${'é\u0000'} AS text, ${0.5} AS half`
  expect(await store.all(query, { n: COUNT, ts: MICROS, gone: nullable(TEXT), text: TEXT, half: REAL })).toEqual([
    { n: 1, ts: 1_244_692_007_000_001, gone: null, text: 'é\u0000', half: 0.5 },
  ])
  await expect(store.all(query, { ts: COUNT })).rejects.toThrow('column ts')
  await store.close()
})

test('a case file is written only inside a job, and read-only between jobs', async () => {
  const path = join(folder(), 'case.duckdb')
  const store = await openStore(path, { mode: 'read' })
  expect(store.mode).toBe('read')
  expect(statSync(path).mode & 0o777).toBe(0o444)
  await expect(store.run(sql`INSERT INTO meta VALUES ('a', 'b')`)).rejects.toThrow('read-only')
  const during = await store.withWriter(async (writer) => {
    await writer.run(sql`INSERT INTO meta VALUES ('a', 'b')`)
    return writer.withWriter(async (again) => again.all(sql`SELECT value FROM meta WHERE key = 'a'`, { value: TEXT }))
  })
  expect(during).toEqual([{ value: 'b' }])
  expect(store.mode).toBe('read')
  expect(statSync(path).mode & 0o777).toBe(0o444)
  await expect(store.withWriter(async () => Promise.reject(new Error('job failed')))).rejects.toThrow('job failed')
  expect(await store.first(sql`SELECT value FROM meta WHERE key = 'a'`, { value: TEXT })).toEqual({ value: 'b' })
  await store.close()
})

test('a second owner gets the process id of the first; a dead owner is taken over', async () => {
  const path = join(folder(), 'case.duckdb')
  const store = await openStore(path, { mode: 'read' })
  await expect(openStore(path, { mode: 'read' })).rejects.toMatchObject({ code: 'CAS-003', params: { pid: process.pid } })
  const guest = await openStore(path, { mode: 'read', guest: true })
  expect(await guest.all(sql`SELECT count(*) AS n FROM event`, { n: COUNT })).toEqual([{ n: 0 }])
  await guest.close()
  await store.close()
  expect(existsSync(`${path}.owner`)).toBe(false)
  const dead = spawnSync(process.execPath, ['-e', '0'])
  writeFileSync(`${path}.owner`, `${dead.pid}\n1\n`)
  const again = await openStore(path, { mode: 'read' })
  expect(readFileSync(`${path}.owner`, 'utf8').split('\n')[0]).toBe(String(process.pid))
  await again.close()
})

test('an aborted query stops and its connection goes on', async () => {
  const store = await memoryStore()
  const stop = new AbortController()
  const slow = store.all(sql`SELECT count(*) AS n FROM range(100000000000) a`, { n: COUNT }, { signal: stop.signal })
  stop.abort(new Error('no longer wanted'))
  await expect(slow).rejects.toThrow('no longer wanted')
  expect(await store.all(sql`SELECT 1 AS n`, { n: COUNT })).toEqual([{ n: 1 }])
  await store.close()
})

test('a transaction is all or nothing', async () => {
  const store = await memoryStore()
  const failing = store.transaction(async (transaction) => {
    await transaction.run(sql`INSERT INTO meta VALUES ('x', 'y')`)
    throw new Error('half way')
  })
  await expect(failing).rejects.toThrow('half way')
  expect(await store.all(sql`SELECT count(*) AS n FROM meta WHERE key = 'x'`, { n: COUNT })).toEqual([{ n: 0 }])
  await store.close()
})

test('drawn events read back through the public view', async () => {
  const store = await memoryStore()
  const rows = drawn`
    ts                       name          src                dst             proto  duration  client_bytes  attr_text  attr_int_1  attrs
    2009-06-11T03:46:47Z     Zeek-Conn_SF  198.51.100.7:2455  198.18.20.5:22  tcp    69s       2388          C"1        4           {"x":1}
    2009-06-11T03:46:48.5Z   Zeek-Conn_SF  [2001:db8::1]:1    198.18.20.5:22  tcp    -         -             -          -           -
  `
  await drawEvents(store, rows, { layout: { text: 'uid', integers: ['history'] }, home: (ip) => ip.startsWith('198.18.') })
  const shape = {
    event_key: TEXT,
    ts: MICROS,
    client_ip: TEXT,
    server_port: COUNT,
    direction: TEXT,
    duration_s: nullable(REAL),
    attrs: TEXT,
  }
  expect(await store.all(sql`SELECT * FROM events ORDER BY ts`, shape)).toEqual([
    {
      event_key: `${'1'.padStart(64, '0')}/-/1/0`,
      ts: 1_244_692_007_000_000,
      client_ip: '198.51.100.7',
      server_port: 22,
      direction: 'inbound',
      duration_s: 69,
      attrs: '{"uid":"C\\"1","history":4,"x":1}',
    },
    {
      event_key: `${'1'.padStart(64, '0')}/-/2/0`,
      ts: 1_244_692_008_500_000,
      client_ip: '2001:db8::1',
      server_port: 22,
      direction: 'inbound',
      duration_s: null,
      attrs: '{}',
    },
  ])
  await store.close()
})

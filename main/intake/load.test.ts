import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { derive } from '#main/analysis/derive'
import { canonicalEvents } from '#main/store/canonical'
import { COUNT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import { fileAt } from './add'
import { deleteSource, sourceOf, unfinishedSources } from './ledger'
import { loadSource, type LoadRequest } from './load'
import { LoadSession } from './load-session'
import { previewFile } from './preview'
import { TestCase } from './test/case-folder'
import { connLog } from './test/conn-log'

let it: TestCase
beforeEach(async () => {
  it = await TestCase.inMemory()
})
afterEach(async () => it.close())

async function exported(): Promise<string[]> {
  const lines: string[] = []
  await derive(it.store, { homeNetworks: it.homeNetworks })
  await canonicalEvents(it.store, (line) => lines.push(line))
  return lines
}

const count = async (table: string) => (await it.store.first(sql`SELECT count(*) AS n FROM ${sql.raw(table)}`, { n: COUNT }))!.n

const requestFor = (sha256: string): LoadRequest => ({
  ...{ evidenceDir: it.evidenceDir, sha256, name: 'conn.log', options: {}, known: null, verify: true },
  ...{ homeNetworks: it.homeNetworks, displayZone: null, modifiedUs: null },
})

test('a source that is taken out and loaded again gives equal events', async () => {
  const { sha256 } = await it.add(it.write('conn.log', connLog(3000)))
  const before = await exported()
  await deleteSource(it.store, sha256!)
  expect(await exported()).toEqual([])
  const again = await loadSource(new LoadSession(it.store), requestFor(sha256!))
  expect(again).toMatchObject({ status: 'added', events: 3000 })
  const after = await exported()
  expect(after).toEqual(before)
  expect(after).toHaveLength(3000)
  expect(await loadSource(new LoadSession(it.store), requestFor(sha256!))).toMatchObject({
    status: 'already-there',
    events: 3000,
  })
})

test('a yearless log read again after a rebuild keeps the year and the rule that were decided', async () => {
  const lines = ['Dec 31 23:59:58 gate app[1]: last of the year', 'Jan  1 00:00:01 gate app[1]: first of the next'].join('\n')
  const path = it.write('messages', lines)
  const file = { ...(await fileAt(path)), modifiedUs: Date.UTC(2010, 0, 1, 1) * 1000 }
  const { addFile } = await import('./add')
  const added = (await addFile(new LoadSession(it.store), file, it.surroundings, { options: {}, inPlace: false }))[0]!
  expect(added).toMatchObject({ status: 'added', year: 2009, first_ts: '2009-12-31T23:59:58Z', last_ts: '2010-01-01T00:00:01Z' })
  const before = await exported()
  await deleteSource(it.store, added.sha256!)
  const known = { format: added.format, zone: added.zone, zoneRule: added.zone_rule, year: added.year }
  const again = await loadSource(new LoadSession(it.store), { ...requestFor(added.sha256!), known })
  expect({ ...again, path: '' }).toEqual({ ...added, path: '' })
  expect(await exported()).toEqual(before)
})

test('a cancelled add leaves the case as it was', async () => {
  await it.add(it.write('first.log', connLog(100, 1)))
  const before = await exported()
  const stop = new AbortController()
  const cancelled = it.add(
    it.write('second.log', connLog(60_000, 2)),
    {},
    {
      signal: stop.signal,
      onProgress: ({ step, bytes }) => {
        if (step === 'reading' && bytes > 0) stop.abort(new Error('no longer wanted'))
      },
    },
  )
  await expect(cancelled).rejects.toThrow('no longer wanted')
  expect(await count('source')).toBe(1)
  expect(readdirSync(it.evidenceDir)).toHaveLength(1)
  expect(await unfinishedSources(it.store)).toEqual([])
  expect(await exported()).toEqual(before)
})

test('other options take the source out and load it anew; the same bytes under another name are there already', async () => {
  const path = it.write('messages', 'Mar  3 07:00:01 gate app[1]: hello\n')
  const { sha256 } = await it.add(path, { year: 2026, zone: '+02:00' })
  const moved = await loadSource(new LoadSession(it.store), {
    ...requestFor(sha256!),
    options: { year: 2026, zone: 'UTC', skewSeconds: 2.5 },
  })
  expect(moved).toMatchObject({ status: 'added', zone: 'UTC', first_ts: '2026-03-03T07:00:03.500000Z' })
  expect(await count('event_settled')).toBe(1)
  expect((await sourceOf(it.store, sha256!))?.complete).toBe(true)
  const other = it.write('copy of messages', 'Mar  3 07:00:01 gate app[1]: hello\n')
  expect(await it.add(other)).toMatchObject({ status: 'already-there', path: other, sha256 })
  expect(readdirSync(it.evidenceDir)).toEqual([sha256])
})

test('a sensor that is stated stands for rows that name none', async () => {
  await it.add(it.write('conn.log', connLog(10)), { sensor: 'border tap' })
  await derive(it.store, { homeNetworks: it.homeNetworks })
  expect(await it.store.all(sql`SELECT count(*) AS n FROM events WHERE sensor = 'border tap'`, { n: COUNT })).toEqual([{ n: 10 }])
})

test('a preview reads the beginning alone and says so', async () => {
  const path = it.write('conn.log', connLog(40_000))
  const preview = await previewFile(await fileAt(path), {}, { displayZone: null, caseYear: null })
  expect(preview).toMatchObject({
    whole: false,
    result: { status: 'added', format: 'zeek', rejected: 0 },
    candidates: [{ format: 'zeek' }],
  })
  expect(preview.result.records).toBeGreaterThan(10_000)
  expect(preview.result.records).toBeLessThan(40_000)
  expect(preview.sample[0]).toMatchObject({ format: 'zeek', type: 'network', proto: expect.any(String) as string, line: 9 })
  const small = await previewFile(
    await fileAt(it.write('small.log', connLog(3).replace('#close', 'odd\n#close'))),
    {},
    { displayZone: null, caseYear: null },
  )
  expect(small).toMatchObject({ whole: true, result: { records: 4, rejected: 1 }, rejects: [{ line: 12, raw: 'odd\n' }] })
  const noise = await previewFile(await fileAt(it.write('noise', 'nothing known\n')), {}, { displayZone: null, caseYear: null })
  expect(noise).toMatchObject({ result: { status: 'unrecognised', format: null }, head: ['nothing known'] })
  expect(readdirSync(join(it.folder))).not.toContain('evidence')
})

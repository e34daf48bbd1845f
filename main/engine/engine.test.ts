import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FileResult, SourceOptions } from '#contract/evidence'
import { EVERYTHING } from '#contract/selection'
import { canonicalEvents } from '#main/store/canonical'
import { openStore } from '#main/store/store'
import { testBench, type TestBench } from './test-host'

/** The three sessions of a monitor that writes the server first; text times are the end, in UTC−04:00. */
const TNM = [
  'Wed Jun 10 23:47:56 - TNM-Long_TCP_Session_5_Minutes[4021]:149.1.1.1:22 -> 79.1.1.1:2455 [u:2388 d:1633]|1244692007|1244692076|69',
  'Sat Jun 27 21:18:31 - TNM-Long_TCP_Session_5_Minutes[90810]:149.1.1.1:22 -> 66.1.1.1:3675 [u:56340 d:34470]|1246151306|1246151911|605',
  'Sat Jun 27 22:41:17 - TNM-Long_TCP_Session_5_Minutes[852]:149.1.1.1:22 -> 210.1.1.1:56612 [u:172 d:680]|1246156564|1246156877|313',
].join('\n')
const SNORT =
  '07/14-09:30:01.250000  [**] [1:1000001:2] LOCAL test beacon [**] [Priority: 3] {TCP} 149.1.1.1:50000 -> 203.0.113.9:6667\n'

let bench: TestBench
beforeEach(async () => {
  bench = testBench()
  const path = join(bench.folder, 'one.case')
  await bench.client.case.create({ path, name: 'One', home_networks: ['149.0.0.0/8'], display_zone: 'UTC' })
  writeFileSync(join(bench.folder, 'tnm.log'), `${TNM}\n`)
  writeFileSync(join(bench.folder, 'alert.fast'), SNORT)
  writeFileSync(join(bench.folder, 'notes.bin'), 'nobody knows this\n')
})
afterEach(() => bench.close())

async function add(name: string, options: SourceOptions = {}): Promise<FileResult[]> {
  const files: FileResult[] = []
  for await (const message of await bench.client.evidence.add({ items: [{ path: join(bench.folder, name), options }] })) {
    if (message.kind === 'file') files.push(message.file)
  }
  return files
}

const pageOf = () => bench.client.query.page({ selection: EVERYTHING })

test('server-first sessions are read as inbound, their label and their zone checked', async () => {
  const [file] = await add('tnm.log')
  expect(file).toMatchObject({ status: 'added', format: 'tnm', records: 3, represented: 3, rejected: 0, zone: '-04:00' })
  const { rows } = await pageOf()
  expect(
    rows.map((row) => [row.ts, row.direction, row.client_ip, row.server_ip, row.server_port, row.client_bytes, row.duration_s]),
  ).toEqual([
    ['2009-06-11T03:46:47Z', 'inbound', '79.1.1.1', '149.1.1.1', 22, 1633, 69],
    ['2009-06-28T01:08:26Z', 'inbound', '66.1.1.1', '149.1.1.1', 22, 34470, 605],
    ['2009-06-28T02:36:04Z', 'inbound', '210.1.1.1', '149.1.1.1', 22, 680, 313],
  ])
  expect(rows.map((row) => row.sensor_disagrees !== null)).toEqual([true, false, false])
  const raw = await bench.client.query.raw({ key: rows[0]!.event_key, context: 1 })
  expect([raw.raw, raw.verified, raw.after.map((line) => line.line)]).toEqual([TNM.split('\n')[0], true, [2]])
})

test('adding twice says so, and one bad file stops no other', async () => {
  await add('tnm.log')
  const files = await add('.')
  expect(
    files.filter(({ path }) => !path.includes('.case')).map(({ path, status }) => [path.slice(bench.folder.length + 1), status]),
  ).toEqual(
    expect.arrayContaining([
      ['alert.fast', 'added'],
      ['notes.bin', 'unrecognised'],
      ['tnm.log', 'already-there'],
    ]),
  )
  expect((await bench.client.case.info())!.events).toBe(4)
})

test('a corrected zone moves the times, an excluded file leaves with its reason kept', async () => {
  const [file] = await add('alert.fast', { year: 2009 })
  expect((await pageOf()).rows.map((row) => [row.ts, row.ts_quality])).toEqual([['2009-07-14T09:30:01.250000Z', 'zone-assumed']])
  await bench.client.evidence.set({ sha256: file!.sha256!, options: { zone: '-04:00' } })
  expect((await pageOf()).rows.map((row) => row.ts)).toEqual(['2009-07-14T13:30:01.250000Z'])
  const source = await bench.client.evidence.exclude({ sha256: file!.sha256!, reason: 'not ours' })
  expect([source.status, source.excluded_because, (await pageOf()).rows.length]).toEqual(['excluded', 'not ours', 0])
})

test('other home networks are recorded and turn the directions', async () => {
  await add('tnm.log')
  await bench.client.case.set({ home_networks: ['79.0.0.0/8', '66.0.0.0/8', '210.0.0.0/8'] })
  expect((await pageOf()).rows.map((row) => row.direction)).toEqual(['outbound', 'outbound', 'outbound'])
})

test('a lost database is made again with equal content', async () => {
  await add('tnm.log')
  await add('alert.fast')
  const info = (await bench.client.case.info())!
  const key = (await pageOf()).rows[0]!.event_key
  await bench.client.notebook.tag({ keys: [key], tag: 'seen' })
  await bench.client.notebook.addEvent({ ts: '2009-06-20T10:00:00Z', type: 'manual', message: 'the owner called' })
  const before = await exported(info.path)
  const database = join(info.path, 'case.duckdb')
  chmodSync(database, 0o644)
  rmSync(database)
  await bench.client.case.open({ path: info.path })
  expect(await exported(info.path)).toEqual(before)
  expect(
    (
      await bench.client.query.count({
        selection: { ...EVERYTHING, clauses: [{ id: 't', source: 't', text: 'tag:seen', exclude: false, disabled: false }] },
      })
    ).count,
  ).toBe(1)
})

/** The canonical export of the case's events; the case is closed for it and opened again. */
async function exported(path: string): Promise<string[]> {
  await bench.client.case.close()
  const store = await openStore(join(path, 'case.duckdb'), { mode: 'read' })
  const lines: string[] = []
  await canonicalEvents(store, (line) => void lines.push(line))
  await store.close()
  await bench.client.case.open({ path })
  return lines
}

test('a finding cites a record, and says when its bytes change', async () => {
  await add('tnm.log')
  const { rows } = await pageOf()
  const entry = await bench.client.notebook.create({ kind: 'finding', title: 'Inbound', body: '', tlp: null, control: null })
  await bench.client.notebook.cite({ entry: entry.id, cite: { kind: 'row', event_key: rows[0]!.event_key } })
  const states = async () => {
    const found: string[] = []
    for await (const { state } of await bench.client.notebook.verify()) found.push(state)
    return found
  }
  expect(await states()).toEqual(['verified'])
  const { path } = (await bench.client.case.info())!
  const copy = join(path, 'evidence', rows[0]!.evidence)
  chmodSync(copy, 0o644)
  writeFileSync(copy, `${TNM.replace('[4021]', '[4022]')}\n`)
  expect(await states()).toEqual(['changed'])
})

test('what is asked with no case open, or of a folder that is none, says what to do', async () => {
  await bench.client.case.close()
  await expect(bench.client.query.count({ selection: EVERYTHING })).rejects.toMatchObject({ code: 'ENG-002' })
  await expect(bench.client.case.open({ path: bench.folder })).rejects.toMatchObject({ code: 'CAS-001' })
  expect(await bench.client.case.info()).toBeNull()
})

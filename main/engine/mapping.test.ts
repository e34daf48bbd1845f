/** Tables are read with what the analyst said of their columns, wherever and whenever the case is made again. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EvidencePreview, FileResult, SourceOptions } from '#contract/evidence'
import { EVERYTHING } from '#contract/selection'
import { zipOf } from '#main/intake/test/archives'
import { eventsOf, testBench, type TestBench } from './test-host'

const TABLE =
  'when,a,b,who\n01/02/2009 10:00:00,198.51.100.1,203.0.113.1,root\n03/02/2009 11:00:00,198.51.100.1,203.0.113.2,deploy\n'
const COLUMNS = { time: 'when', client_ip: 'b', server_ip: 'a', user_name: 'who' }

let bench: TestBench
let path: string
beforeEach(async () => {
  bench = testBench()
  path = join(bench.folder, 'one.case')
  await bench.client.case.create({ path, name: 'One', home_networks: ['198.51.100.0/24'], display_zone: 'UTC' })
  writeFileSync(join(bench.folder, 'table.csv'), TABLE)
  writeFileSync(join(bench.folder, 'tables.zip'), zipOf([{ name: 'inner/table.csv', content: TABLE }]))
})
afterEach(() => bench.close())

async function add(name: string, options: SourceOptions = {}): Promise<FileResult[]> {
  const files: FileResult[] = []
  for await (const message of await bench.client.evidence.add({ items: [{ path: join(bench.folder, name), options }] })) {
    if (message.kind === 'file') files.push(message.file)
  }
  return files
}

async function preview(options: SourceOptions): Promise<EvidencePreview> {
  const previews: EvidencePreview[] = []
  const items = [{ path: join(bench.folder, 'table.csv'), options }]
  for await (const one of await bench.client.evidence.preview({ items })) previews.push(one)
  return previews[0]!
}

async function rebuild(): Promise<void> {
  for await (const progress of await bench.client.case.rebuild()) expect(progress.state).not.toBe('failed')
}

const times = async () => (await bench.client.query.page({ selection: EVERYTHING })).rows.map(({ ts }) => ts)

test('the preview shows columns and what they are read as, and again what a correction makes of them', async () => {
  const first = await preview({})
  expect(first.columns?.map(({ name, values }) => [name, values])).toEqual([
    ['when', ['01/02/2009 10:00:00', '03/02/2009 11:00:00']],
    ['a', ['198.51.100.1']],
    ['b', ['203.0.113.1', '203.0.113.2']],
    ['who', ['root', 'deploy']],
  ])
  expect(first.result.mapping).toMatchObject({ columns: { time: 'when' }, time_form: 'month-first' })
  expect(first.result.checks.find(({ id }) => id === 'time-form-assumed')?.level).toBe('warning')
  const then = await preview({ mapping: { columns: COLUMNS, time_form: 'day-first' } })
  expect(then.result.mapping).toEqual({ columns: COLUMNS, time_form: 'day-first' })
  expect(then.result.checks.some(({ id }) => id === 'time-form-assumed')).toBe(false)
  expect(then.sample[0]).toMatchObject({ ts: '2009-02-01T10:00:00Z', src_ip: '203.0.113.1', user_name: 'root' })
})

test('a corrected mapping gives the same events after rebuilding, and from a bundle', async () => {
  const [file] = await add('table.csv')
  expect(await times()).toEqual(['2009-01-02T10:00:00Z', '2009-03-02T11:00:00Z'])
  const set = { sha256: file!.sha256!, options: { mapping: { columns: COLUMNS, time_form: 'day-first' as const } } }
  const source = await bench.client.evidence.set(set)
  expect(source.mapping).toEqual(set.options.mapping)
  expect(await times()).toEqual(['2009-02-01T10:00:00Z', '2009-02-03T11:00:00Z'])
  const before = await eventsOf(bench, path)
  await rebuild()
  expect(await eventsOf(bench, path)).toEqual(before)
  await bench.client.evidence.set({ sha256: file!.sha256!, options: { zone: '+01:00' } })
  expect(await times()).toEqual(['2009-02-01T09:00:00Z', '2009-02-03T10:00:00Z'])
  const now = await eventsOf(bench, path)
  const bundle = join(bench.folder, 'one.btz')
  await bench.client.bundle.write({ path: bundle })
  const other = join(bench.folder, 'two.case')
  await bench.client.bundle.open({ path: bundle, target: other })
  expect(await eventsOf(bench, other)).toEqual(now)
})

test('a correction that leaves the form of times open is recorded with what the values decide', async () => {
  const [file] = await add('table.csv', { format: 'syslog' })
  const sha256 = file!.sha256!
  const source = await bench.client.evidence.set({ sha256, options: { format: 'csv' } })
  expect(source.options.mapping).toMatchObject({ columns: { time: 'when' }, time_form: 'month-first' })
  const { time, user_name } = COLUMNS
  const then = await bench.client.evidence.set({ sha256, options: { mapping: { columns: { time, user_name } } } })
  expect(then.options.mapping).toEqual(then.mapping)
  expect(then.mapping).toMatchObject({ columns: { time, user_name }, time_form: 'month-first' })
})

test('what was proposed when a file was added is what it is read with later, in an archive too', async () => {
  const files = await add('tables.zip')
  expect(files.map(({ format, mapping }) => [format, mapping?.columns.time])).toEqual([
    [null, undefined],
    ['csv', 'when'],
  ])
  const before = await eventsOf(bench, path)
  expect(before.length).toBe(2)
  await rebuild()
  expect(await eventsOf(bench, path)).toEqual(before)
  const sources = await bench.client.evidence.list()
  expect(sources.map(({ mapping }) => mapping?.time_form)).toEqual([undefined, 'month-first'])
})

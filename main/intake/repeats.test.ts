/** The same records in two files count once, and none that is only alike is taken for one. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { derive } from '#main/analysis/derive'
import { FOUND_IN, markRepeats } from '#main/analysis/repeats'
import { canonicalEvents } from '#main/store/canonical'
import { COUNT, TEXT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import { deleteSource } from './ledger'
import { TestCase } from './test/case-folder'
import { connLog } from './test/conn-log'

let it: TestCase
beforeEach(async () => {
  it = await TestCase.inMemory()
})
afterEach(async () => it.close())

const OPTIONS = { year: 2024, zone: 'UTC' }
const stamp = (second: number): string => new Date(Date.UTC(2024, 2, 1) + second * 1000).toISOString().slice(11, 19)
const line = (second: number, host = 'web01'): string =>
  `Mar  1 ${stamp(second)} ${host} sshd[${100 + (second % 7)}]: Failed password for root from 203.0.113.${second % 200} port ${2000 + second} ssh2`
const lines = (from: number, to: number, host?: string): string[] =>
  Array.from({ length: to - from }, (_, index) => line(from + index, host))
const log = (of: readonly string[]): string => of.map((text) => `${text}\n`).join('')

const added: string[] = []
beforeEach(() => void (added.length = 0))

async function add(name: string, content: string, options = OPTIONS): Promise<string> {
  const result = await it.add(it.write(name, content), options)
  expect(result).toMatchObject({ status: 'added' })
  added.push(result.sha256!)
  return result.sha256!
}
const deriveNow = (evidence: readonly string[] = added) => derive(it.store, { homeNetworks: it.homeNetworks, evidence })

/** Events that count, events that repeat, and rows that are stored at all. */
async function counts(): Promise<[number, number]> {
  const row = await it.store.first(
    sql`SELECT (SELECT count(*) FROM events) AS counted, (SELECT count(*) FROM events_repeated) AS repeated,
      (SELECT count(*) FROM repeat_of) AS marked, (SELECT count(DISTINCT event_id) FROM (SELECT event_id FROM event UNION ALL SELECT event_id FROM repeat_of)) AS ids`,
    { counted: COUNT, repeated: COUNT, marked: COUNT, ids: COUNT },
  )
  expect([row!.repeated, row!.ids]).toEqual([row!.marked, row!.counted + row!.repeated])
  return [row!.counted, row!.repeated]
}

async function pairs(): Promise<string[]> {
  const rows = await it.store.all(sql`SELECT event_key || ' = ' || repeats AS pair FROM events_repeated ORDER BY event_key`, {
    pair: TEXT,
  })
  return rows.map(({ pair }) => pair)
}

async function everything(): Promise<string[]> {
  const all: string[] = []
  await canonicalEvents(it.store, (text) => all.push(text))
  return [...all, ...(await pairs())]
}

test('a grown copy of a log repeats what it was, each record its own', async () => {
  await add('auth.log', log(lines(0, 300)))
  await add('auth-later.log', log(lines(0, 420)))
  await deriveNow()
  expect(await counts()).toEqual([420, 300])
  const [first, later] = added
  expect(await pairs()).toContain(`${later}/-/300/0 = ${first}/-/300/0`)
})

test('rotated files that overlap repeat the overlap only; those that follow one another nothing', async () => {
  await add('auth.log.2', log(lines(0, 100)))
  await add('auth.log.1', log(lines(80, 200)))
  await add('auth.log', log(lines(200, 300)))
  await deriveNow()
  expect(await counts()).toEqual([300, 20])
})

test('compared a few rows at a time, the same repeats are found', async () => {
  await add('auth.log.1', log(lines(0, 30)))
  await add('auth.log', log(lines(0, 50)))
  await deriveNow()
  const atOnce = await everything()
  expect((await counts())[1]).toBeGreaterThan(10)
  await it.store.run(sql`DELETE FROM meta WHERE key = ${FOUND_IN}`)
  await it.store.transaction((transaction) => markRepeats(transaction, added, undefined, 5))
  expect(await everything()).toEqual(atOnce)
})

test('a file that joins two earlier ones repeats both, and what lies between stands', async () => {
  await add('a.log', log(lines(0, 100)))
  await add('b.log', log(lines(150, 250)))
  await add('joined.log', log(lines(0, 250)))
  await deriveNow()
  expect(await counts()).toEqual([250, 200])
})

test('a longer export of sessions repeats the shorter one', async () => {
  await add('conn.log', connLog(500, 7))
  await add('conn-export.log', connLog(900, 7))
  await deriveNow()
  expect(await counts()).toEqual([900, 500])
})

test('records that are equal within a file stay as many as any file has of them', async () => {
  const twice = [...lines(0, 20), line(20), line(20), ...lines(21, 40)]
  const thrice = [...lines(0, 20), line(20), line(20), line(20), ...lines(21, 40)]
  await add('a.log', log(twice))
  await add('b.log', log(thrice))
  await deriveNow()
  expect(await counts()).toEqual([42, 41])
})

test.each([
  ['of another host', lines(0, 100), lines(0, 120, 'web02')],
  ['that have one instant in common', [...lines(0, 50), line(50), line(50)], [line(50), line(50), ...lines(51, 90)]],
  [
    'that are now and then alike',
    lines(0, 200),
    Array.from({ length: 200 }, (_, at) => line(at, at % 10 === 0 ? 'web01' : 'web02')),
  ],
])('logs %s are not repeats', async (_, one, other) => {
  await add('one.log', log(one))
  await add('other.log', log(other))
  await deriveNow()
  expect(await counts()).toEqual([one.length + other.length, 0])
})

test('files whose sensors are named apart are not compared', async () => {
  await add('one.log', log(lines(0, 100)))
  await it.add(it.write('two.log', log(lines(0, 120))), { ...OPTIONS, sensor: 'web01-b' })
  await deriveNow()
  expect(await counts()).toEqual([220, 0])
})

test('which file stands is decided by the order of adding, whatever was loaded first; loading again changes nothing', async () => {
  const first = await add('a.log', log(lines(0, 100)))
  const later = await add('b.log', log(lines(50, 150)))
  await deriveNow()
  const before = await everything()
  await deriveNow()
  expect(await everything()).toEqual(before)
  await deleteSource(it.store, first)
  await deriveNow()
  expect(await counts()).toEqual([100, 0])
  it.known.delete(first)
  await it.add(it.write('a.log', log(lines(0, 100))), OPTIONS)
  await deriveNow([first, later])
  expect(await everything()).toEqual(before)
})

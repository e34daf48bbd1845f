import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testBench, type TestBench } from './test-host'

let bench: TestBench

beforeAll(async () => {
  bench = testBench()
  const path = join(bench.folder, 'irc.case')
  for await (const _ of await bench.client.case.makeSample({ name: 'odd-irc-connections', path }));
}, 120_000)
afterAll(() => bench.close())

test('a result of SQL is cited, verified again, and told apart once the case says otherwise', async () => {
  const { client } = bench
  const { id } = await client.notebook.create({ kind: 'finding', title: 'How much of each' })
  const statement = 'SELECT direction, count(*) AS n FROM events GROUP BY direction LIMIT 2'
  const { citations } = await client.notebook.cite({ entry: id, cite: { kind: 'sql', title: 'By direction', statement } })
  expect(citations).toMatchObject([{ kind: 'sql', label: 'E1', row_count: 2, columns: [{ name: 'direction' }, { name: 'n' }] }])
  const states = async () => {
    const found: string[] = []
    for await (const { state } of await client.notebook.verify()) found.push(state)
    return found
  }
  expect(await states()).toEqual(['verified'])
  const { home_networks } = (await client.case.info())!
  await client.case.set({ home_networks: ['10.0.0.0/8'] })
  expect(await states()).toEqual(['changed'])
  await client.case.set({ home_networks })
  expect(await states()).toEqual(['verified'])
}, 60_000)

const rowsOf = async (statement: string) => (await bench.client.sql.run({ statement })).rows

test('a statement over the views is answered; the rest of a long one is said to be missing', async () => {
  const { columns, rows, truncated, sha256 } = await bench.client.sql.run({ statement: 'SELECT count(*) AS n FROM events' })
  expect(columns).toEqual([{ name: 'n', type: 'BIGINT' }])
  expect([rows[0]![0], truncated, sha256?.length]).toEqual([(await bench.client.case.info())?.events, false, 64])
  const cut = await bench.client.sql.run({ statement: 'SELECT ts FROM events', limit: 5 })
  expect([cut.rows.length, cut.truncated, cut.sha256]).toEqual([5, true, null])
})

test('views say what the same questions say elsewhere in the workbench', async () => {
  const { client } = bench
  const [hosts, sessions, weak, { detections }, ledger] = await Promise.all([
    client.hosts.list(),
    client.hosts.sessions({}),
    client.hosts.vulnerabilities({}),
    client.detections.list({}),
    client.case.info(),
  ])
  expect(await rowsOf('SELECT (SELECT count(*) FROM hosts), (SELECT count(*) FROM sessions), (SELECT count(*) FROM vulnerabilities)')).toEqual([
    [hosts.length, sessions.length, weak.length],
  ]) // prettier-ignore
  expect(await rowsOf('SELECT rank, key FROM detections ORDER BY rank')).toEqual(detections.map(({ rank, key }) => [rank, key]))
  expect(await rowsOf('SELECT sha256, events FROM evidence')).toEqual(
    ledger!.evidence.map(({ sha256, events }) => [sha256, events]),
  )
  expect(await rowsOf('SELECT event_key, list_sort(formats), witnesses FROM sessions WHERE witnesses > 1 ORDER BY ts, event_key')).toEqual(
    sessions
      .filter(({ witnesses }) => witnesses.length > 1)
      .sort((a, b) => (a.start + a.event_key < b.start + b.event_key ? -1 : 1))
      .map(({ event_key, witnesses }) => [event_key, [...new Set(witnesses.map(({ format }) => format))].sort(), witnesses.length]),
  ) // prettier-ignore
}, 30_000)

import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Fault } from '#contract/errors'
import { COUNT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import { openStore, type Store } from '#main/store/store'
import { runCell, type CellCase, type CellQuestion } from './cell'
import { forkedCell } from './forked-cell'
import type { CellProcess, Handed } from './messages'
import { RELATIONS } from './relations/all'
import { WITHOUT_MEASURE } from './test/attacks'

const SMALL = { timeMs: 1500, memoryMb: 400, rows: 50_000, bytes: 20_000_000 }
const ENTRY = resolve(import.meta.dirname, 'process.ts')
let folder: string
let store: Store
let open: CellCase

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backtrail-cell-'))
  store = await openStore(join(folder, 'case.duckdb'), { mode: 'read' })
  await store.withWriter((writer) => writer.run(sql`INSERT INTO meta VALUES ('kept', 'as it is')`))
  open = { store, start: () => forkedCell(ENTRY, ['--import', 'tsx']), hand: () => Promise.resolve([]) }
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const digest = (): string => createHash('sha256').update(readFileSync(store.path)).digest('hex')
const outcome = async (question: CellQuestion): Promise<string> =>
  runCell(open, question).then(
    () => 'answered',
    (error: unknown) => (error instanceof Fault ? error.code : String(error)),
  )

test('what has neither end nor measure ends at its limit; the engine answers all the while, and nothing was written', async () => {
  const before = { digest: digest(), files: readdirSync(folder).sort() }
  const strange: string[] = []
  for (const [statement, codes] of WITHOUT_MEASURE) {
    const running = outcome({ statement, limits: SMALL })
    expect(await store.first(sql`SELECT 1 AS one`, { one: COUNT })).toEqual({ one: 1 })
    const found = await running
    if (!codes.split(' ').includes(found)) strange.push(`${found}: ${statement.slice(0, 80)}`)
  }
  expect(strange).toEqual([])
  expect({ digest: digest(), files: readdirSync(folder).sort() }).toEqual(before)
}, 180_000)

test('a job that wants to write does not wait for a statement, and the statement is answered after it', async () => {
  const sent: string[] = []
  const start = (): CellProcess => {
    const cell = open.start()
    return { ...cell, send: (message) => (sent.push(message.kind), cell.send(message)) }
  }
  const asking = runCell(
    { ...open, start },
    { statement: 'SELECT sum(a.range * b.range) > 0 FROM range(20000) a, range(15000) b' },
  )
  await vi.waitUntil(() => sent.includes('run'), { timeout: 20_000 })
  await store.withWriter((writer) => writer.run(sql`INSERT INTO meta VALUES ('while', 'it ran')`))
  expect((await asking).rows).toEqual([[true]])
  expect(sent).toEqual(['check', 'run', 'check', 'run'])
}, 60_000)

test('a statement can be taken back; a process that dies or talks nonsense is an error of its own', async () => {
  const stop = new AbortController()
  const asking = runCell(
    open,
    { statement: 'SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b' },
    stop.signal,
  )
  setTimeout(() => stop.abort(new Error('taken back')), 300)
  await expect(asking).rejects.toThrow('taken back')
  const strange = (answer: unknown): CellProcess => {
    let exit = (_: string): void => undefined
    return {
      send: () => undefined,
      onMessage: (take) => void setTimeout(() => take(answer), 5),
      onExit: (take) => (exit = take),
      kill: () => exit('killed'),
    }
  }
  for (const answer of [
    { kind: 'done', truncated: false, sha256: null },
    { kind: 'failed', code: 'toString', params: {} },
    'boo',
  ])
    await expect(runCell({ ...open, start: () => strange(answer) }, { statement: 'SELECT 1' })).rejects.toMatchObject({
      code: 'SQL-009',
    })
}, 20_000)

test('every documented relation has the columns and types it says, and takes the rows that the engine hands over', async () => {
  const handed: Handed[] = [
    { relation: 'hosts', rows: [['192.0.2.7', ['web01'], true, null, [], 3, 1, 0, 1, '2026-01-01T00:00:00Z', null]] },
  ]
  const described = RELATIONS.map(({ name }) => `SELECT '${name}' AS relation, column_name, column_type FROM (DESCRIBE ${name})`)
  const { rows } = await runCell({ ...open, hand: () => Promise.resolve(handed) }, { statement: described.join(' UNION ALL ') })
  const said = RELATIONS.flatMap(({ name, columns }) => Object.entries(columns).map(([column, [type]]) => [name, column, type]))
  expect(rows.map((row) => JSON.stringify(row)).sort()).toEqual(said.map((row) => JSON.stringify(row)).sort())
  const one = await runCell({ ...open, hand: () => Promise.resolve(handed) }, { statement: 'FROM hosts' })
  expect(one.rows).toEqual([['192.0.2.7', ['web01'], true, null, [], 3, 1, 0, 1, '2026-01-01T00:00:00Z', null]])
}, 20_000)

test('a settled statement has one order, and its LIMIT leaves the same rows; the digest is of the rows, not of their order', async () => {
  const settled = async (statement: string) => (await runCell(open, { statement, settled: true })).rows
  const values = `(VALUES (2, 'b'), (1, 'b'), (3, 'a')) t(n, word)`
  expect(await settled(`FROM ${values} LIMIT 2`)).toEqual([
    [1, 'b'],
    [2, 'b'],
  ])
  expect(await settled(`SELECT word, n FROM ${values} ORDER BY word DESC`)).toEqual([
    ['b', 1],
    ['b', 2],
    ['a', 3],
  ])
  expect(await settled(`SELECT DISTINCT word FROM ${values} UNION ALL SELECT 'c' LIMIT 2 OFFSET 1`)).toEqual([['b'], ['c']])
  expect(await settled('SELECT 9007199254740993 AS n, 1e-7 AS small WHERE n = 9007199254740993')).toEqual([
    ['9007199254740993', 1e-7],
  ])
  const digestOf = async (statement: string) => (await runCell(open, { statement })).sha256
  expect(await digestOf(`FROM ${values}`)).toBe(await digestOf(`FROM ${values} ORDER BY n DESC`))
  expect(await digestOf(`FROM ${values}`)).not.toBe(await digestOf(`FROM ${values} WHERE n > 1`))
}, 30_000)

test('a statement that needs too much memory is told how much there is', async () => {
  const asking = runCell(open, { statement: 'SELECT list(range) FROM range(2000000000)', limits: { memoryMb: 400 } })
  await expect(asking).rejects.toMatchObject({ code: 'SQL-007', params: { megabytes: 400 } })
}, 60_000)

test('values come as JSON', async () => {
  const { columns, rows } = await runCell(open, {
    statement: `SELECT 9007199254740993 AS big, 1.25 AS tenth, 'nan'::DOUBLE AS none, TIMESTAMP '2026-01-02 03:04:05.5' AS ts,
      DATE '2026-01-02' AS day, INTERVAL 90 MINUTE AS span, '\\xAB'::BLOB AS bytes, [1, NULL] AS list, {'a': 'b'} AS pair, MAP {'k': 1} AS map,
      NULL AS nothing, '2026-01-02 00:00:00+01'::TIMESTAMPTZ AS zoned`,
  })
  expect(Object.fromEntries(columns.map(({ name }, index) => [name, rows[0]![index]]))).toEqual({
    big: '9007199254740993',
    tenth: 1.25,
    none: 'NaN',
    ts: '2026-01-02T03:04:05.500000Z',
    day: '2026-01-02',
    span: '01:30:00',
    bytes: 'ab',
    list: [1, null],
    pair: { a: 'b' },
    map: [['k', 1]],
    nothing: null,
    zoned: '2026-01-01T23:00:00Z',
  })
}, 20_000)

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { COUNT } from './rows'
import { sql } from './sql'
import { openStore, type Store } from './store'

let folder: string
let store: Store
const path = (): string => join(folder, 'case.duckdb')
const reopened = async (): Promise<Store> => {
  await store.close()
  return (store = await openStore(path(), { mode: 'read' }))
}
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kept-answers-'))
  store = await openStore(path(), { mode: 'read' })
  await store.withWriter((writer) => writer.keepAnswers(new Map([['how many', '0']]), writer.changes))
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

test('an answer is kept over jobs that write nothing and over the end of the process', async () => {
  await store.withWriter((writer) => writer.checkpoint())
  expect(await store.keptAnswer('how many')).toBe('0')
  expect(await (await reopened()).keptAnswer('how many')).toBe('0')
  expect(await store.keptAnswer('how few')).toBeNull()
})

const WRITES: Record<string, (writer: Store) => Promise<unknown>> = {
  'a statement': (writer) => writer.run(sql`DELETE FROM tag`),
  'a transaction': (writer) => writer.transaction(({ run }) => run(sql`DELETE FROM tag`)),
  'an appender': (writer) =>
    writer.transaction(({ append }) =>
      append('tag', (appender) => {
        appender.appendVarchar('key')
        appender.appendVarchar('tag')
        appender.endRow()
      }),
    ),
  'a statement that fails': (writer) => writer.run(sql`INSERT INTO tag VALUES (1, 2, 3)`).catch(() => undefined),
  'many at once': (writer) =>
    Promise.all([1, 2, 3, 4, 5].map((n) => writer.run(sql`INSERT INTO tag VALUES (${String(n)}, 't')`))),
}

test.each(Object.keys(WRITES))('after %s nothing is kept any more, here and after opening again', async (name) => {
  const before = store.changes
  await store.withWriter(async (writer) => {
    await WRITES[name]!(writer)
    expect(await writer.keptAnswer('how many')).toBeNull()
  })
  expect(store.changes).toBeGreaterThan(before)
  expect(await store.keptAnswer('how many')).toBeNull()
  expect(await (await reopened()).keptAnswer('how many')).toBeNull()
})

test('what was worked out before a write is not kept after it', async () => {
  await store.withWriter(async (writer) => {
    const { changes } = writer
    await writer.run(sql`INSERT INTO tag VALUES ('key', 'tag')`)
    await writer.keepAnswers(new Map([['how many', '0']]), changes)
    expect(await writer.keptAnswer('how many')).toBeNull()
  })
})

test('a question cannot write unseen', async () => {
  await store.withWriter(async (writer) => {
    const hidden = sql`INSERT INTO tag VALUES ('key', 'tag') RETURNING 1 AS n`
    await expect(writer.all(hidden, { n: COUNT })).rejects.toThrow('must not write')
    await expect(writer.batches(hidden, { n: COUNT }, () => undefined)).rejects.toThrow('must not write')
    expect(await writer.first(sql`SELECT count(*) AS n FROM tag`, { n: COUNT })).toEqual({ n: 0 })
  })
})

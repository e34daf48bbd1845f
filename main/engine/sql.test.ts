import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testBench, type TestBench } from './test-host'

let bench: TestBench

beforeAll(async () => {
  bench = testBench()
  const { client, folder } = bench
  for await (const _ of await client.case.makeSample({ name: 'odd-irc-connections', path: join(folder, 'irc.case') }));
}, 120_000)
afterAll(() => bench.close())

test('a statement over the views is answered', async () => {
  const { columns, rows, truncated } = await bench.client.sql.run({ statement: 'SELECT count(*) AS n FROM events' })
  expect(columns).toEqual([{ name: 'n', type: 'BIGINT' }])
  expect(rows[0]![0]).toBe((await bench.client.case.info())?.events)
  expect(truncated).toBe(false)
})

import { expect, test } from 'vitest'
import { COUNT, TEXT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import { derive } from '#main/analysis/derive'
import { TestCase } from './test/case-folder'
import { connLog } from './test/conn-log'

test('a conn log becomes events, every one with its bytes', async () => {
  const it = await TestCase.inMemory()
  const log = connLog(5000)
  const result = await it.add(it.write('conn.log', log))
  expect(result).toMatchObject({ status: 'added', format: 'zeek', records: 5000, represented: 5000, rejected: 0, events: 5000 })
  expect(result.checks.filter((check) => check.level === 'error')).toEqual([])
  await derive(it.store, { homeNetworks: it.homeNetworks })
  const rows = await it.store.all(sql`SELECT event_key, byte_offset, byte_length, attrs FROM events ORDER BY ts, event_id`, {
    event_key: TEXT,
    byte_offset: COUNT,
    byte_length: COUNT,
    attrs: TEXT,
  })
  expect(rows.length).toBe(5000)
  await it.close()
})

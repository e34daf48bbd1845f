import { expect, test } from 'vitest'
import { hybridClock } from '#main/journal/clock'
import { testCase, testSurroundings } from '#main/journal/test/journals'
import { COUNT, MICROS, nullable, TEXT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import { memoryStore } from '#main/store/test/memory-store'
import { manualRecord } from './manual-record'
import { addManualEvent, tagEvents } from './notebook'
import { projectDecisions } from './project-decisions'
import { answers } from './test/answers'

test('tags and manual events stand in the database, once, however often they are put there', async () => {
  const journal = testCase().open()
  const store = await memoryStore()
  const of = { journal, ask: answers([]), uuid: hybridClock(testSurroundings(7)).uuid }
  const key = await addManualEvent(of, {
    ts: '2009-06-28T01:08:26Z',
    type: 'manual',
    message: "owner's <b>call</b>",
    src_ip: '2001:DB8::1',
  })
  await addManualEvent(of, { ts: '2009-06-29', ts_end: '2009-06-29T00:01', type: 'login', message: 'm' })
  await tagEvents(journal, [key, 'k'], 'seen', false)
  await projectDecisions(store, journal.state)
  await projectDecisions(store, journal.state)
  const rows = await store.all(
    sql`SELECT event_key, ts, type, name, format, src_ip, message, byte_length, duration_s FROM events ORDER BY ts`,
    {
      ...{
        event_key: TEXT,
        ts: MICROS,
        type: TEXT,
        name: TEXT,
        format: TEXT,
        src_ip: nullable(TEXT),
        message: TEXT,
        byte_length: COUNT,
      },
    },
  )
  expect(rows).toEqual([
    {
      event_key: key,
      ts: 1_246_151_306_000_000,
      type: 'manual',
      name: 'Manual-Event',
      format: 'manual',
      src_ip: '2001:db8::1',
      message: "owner's <b>call</b>",
      byte_length: manualRecord(journal.state, key)?.byte_length,
    },
    expect.objectContaining({ type: 'login', message: 'm' }),
  ])
  expect(await store.all(sql`SELECT event_key, tag FROM tag ORDER BY event_key`, { event_key: TEXT, tag: TEXT })).toEqual(
    [key, 'k'].sort().map((event_key) => ({ event_key, tag: 'seen' })),
  )
  const record = manualRecord(journal.state, key)!
  expect([record.sha256, JSON.parse(record.raw)]).toEqual([key.slice(0, 64), expect.objectContaining({ src_ip: '2001:DB8::1' })])
  expect(manualRecord(journal.state, 'k')).toBeNull()
  await tagEvents(journal, [key, 'k'], 'seen', true)
  await projectDecisions(store, { ...journal.state, events: [] })
  const counts = sql`SELECT (SELECT count(*) FROM tag) AS tags, (SELECT count(*) FROM event) AS events, (SELECT count(*) FROM source) AS sources`
  expect(await store.all(counts, { tags: COUNT, events: COUNT, sources: COUNT })).toEqual([{ tags: 0, events: 0, sources: 0 }])
  await store.close()
})

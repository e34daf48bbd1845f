import { expect, test } from 'vitest'
import type { PivotQuery } from '#contract/query'
import { testCase, testSurroundings } from '#main/journal/test/journals'
import { hybridClock } from '#main/journal/clock'
import { addManualEvent, changeEntry, citeInEntry, createEntry, removeEntry, tagEvents, unciteInEntry } from './notebook'
import { FROZEN_ROWS } from './cite'
import { answers, keyOf } from './test/answers'
import { verifyAll, verifyCitation } from './verify'

const query: PivotQuery = {
  by: ['server_port'],
  measure: 'count',
  order: 'count',
  selection: { clauses: [], window: { kind: 'last', seconds: 86_400 } },
}
const draft = { kind: 'finding' as const, title: 'IRC all day', body: '', tlp: null, control: null }
const pivoted = (...rows: [string, number][]) => ({
  rows: rows.map(([key, value]) => ({ key: [key], value })),
  groups: rows.length,
  total: rows.reduce((sum, [, value]) => sum + value, 0),
  fromUs: 1_000_000,
  toUs: 2_000_000,
})

function notebook(lines: string[] = ['first line', 'second line']) {
  const journal = testCase().open()
  const ask = answers(lines)
  ask.result = pivoted(['6667', 20], ['22', 3])
  return { journal, ask, uuid: hybridClock(testSurroundings(7)).uuid }
}

const states = async (of: ReturnType<typeof notebook>) => {
  const found: string[] = []
  for await (const { state, why } of verifyAll(of.ask, of.journal.state.entries)) found.push(`${state}: ${why}`)
  return found
}

test('an entry is written, changed, cited, and found again with its labels', async () => {
  const of = notebook()
  const { id } = await createEntry(of, draft)
  await changeEntry(of, { id, body: 'see [E1]' })
  const before = of.journal.operations().length
  await changeEntry(of, { id, body: 'see [E1]', title: draft.title })
  expect(of.journal.operations()).toHaveLength(before)
  await citeInEntry(of, id, { kind: 'row', event_key: keyOf(1) })
  await citeInEntry(of, id, { kind: 'row', event_key: keyOf(2) })
  await unciteInEntry(of, id, 'E2')
  const entry = await citeInEntry(of, id, { kind: 'aggregate', title: 'by port', query })
  expect(entry).toMatchObject({
    title: 'IRC all day',
    body: 'see [E1]',
    citations: [
      { label: 'E1', kind: 'row', file_name: 'tnm.log', raw: 'first line', line: 1, summary: 'TNM-Event' },
      { label: 'E3', kind: 'aggregate', row_count: 2, total: 23, frozen: [['6667', 20], ['22', 3]] },
    ],
  }) // prettier-ignore
  expect(await removeEntry(of, id)).toMatchObject({ removed: true })
  expect(await states(of)).toEqual([])
})

test('the window of a cited number is the one that was seen', async () => {
  const of = notebook()
  const { id } = await createEntry(of, draft)
  const { citations } = await citeInEntry(of, id, { kind: 'aggregate', title: 'by port', query })
  expect(citations[0]).toMatchObject({
    query: { selection: { window: { kind: 'between', fromUs: 1_000_000, toUs: 2_000_000 } } },
  })
})

test('what is unchanged is verified; a rebuild with other event ids changes nothing', async () => {
  const of = notebook()
  const { id } = await createEntry(of, draft)
  await citeInEntry(of, id, { kind: 'row', event_key: keyOf(1) })
  await citeInEntry(of, id, { kind: 'aggregate', title: 'by port', query })
  of.ask.asked += 1000
  expect(await states(of)).toEqual([
    'verified: The same bytes are in the same file and are read the same way.',
    'verified: Counted again with the same result.',
  ])
})

test('exactly the citation that depends on altered bytes turns', async () => {
  const of = notebook()
  const { id } = await createEntry(of, draft)
  await citeInEntry(of, id, { kind: 'row', event_key: keyOf(1) })
  await citeInEntry(of, id, { kind: 'row', event_key: keyOf(2) })
  of.ask.lines[1] = 'second lime'
  expect((await states(of)).map((state) => state.split(':')[0])).toEqual(['verified', 'changed'])
  of.ask.lines.pop()
  expect((await states(of))[1]).toMatch(/^missing: There is no event /)
})

test('what is read differently, counted differently or made by another layout is told apart, in words', async () => {
  const of = notebook()
  const { id } = await createEntry(of, draft)
  await citeInEntry(of, id, { kind: 'row', event_key: keyOf(1) })
  await citeInEntry(of, id, { kind: 'aggregate', title: 'by port', query })
  of.ask.fields = { direction: 'inbound' }
  of.ask.result = pivoted(['6667', 20], ['22', 4])
  const changed = [
    'The bytes are the same, but they are read differently now: direction was unknown, is inbound.',
    'Counted again, it is not the same: the total was 23, is 24; row 2 was 22 · 3, is 22 · 4.',
  ]
  expect(await states(of)).toEqual(changed.map((why) => `changed: ${why}`))
  of.ask.viewVersion = 2
  expect(await states(of)).toEqual(changed.map((why) => `engine-differs: ${why}`))
  of.ask.fields = {}
  of.ask.intact = false
  expect((await states(of))[0]).toMatch(/^changed: The record is the same, but its evidence file/)
})

test('a change after the frozen rows is found, though only the first are kept', async () => {
  const of = notebook()
  const many = (last: number) =>
    pivoted(...Array.from({ length: 60 }, (_, index): [string, number] => [String(index), index === 59 ? last : 1]))
  of.ask.result = { ...many(1), total: 99 }
  const { id } = await createEntry(of, draft)
  const { citations } = await citeInEntry(of, id, { kind: 'aggregate', title: 'many', query })
  expect(citations[0]).toMatchObject({ row_count: 60, frozen: { length: FROZEN_ROWS } })
  of.ask.result = { ...many(2), total: 99 }
  expect(await verifyCitation(of.ask, citations[0]!)).toEqual({
    state: 'changed',
    why: 'Counted again, it is not the same: a row after the first 50 differs.',
  })
})

test('a result of SQL is cited with its digest; what changed in it is said, and a part of a result is not cited', async () => {
  const of = notebook()
  const { id } = await createEntry(of, draft)
  const columns = [{ name: 'n', type: 'BIGINT' }]
  of.ask.sqlResult = { columns, rows: [[1], [2]], truncated: false, sha256: 'a'.repeat(64) }
  const request = { kind: 'sql' as const, title: 'two', statement: 'SELECT n FROM range(3) t(n)' }
  const { citations } = await citeInEntry(of, id, request)
  expect(citations[0]).toMatchObject({
    ...{ label: 'E1', kind: 'sql', statement: request.statement, columns, row_count: 2 },
    ...{ rows_sha256: 'a'.repeat(64), view_version: 1, frozen: [[1], [2]] },
  })
  expect(await states(of)).toEqual(['verified: Asked again with the same result.'])
  of.ask.sqlResult = { columns, rows: [[1], [3], [4]], truncated: false, sha256: 'b'.repeat(64) }
  const why = 'Asked again, it is not the same: there were 2 rows, there are 3; row 2 was 2, is 3.'
  expect(await states(of)).toEqual([`changed: ${why}`])
  of.ask.sqlViewVersion = 2
  expect(await states(of)).toEqual([`engine-differs: ${why}`])
  of.ask.sqlResult = { columns, rows: [[1]], truncated: true, sha256: null }
  await expect(citeInEntry(of, id, request)).rejects.toMatchObject({ code: 'SQL-012' })
})

test('checking can be stopped', async () => {
  const of = notebook()
  const { id } = await createEntry(of, draft)
  await citeInEntry(of, id, { kind: 'row', event_key: keyOf(1) })
  const stop = new AbortController()
  stop.abort()
  await expect(verifyAll(of.ask, of.journal.state.entries, stop.signal).next()).rejects.toBe(stop.signal.reason)
})

test('tags are counted by what changed; an event by hand needs a time and a type', async () => {
  const of = notebook()
  const { journal } = of
  expect(await tagEvents(journal, ['k1', 'k2', 'k1'], 'beacon', false)).toBe(2)
  expect(await tagEvents(journal, ['k2', 'k3'], 'beacon', false)).toBe(1)
  expect(await tagEvents(journal, ['k1', 'k4'], 'beacon', true)).toBe(1)
  expect([...journal.state.tags]).toEqual([
    ['k2', ['beacon']],
    ['k3', ['beacon']],
  ])
  const key = await addManualEvent(of, { ts: '2009-06-28T03:08:26+02:00', type: 'login', message: 'told by the owner' })
  expect(key).toMatch(/^[0-9a-f]{64}\/-\/1\/0$/)
  expect(journal.state.events).toMatchObject([{ ts: '2009-06-28T01:08:26Z', type: 'login' }])
  await expect(addManualEvent(of, { ts: 'noon', type: 'login', message: 'm' })).rejects.toMatchObject({ code: 'CAS-032' })
  await expect(addManualEvent(of, { ts: '2009-06-28', type: 'lunch', message: 'm' })).rejects.toMatchObject({ code: 'CAS-033' })
  await expect(changeEntry(of, { id: 'none', title: 'x' })).rejects.toMatchObject({ code: 'CAS-030' })
})

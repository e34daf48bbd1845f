/** What a later look at a host finds that an earlier one did not; a first look says nothing of the time before. */
import { expect, it } from 'vitest'
import { count } from '#main/queries/count'
import { sql } from '#main/store/sql'
import type { Store } from '#main/store/store'
import { drawEvents, drawn } from '#main/store/test/events'
import { memoryStore } from '#main/store/test/memory-store'
import { FIRST_FACTS, firstFactsQuestion, newFacts } from './first-facts'

/** Two scans of web01, and what each says of it. */
async function scanned(secondIso: string): Promise<Store> {
  const store = await memoryStore()
  for (const ts of ['2024-03-01T08:00:00Z', secondIso])
    await drawEvents(
      store,
      drawn`
      ts     type           name           src            roles
      ${ts}  vulnerability  Nessus-10180   10.0.0.5:0     none
      ${ts}  vulnerability  Nessus-22      10.0.0.5:22    none`,
      { format: 'nessus' },
    )
  await store.run(sql`INSERT INTO fact SELECT s.source_id, i.ip_id, f.kind, f.value, f.port, 'tcp', (SELECT min(ts) FROM event e WHERE e.source_id = s.source_id), NULL
    FROM source s, ip i, (VALUES (1, 'service', 'ssh', 22), (2, 'service', 'ssh', 22), (2, 'service', '', 4444), (1, 'software', 'OpenSSH 9.2', NULL),
      (2, 'software', 'OpenSSH 9.2', NULL), (2, 'software', 'tor 0.4', NULL), (2, 'account', 'backup2', NULL)) f(look, kind, value, port) WHERE s.source_id = f.look`)
  return store
}

it('says what a second look found, not what only a first look could say', async () => {
  const store = await scanned('2024-03-09T08:00:00Z')
  const found = (await store.all(firstFactsQuestion(7, 50), FIRST_FACTS)).map(newFacts)
  expect(found.map(({ key, detail }) => [key, detail['found']])).toEqual([
    ['service/10.0.0.5', [{ value: 'tcp/4444', first: '2024-03-09T08:00:00Z' }]],
    ['software/10.0.0.5', [{ value: 'tor 0.4', first: '2024-03-09T08:00:00Z' }]],
  ])
  for (const { where, evidenceCount } of found) {
    const clause = { id: 'where', source: 'test', text: where, exclude: false, disabled: false }
    expect([evidenceCount, await count(store, { clauses: [clause], window: { kind: 'all' } })]).toEqual([2, 2])
  }
})

it('keeps silent where the first look is too young to say what was before', async () => {
  expect(await (await scanned('2024-03-05T08:00:00Z')).all(firstFactsQuestion(7, 50), FIRST_FACTS)).toEqual([])
})

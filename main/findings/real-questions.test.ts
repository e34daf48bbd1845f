import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { PivotQuery } from '#contract/query'
import { sha256Hex } from '#main/journal/canonical'
import { hybridClock } from '#main/journal/clock'
import { scratch, testCase, testSurroundings } from '#main/journal/test/journals'
import { eventByKey } from '#main/queries/event'
import { pivot } from '#main/queries/pivot'
import { rawRecord } from '#main/queries/raw'
import { SCHEMA_VERSION } from '#main/store/schema'
import { sql } from '#main/store/sql'
import { drawEvents, drawn } from '#main/store/test/events'
import { memoryStore } from '#main/store/test/memory-store'
import { citeInEntry, createEntry, type NotebookCase } from './notebook'
import { verifyAll } from './verify'

const FIRST = 'TNM one\nTNM two\n'
const SECOND = 'ssh three\n'
const byPort: PivotQuery = {
  by: ['server_port'],
  measure: 'count',
  order: 'count',
  selection: { clauses: [], window: { kind: 'all' } },
}

/** A case whose two files hold three events, asked through the real questions. */
async function realCase() {
  const evidenceDir = join(scratch(), 'evidence')
  mkdirSync(evidenceDir)
  const [first, second] = [FIRST, SECOND].map((content) => {
    const sha256 = sha256Hex(content)
    writeFileSync(join(evidenceDir, sha256), content)
    return sha256
  }) as [string, string]
  const store = await memoryStore()
  const firstRows = drawn`
    ts                    type     name       src                dst             byte_offset  byte_length
    2009-06-11T03:46:47Z  network  TNM-Event  198.51.100.7:2455  198.18.20.5:22  0            8
    2009-06-28T01:08:26Z  network  TNM-Event  198.51.100.8:3675  198.18.20.5:22  8            8
  `
  const secondRows = drawn`
    ts                    type   name       src                 dst             byte_offset  byte_length
    2009-06-28T02:41:17Z  login  SSH-Login  203.0.113.9:56612   198.18.20.5:22  0            10
  `
  await drawEvents(store, firstRows, { sha256: first, format: 'tnm' })
  await drawEvents(store, secondRows, { sha256: second, format: 'syslog' })
  const of: NotebookCase = {
    journal: testCase().open(),
    uuid: hybridClock(testSurroundings(7)).uuid,
    ask: {
      viewVersion: SCHEMA_VERSION,
      event: (key, signal) => eventByKey(store, key, { signal }),
      raw: (key, signal) => rawRecord(store, evidenceDir, key, 0, { signal }),
      pivot: (query, signal) => pivot(store, query, { signal }),
      sqlViewVersion: 1,
      sql: () => Promise.reject(new Error('not asked')),
      spoiltFile: () => Promise.resolve(null),
      fileName: () => 'a.log',
    },
  }
  return { of, store, evidenceDir, keys: [`${first}/-/1/0`, `${first}/-/2/0`, `${second}/-/1/0`] as const, first }
}

test('citations of real answers hold, and only those of an altered file turn', async () => {
  const { of, store, evidenceDir, keys, first } = await realCase()
  const { id } = await createEntry(of, { kind: 'finding', title: 'T', body: '', tlp: null, control: null })
  for (const event_key of keys) await citeInEntry(of, id, { kind: 'row', event_key })
  const { citations } = await citeInEntry(of, id, { kind: 'aggregate', title: 'by port', query: byPort })
  expect(citations).toMatchObject([
    { label: 'E1', raw: 'TNM one', line: 1, byte_offset: 0, byte_length: 8, bytes_sha256: sha256Hex('TNM one\n') },
    { label: 'E2', raw: 'TNM two', summary: 'TNM-Event · 198.51.100.8:3675 → 198.18.20.5:22' },
    { label: 'E3', raw: 'ssh three' },
    { label: 'E4', total: 3, row_count: 1 },
  ])
  const words = async () => {
    const found: string[] = []
    for await (const { state } of verifyAll(of.ask, of.journal.state.entries)) found.push(state)
    return found
  }
  expect(await words()).toEqual(['verified', 'verified', 'verified', 'verified'])
  const file = join(evidenceDir, first)
  chmodSync(file, 0o644)
  writeFileSync(file, FIRST.replace('two', 'tWo'))
  expect(await words()).toEqual(['changed', 'changed', 'verified', 'verified'])
  await store.run(sql`DELETE FROM event_settled WHERE type = 4`)
  expect((await words()).slice(2)).toEqual(['missing', 'changed'])
  await store.close()
})

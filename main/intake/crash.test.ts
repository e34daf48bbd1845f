import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FileResult } from '#contract/evidence'
import { COUNT, TEXT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import { openStore, type Store } from '#main/store/store'
import { buildEntries } from './bench/build'
import { RUN_ROWS } from './batch'
import { seeded } from '#main/tools/test/seeded'
import { connRows, CONN_HEADER } from './test/conn-log'

const ROWS = 2 * RUN_ROWS + 40_000
const KILLS = 10
let built: string
let folder: string
let file: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crash-test-'))
  file = join(folder, 'conn.log')
  const row = connRows(5)
  writeFileSync(file, CONN_HEADER + Array.from({ length: ROWS }, (_, index) => `${row(index)}\n`).join(''))
  built = await buildEntries({ add: join(import.meta.dirname, 'test/add-child.ts') })
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  rmSync(built, { recursive: true, force: true })
})

/** Adds the file in a process of its own; killed after so many ms, where given. Null where it was killed. */
function adding(caseFolder: string, killAfterMs?: number): Promise<FileResult | null> {
  const child = spawn(process.execPath, [join(built, 'add.mjs'), caseFolder, file, join(built, 'intake-worker.mjs')])
  let out = ''
  let complaints = ''
  child.stdout.on('data', (text: Buffer) => (out += text.toString()))
  child.stderr.on('data', (text: Buffer) => (complaints += text.toString()))
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  return new Promise((resolve, reject) => {
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      if (signal === 'SIGKILL') resolve(null)
      else if (code === 0) resolve(JSON.parse(out) as FileResult)
      else reject(new Error(complaints))
    })
  })
}

/** What must hold at any moment: every batch whole, no event of none. */
async function isWhole(store: Store): Promise<{ events: number; batches: number }> {
  const { events, batches, ids } = (await store.first(
    sql`SELECT coalesce(sum(events), 0)::UBIGINT AS events, count(*) AS batches,
      (SELECT count(DISTINCT event_id) FROM (SELECT event_id FROM event_settled UNION ALL SELECT event_id FROM event_unsettled)) AS ids FROM batch`,
    { events: COUNT, batches: COUNT, ids: COUNT },
  ))!
  const { stored, dangling } = (await store.first(
    sql`SELECT (SELECT count(*) FROM event_settled) + (SELECT count(*) FROM event_unsettled) AS stored,
      (SELECT count(*) FROM event_settled e LEFT JOIN text t ON t.text_id = e.name LEFT JOIN ip i ON i.ip_id = e.src_ip
        WHERE t.value IS NULL OR i.value IS NULL) AS dangling`,
    { stored: COUNT, dangling: COUNT },
  ))!
  expect({ stored, ids, dangling }).toEqual({ stored: events, ids: events, dangling: 0 })
  return { events, batches }
}

/** Every stored row with its texts, in order of places, as one hash per table. */
async function contentOf(store: Store): Promise<string[]> {
  const rows = await store.all(
    sql`SELECT md5(string_agg(line, chr(10) ORDER BY record)) AS digest FROM (
      SELECT e.record, concat_ws('|', e.event_id, e.ts, e.record, e.byte_offset, e.byte_length, t.value, s.value, d.value, e.dst_port, e.client_bytes,
        e.attr_text, w.value, e.direction, e.session_state) AS line
      FROM (SELECT * FROM event_settled UNION ALL SELECT * FROM event_unsettled) e JOIN text t ON t.text_id = e.name JOIN ip s ON s.ip_id = e.src_ip
        JOIN ip d ON d.ip_id = e.dst_ip LEFT JOIN text w ON w.text_id = e.attr_word_1)`,
    { digest: TEXT },
  )
  return rows.map((row) => row.digest)
}

test('killed ten times at any moment, the case is whole each time, and adding again brings exactly what is missing', async () => {
  const random = seeded(20_260_301)
  const caseFolder = join(folder, 'killed')
  const seen: number[] = []
  let result: FileResult | null = null
  for (let kill = 0; kill < KILLS && result === null; kill++) {
    result = await adding(caseFolder, 200 + random() * 2_500)
    const store = await openStore(join(caseFolder, 'case.duckdb'), { mode: 'read' })
    seen.push((await isWhole(store)).batches)
    await store.close()
  }
  result ??= await adding(caseFolder)
  expect(seen).toEqual([...seen].sort((a, b) => a - b))
  expect(result).toMatchObject({ status: 'added', records: ROWS, represented: ROWS, rejected: 0, events: ROWS })
  const fresh = await adding(join(folder, 'fresh'))
  expect({ ...result, path: '' }).toEqual({ ...fresh, path: '' })
  const contents = []
  for (const name of ['killed', 'fresh']) {
    const store = await openStore(join(folder, name, 'case.duckdb'), { mode: 'read' })
    expect((await isWhole(store)).events).toBe(ROWS)
    contents.push(await contentOf(store))
    await store.close()
    expect(readdirSync(join(folder, name, 'evidence'))).toEqual([result!.sha256])
  }
  expect(contents[0]).toEqual(contents[1])
}, 180_000)

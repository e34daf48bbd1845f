import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { EVERYTHING } from '#contract/selection'
import { canonicalEvents } from '#main/store/canonical'
import { openStore } from '#main/store/store'
import { testBench, type TestBench } from './test-host'

const LOG = [
  'Jun 28 01:08:26 web01 sshd[310]: Accepted password for deploy from 198.51.100.7 port 3675 ssh2',
  'Jun 28 02:36:04 web01 sshd[311]: Failed password for root from 203.0.113.9 port 56612 ssh2',
].join('\n')
const OTHER = 'Jun 29 03:00:00 web01 sshd[400]: Accepted password for root from 203.0.113.9 port 40000 ssh2\n'

let one: TestBench
let two: TestBench
beforeEach(() => {
  one = testBench()
  two = testBench()
})
afterEach(async () => {
  await one.close()
  await two.close()
})

const pathOf = ({ folder }: TestBench, name: string) => join(folder, name)

async function add(bench: TestBench, name: string, content: string): Promise<string> {
  writeFileSync(pathOf(bench, name), content)
  const items = [{ path: pathOf(bench, name), options: { year: 2009, zone: 'UTC' } }]
  for await (const message of await bench.client.evidence.add({ items })) if (message.kind === 'file') return message.file.sha256!
  throw new Error('nothing was added')
}

const page = async ({ client }: TestBench) => (await client.query.page({ selection: EVERYTHING })).rows
const canonical = async ({ client }: TestBench) => (await client.journal.canonical()).text

/** Shape: → two analysts with a copy each of one case: one file, one finding that cites its first event. */
async function twoAnalysts(): Promise<string> {
  const start = { name: 'One', home_networks: ['198.18.0.0/15'], display_zone: 'UTC' }
  await one.client.case.create({ path: pathOf(one, 'one.case'), ...start })
  await add(one, 'auth.log', `${LOG}\n`)
  const { id } = await one.client.notebook.create({ kind: 'finding', title: 'A log-in from outside' })
  const [first] = await page(one)
  await one.client.notebook.cite({ entry: id, cite: { kind: 'row', event_key: first!.event_key } })
  await one.client.bundle.write({ path: pathOf(one, 'start.btz') })
  await two.client.bundle.open({ path: pathOf(one, 'start.btz'), target: pathOf(two, 'two.case') })
  return id
}

test('two copies edited apart come together with their events; a conflict is settled; the merge is taken back and taken up again', async () => {
  const finding = await twoAnalysts()
  await one.client.notebook.change({ id: finding, title: 'deploy logged in from outside' })
  await two.client.notebook.change({ id: finding, title: 'A password was used from outside' })
  await add(two, 'later.log', OTHER)
  const [, last] = [await page(one), (await page(two)).at(-1)!]
  await two.client.notebook.tag({ keys: [last.event_key], tag: 'look' })
  await two.client.bundle.write({ path: pathOf(two, 'two.btz') })
  const before = await canonical(one)
  const dry = await one.client.bundle.merge({ path: pathOf(two, 'two.btz'), dry_run: true })
  expect([dry.added.decisions, dry.added.evidence, dry.conflicts.length, await canonical(one)]).toEqual([3, 1, 1, before])
  const { merge, conflicts } = await one.client.bundle.merge({ path: pathOf(two, 'two.btz') })
  expect((await page(one)).map(({ ts, user_name }) => [ts, user_name])).toEqual([
    ['2009-06-28T01:08:26Z', 'deploy'],
    ['2009-06-28T02:36:04Z', 'root'],
    ['2009-06-29T03:00:00Z', 'root'],
  ])
  const [conflict] = await one.client.journal.conflicts()
  expect([conflict, conflict!.ours]).toEqual([conflicts[0], 'deploy logged in from outside'])
  const mine = conflict!.sides.find(({ text }) => text === conflict!.ours)!.operation
  expect(await one.client.journal.resolve({ id: conflict!.id, keep: mine })).toEqual([])
  expect((await one.client.notebook.list())[0]!.title).toBe('deploy logged in from outside')
  const undone = await one.client.journal.undo({ id: merge! })
  expect(undone).toMatchObject({ kind: 'operation.undone', can_undo: true })
  expect([(await page(one)).length, (await one.client.case.info())!.evidence.length]).toEqual([2, 1])
  await one.client.journal.undo({ id: undone.id })
  expect((await page(one)).length).toBe(3)
  expect(await one.client.bundle.verify({})).toMatchObject({ ok: true, bad: [] })
})

test('the journal says what each decision changed, and a decision about a source is taken back with what was read by it', async () => {
  const finding = await twoAnalysts()
  const sha256 = (await one.client.case.info())!.evidence[0]!.sha256!
  await one.client.evidence.set({ sha256, options: { zone: '-04:00' } })
  expect((await page(one))[0]!.ts).toBe('2009-06-28T05:08:26Z')
  await one.client.notebook.change({ id: finding, title: 'Two' })
  const [change, zone] = await one.client.notebook.history({ limit: 2 })
  expect([change!.changes, zone!.changes]).toEqual([
    [{ object: `entry/${finding}`, field: 'title', before: 'A log-in from outside', after: 'Two' }],
    [{ object: `evidence/${sha256}`, field: 'zone', before: 'UTC', after: '-04:00' }],
  ])
  await one.client.journal.undo({ id: zone!.id })
  expect((await page(one))[0]!.ts).toBe('2009-06-28T01:08:26Z')
  await expect(one.client.journal.undo({ id: zone!.id })).rejects.toMatchObject({ code: 'CAS-042' })
  expect((await one.client.notebook.history({ limit: 9 })).find(({ id }) => id === zone!.id)?.undone_by).toEqual(
    expect.any(String),
  )
})

test('a case whose database is lost is the same case again, notebook and all', async () => {
  const finding = await twoAnalysts()
  const [first] = await page(one)
  await one.client.notebook.tag({ keys: [first!.event_key], tag: 'look' })
  await one.client.notebook.addEvent({ ts: '2009-06-28T04:00:00Z', type: 'manual', message: 'called the owner' })
  for (const kind of ['note', 'lesson', 'hypothesis', 'question', 'action'] as const) {
    const { id } = await one.client.notebook.create({ kind, title: `a ${kind}`, body: 'text [E1]', tlp: 'TLP:RED' })
    const query = { by: ['type' as const], selection: EVERYTHING, measure: 'count' as const, order: 'count' as const }
    await one.client.notebook.cite({ entry: id, cite: { kind: 'aggregate', title: 'by type', query } })
  }
  await one.client.notebook.remove({ id: finding })
  const caseDir = pathOf(one, 'one.case')
  const said = async () => {
    const text = await canonical(one)
    await one.client.case.close()
    const store = await openStore(join(caseDir, 'case.duckdb'), { mode: 'read' })
    const lines: string[] = []
    await canonicalEvents(store, (line) => void lines.push(line))
    await store.close()
    return { text, lines }
  }
  const before = await said()
  expect(before.lines.length).toBe(3)
  rmSync(join(caseDir, 'case.duckdb'))
  await one.client.case.open({ path: caseDir })
  for await (const _ of await one.client.case.rebuild()) continue
  expect(await said()).toEqual(before)
  await one.client.case.open({ path: caseDir })
  const states = []
  for await (const state of await one.client.notebook.verify()) states.push(state.state)
  expect(states).toEqual(Array(5).fill('verified'))
})

import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { EVERYTHING } from '#contract/selection'
import { testBench, type TestBench } from './test-host'

const LOG = [
  'Jun 28 01:08:26 web01 sshd[310]: Accepted password for deploy from 198.51.100.7 port 3675 ssh2',
  'Jun 28 02:36:04 web01 sshd[311]: Failed password for root from 203.0.113.9 port 56612 ssh2',
].join('\n')

let bench: TestBench
beforeEach(async () => {
  bench = testBench()
  const { client, folder } = bench
  await client.case.create({ path: join(folder, 'one.case'), name: 'One', home_networks: [], display_zone: 'UTC' })
  writeFileSync(join(folder, 'auth.log'), `${LOG}\n`)
  const items = [{ path: join(folder, 'auth.log'), options: { year: 2009, zone: 'UTC' } }]
  for await (const _ of await client.evidence.add({ items })) continue
  const { id } = await client.notebook.create({ kind: 'finding', title: 'A log-in from outside' })
  const { rows } = await client.query.page({ selection: EVERYTHING })
  await client.notebook.cite({ entry: id, cite: { kind: 'row', event_key: rows[0]!.event_key } })
  const query = { by: ['type' as const], measure: 'count' as const, order: 'count' as const, selection: EVERYTHING }
  await client.notebook.cite({ entry: id, cite: { kind: 'aggregate', title: 'by type', query } })
})
afterEach(() => bench.close())

const report = () => join(bench.folder, 'report.pdf')
const written = () => bench.client.report.exportPdf({ options: { template: 'full', findings: [] }, path: report() })
const verified = () => bench.client.report.verify({ path: report() })

test('a report is checked against the case it came from, page by page; what was altered in it shows', async () => {
  await written()
  expect(await verified()).toMatchObject({
    ...{ ok: true, bad: [], signature: { ok: true }, report: { same_head: true, pages: 'same' } },
    ...{ evidence: [{ name: 'auth.log', state: 'verified' }], citations: [{ state: 'verified' }, { state: 'verified' }] },
  })
  const bytes = readFileSync(report())
  const at = bytes.indexOf('/MediaBox')
  bytes[at + 1] = bytes[at + 1]! ^ 0x20
  writeFileSync(report(), bytes)
  expect(await verified()).toMatchObject({ ok: false, bad: [{ member: '(pages)' }], report: { pages: 'differ' } })
  writeFileSync(report(), 'not a PDF')
  await expect(verified()).rejects.toMatchObject({ code: 'RPT-004' })
  await expect(bench.client.report.verify({ path: join(bench.folder, 'none.pdf') })).rejects.toMatchObject({ code: 'RPT-003' })
})

test('a report that is older than the case is checked by what it cites; altered evidence and another case are named', async () => {
  await written()
  await bench.client.notebook.create({ kind: 'note', title: 'later' })
  expect(await verified()).toMatchObject({ ok: true, report: { same_head: false, pages: 'not-compared' } })
  const { evidence, path } = (await bench.client.case.info())!
  const file = join(path, 'evidence', evidence[0]!.sha256!)
  chmodSync(file, 0o644)
  writeFileSync(file, `${LOG.replace('deploy', 'daemon')}\n`)
  const altered = await verified()
  expect([altered.ok, altered.bad.map(({ member }) => member)]).toEqual([false, [`evidence/${evidence[0]!.sha256}`]])
  expect(altered.citations.map(({ state }) => state)).toEqual(['changed', 'changed'])
  await bench.client.case.create({ path: join(bench.folder, 'two.case'), name: 'Two', home_networks: [], display_zone: 'UTC' })
  const elsewhere = await verified()
  expect(elsewhere.bad.map(({ why }) => why.split(' (')[0])).toEqual([
    'The report is of another case',
    'The evidence auth.log is not in this case.',
  ])
})

import { chmodSync, cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { clauseText, EVERYTHING, type Selection } from '#contract/selection'
import { testBench, type TestBench } from './test-host'

let bench: TestBench
beforeEach(() => {
  bench = testBench()
})
afterEach(() => bench.close())

/** Each line is 80 bytes or so; a file of 2,000 has several blocks. */
const line = (user: string, second: number) =>
  `Jun 28 01:${String(Math.floor(second / 60) % 60).padStart(2, '0')}:${String(second % 60).padStart(2, '0')} web01 sshd[310]: Accepted password for ${user} from 198.51.100.7 port 3675 ssh2\n`
const fileOf = (user: string) => Array.from({ length: 2000 }, (_, second) => line(user, second)).join('')

async function add(name: string, content: string): Promise<string> {
  const path = join(bench.folder, name)
  writeFileSync(path, content)
  for await (const message of await bench.client.evidence.add({ items: [{ path, options: { year: 2009, zone: 'UTC' } }] }))
    if (message.kind === 'file') return message.file.sha256!
  throw new Error('nothing was added')
}

const only = (sha256: string): Selection => ({
  ...EVERYTHING,
  clauses: [{ id: 'e', source: 'test', text: clauseText('evidence', sha256), exclude: false, disabled: false }],
})

/** Shape: → a finding for each file (a record, a count) and one on both, by what they rest on. */
async function findings(files: Record<string, string>): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  const query = (selection: Selection) => ({
    by: ['type' as const],
    measure: 'count' as const,
    order: 'count' as const,
    selection,
  })
  const write = async (title: string, cite: Parameters<typeof bench.client.notebook.cite>[0]['cite']) => {
    const { id } = await bench.client.notebook.create({ kind: 'finding', title })
    await bench.client.notebook.cite({ entry: id, cite })
    names.set(id, title)
  }
  for (const [name, sha256] of Object.entries(files)) {
    await write(`record of ${name}`, { kind: 'row', event_key: `${sha256}/-/7/0` })
    await write(`count over ${name}`, { kind: 'aggregate', title: 'by type', query: query(only(sha256)) })
  }
  await write('count over both', { kind: 'aggregate', title: 'by type', query: query(EVERYTHING) })
  return names
}

test('one byte of one file changed in a copy: its place is named, and exactly the findings that rest on the file turn', async () => {
  const dir = join(bench.folder, 'one.case')
  await bench.client.case.create({ path: dir, name: 'One', home_networks: [], display_zone: 'UTC' })
  const files = { one: await add('one.log', fileOf('deploy')), two: await add('two.log', fileOf('root')) }
  const titles = await findings(files)
  await bench.client.case.close()
  const copy = join(bench.folder, 'copy.case')
  cpSync(dir, copy, { recursive: true })
  const altered = join(copy, 'evidence', files.one)
  const bytes = readFileSync(altered)
  const at = 100_000
  chmodSync(altered, 0o644)
  bytes[at]! ^= 1
  writeFileSync(altered, bytes)
  await bench.client.case.open({ path: copy })
  const check = async () => {
    const { ok, bad, citations } = await bench.client.bundle.verify({})
    return {
      ok,
      bad,
      turned: citations.filter(({ state }) => state !== 'verified').map(({ finding, state }) => [titles.get(finding), state]),
    }
  }
  const { ok, bad, turned } = await check()
  expect(ok).toBe(false)
  expect(bad.map(({ member }) => member)).toEqual([`evidence/${files.one}`])
  const [range, ...others] = bad[0]!.ranges!
  expect([others, range!.from <= at && at < range!.until, range!.until - range!.from]).toEqual([[], true, 4096])
  expect(bad[0]!.why).toContain(
    `one.log is not the file that was added: it differs within bytes ${range!.from} to ${range!.until - 1}`,
  )
  expect(turned).toEqual([
    ['record of one', 'changed'],
    ['count over one', 'changed'],
    ['count over both', 'changed'],
  ])
  for await (const _ of await bench.client.case.rebuild()) continue
  expect((await check()).turned.map(([title]) => title)).toEqual(['record of one', 'count over one', 'count over both'])
  await bench.client.case.open({ path: dir })
  expect(await check()).toEqual({ ok: true, bad: [], turned: [] })
  expect(existsSync(altered)).toBe(true)
})

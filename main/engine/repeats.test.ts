import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { EVERYTHING } from '#contract/selection'
import { testBench, type TestBench } from './test-host'

const log = (lines: number): string =>
  Array.from(
    { length: lines },
    (_, at) =>
      `Mar  3 07:${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')} web01 sshd[811]: Failed password for root from 198.51.100.7 port ${4000 + at} ssh2\n`,
  ).join('')

let bench: TestBench
beforeEach(async () => {
  bench = testBench()
  await bench.client.case.create({ path: join(bench.folder, 'one.case'), name: 'One', home_networks: [], display_zone: 'UTC' })
})
afterEach(() => bench.close())

async function add(name: string, content: string): Promise<string> {
  const path = join(bench.folder, name)
  writeFileSync(path, content)
  let sha256 = ''
  for await (const message of await bench.client.evidence.add({ items: [{ path, options: { year: 2026, zone: 'UTC' } }] }))
    if (message.kind === 'file') sha256 = message.file.sha256!
  return sha256
}
const total = async (): Promise<number> => (await bench.client.query.count({ selection: EVERYTHING })).count
const repeatsSaid = async () =>
  (await bench.client.evidence.list()).map(({ name, events, checks }) => {
    const said = checks.find(({ id }) => id === 'same-records')
    return [name, events, said?.count ?? 0, said?.text.includes('auth.log') ?? false]
  })

test('the ledger says which file a grown copy repeats; leaving that file out lets its records count, a rebuild changes nothing', async () => {
  const short = await add('auth.log', log(120))
  const long = await add('grown.log', log(200))
  const both = [
    ['auth.log', 120, 0, false],
    ['grown.log', 200, 120, true],
  ]
  expect([await total(), await repeatsSaid()]).toEqual([200, both])
  const raw = await bench.client.query.raw({ key: `${long}/-/7/0`, context: 0 })
  expect((await bench.client.query.event({ key: `${long}/-/7/0` })).event_key).toBe(`${short}/-/7/0`)
  expect(`${raw.raw}\n`).toBe(log(7).slice(log(6).length))
  await bench.client.case.rebuild()
  expect([await total(), await repeatsSaid()]).toEqual([200, both])
  await bench.client.evidence.exclude({ sha256: short, reason: 'kept as the grown copy' })
  expect(await total()).toBe(200)
  expect((await repeatsSaid())[1]).toEqual(['grown.log', 200, 0, false])
})

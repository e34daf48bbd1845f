import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Control, LessonRun } from '#contract/lessons'
import { testBench } from './test-host'

const SERVER = '198.18.20.14'
const bench = testBench()
const { client, folder } = bench
beforeAll(async () => {
  for await (const _ of await client.case.makeSample({ name: 'odd-irc-connections', path: join(folder, 'irc.case') }));
})
afterAll(() => bench.close())

async function lesson(title: string, check: Control): Promise<string> {
  return (await client.notebook.create({ kind: 'lesson', title, body: '', tlp: null, control: null, check })).id
}
async function run(id: string): Promise<LessonRun> {
  return (await client.lessons.run({ id }))[0]!
}

test('a rule of access fires at the first session on port 22, days before the later ones', async () => {
  const id = await lesson('Know who may use the server', {
    kind: 'access',
    source: ['198.18.0.0/16'],
    target: [SERVER],
    service: 'tcp/22',
    min_seconds: 60,
  })
  const { verdict, alerts, first_fired_at, fired, alerts_per_week, lead_s } = await run(id)
  // expected/long-sessions.csv: the four sessions of a minute or longer from elsewhere.
  expect({ verdict, alerts, first_fired_at }).toEqual({
    verdict: 'violated',
    alerts: 4,
    first_fired_at: '2009-06-11T02:31:14.204311Z',
  })
  const days = fired.map(({ after_first_s }) => Math.round(after_first_s / 8640) / 10)
  expect(days).toEqual([0, 16.9, 17, 17.7])
  expect(fired[0]!.what).toBe(`192.0.2.8:2455 on ${SERVER}:22 for 71 s`)
  expect(alerts_per_week).toBeGreaterThan(0)
  expect(alerts_per_week).toBeLessThan(1)
  expect(lead_s).toBeGreaterThan(17 * 86_400)
})

test('the loud flow as a control fires much more often, and later', async () => {
  const loud = await run(
    await lesson('IRC is no proof of a botnet', { kind: 'query', where: 'port:(6667 OR 7000)', needs: ['flow'] }),
  )
  const quiet = (await client.lessons.run({})).find(({ control }) => control.kind === 'access')!
  expect(loud.verdict).toBe('violated')
  expect(loud.alerts).toBeGreaterThan(100 * quiet.alerts)
  expect(loud.alerts_per_week!).toBeGreaterThan(100 * quiet.alerts_per_week!)
  expect(loud.fired).toHaveLength(50)
})

test('evidence that must be there is missing for the server, and there for the other host', async () => {
  const server = await run(
    await lesson('Collect the log of the server', { kind: 'evidence', class: 'authentication', host: SERVER }),
  )
  expect(server.verdict).toBe('violated')
  expect(server.because).toContain(`authentication evidence of ${SERVER} is there nowhere`)
  const flows = await run(await lesson('Flows of the case', { kind: 'evidence', class: 'flow', host: null }))
  expect(flows.verdict).not.toBe('not_testable')
})

test('silence where the evidence is missing is no satisfaction', async () => {
  const id = await lesson('No file was found infected', { kind: 'query', where: 'type:virus', needs: ['file'] })
  expect(await run(id)).toMatchObject({ verdict: 'not_testable', alerts: 0, first_fired_at: null, lead_s: null })
  const covered = await lesson('Nobody used telnet', { kind: 'query', where: 'server_port:23 duration:>=60s', needs: ['flow'] })
  expect(await run(covered)).toMatchObject({ verdict: 'satisfied', alerts: 0 })
})

test('a detector as a control lists its detections in order of time', async () => {
  const found = await run(
    await lesson('Sessions nobody vouches for', { kind: 'detector', detector: 'unattested-session', needs: ['flow'] }),
  )
  expect(found.verdict).toBe('violated')
  expect(found.first_fired_at).toBe('2009-06-11T02:31:14.204311Z')
  const times = found.fired.map(({ ts }) => ts)
  expect(times).toEqual([...times].sort())
})

test('a lesson that is kept runs in other cases until it is retired', async () => {
  const [kept] = (await client.lessons.run({})).filter(({ control }) => control.kind === 'access')
  expect(await client.lessons.keep({ id: kept!.id })).toMatchObject({ title: kept!.title, retired_at: null })
  await client.case.create({ path: join(folder, 'next.case'), name: 'Next', home_networks: [], display_zone: 'UTC' })
  const there = await client.lessons.run({})
  expect(there).toMatchObject([{ id: kept!.id, origin: 'library', verdict: 'not_testable', alerts: 0, alerts_per_week: null }])
  await client.lessons.retire({ id: kept!.id, retired: true })
  expect(await client.lessons.run({})).toEqual([])
  expect((await client.lessons.library(undefined))[0]!.retired_at).not.toBeNull()
  await client.case.open({ path: join(folder, 'irc.case') })
})

test('a control that cannot be run says why', async () => {
  const id = await lesson('Wrong', { kind: 'access', source: ['nowhere'], target: [], service: 'tcp/22', min_seconds: 60 })
  await expect(run(id)).rejects.toMatchObject({ code: 'CAS-010' })
  const plain = await client.notebook.create({ kind: 'lesson', title: 'In words', body: '', tlp: null, control: 'ask first' })
  await expect(run(plain.id)).rejects.toMatchObject({ code: 'CAS-036' })
})

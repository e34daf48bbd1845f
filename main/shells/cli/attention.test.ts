/** What was looked at, of the sample case: the long session is never opened until somebody opens it, however much of the rest was. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { AttentionReport } from '#contract/attention'
import { EVERYTHING } from '#contract/selection'
import { withCase } from './engine'
import { runCommandLine } from './program'
import { ownHome } from './test/own-home'

const folder = ownHome('attention')
const dir = join(folder, 'irc.case')

async function ask<T>(...words: string[]): Promise<T> {
  let out = ''
  const status = await runCommandLine([...words, '--json'], { out: (text) => (out += text), err: () => undefined })
  expect([status, out.slice(0, 200)]).toEqual([0, expect.not.stringContaining('"error"')])
  return JSON.parse(out) as T
}
const report = () => ask<AttentionReport>('attention', dir)
const lasting = ({ sessions }: AttentionReport) =>
  sessions.map(({ client_ip, duration_s }) => [client_ip, Math.round((duration_s ?? 0) / 60)])
const journal = () => readdirSync(join(dir, 'journal')).map((name) => readFileSync(join(dir, 'journal', name), 'utf8'))

it('lists the long session as never opened until it is opened, and says when views lie in one cell', async () => {
  await ask('sample', 'odd-irc-connections', dir)
  const before = await report()
  expect(lasting(before)).toEqual([
    ['203.0.113.5', 62],
    ['203.0.113.5', 10],
    ['198.51.100.61', 5],
    ['192.0.2.8', 1],
  ])
  expect(before.unopened[0]).toMatchObject({
    direction: 'inbound',
    server_port: 22,
    because: expect.arrayContaining(['lasting-login-from-outside']) as unknown,
  })
  expect([before.cells.opened, before.events.opened, before.anchored]).toEqual([0, 0, null])
  const written = journal()

  await withCase(dir, async ({ attention, query }) => {
    const clauses = [
      { id: 'c1', source: 'test', text: 'port:6667 name:Snort-TCP_Event direction:outbound', exclude: false, disabled: false },
    ]
    const { rows } = await query.page({ selection: { ...EVERYTHING, clauses }, order: 'ts', limit: 9 })
    await attention.record({ deed: 'opened', keys: rows.map(({ event_key }) => event_key) })
  })
  const loud = await report()
  expect([loud.cells.opened, loud.anchored?.cell.server_port, loud.anchored?.share]).toEqual([1, 6667, 1])
  expect(loud.events.opened).toBeGreaterThan(1000)
  expect(lasting(loud)[0]).toEqual(['203.0.113.5', 62])

  await withCase(dir, ({ attention }) => attention.record({ deed: 'opened', keys: [before.sessions[0]!.event_key] }))
  expect(lasting(await report())).toEqual([
    ['203.0.113.5', 10],
    ['198.51.100.61', 5],
    ['192.0.2.8', 1],
  ])
  expect(journal()).toEqual(written)
}, 240_000)

it('records nothing while it is told not to, and forgets', async () => {
  expect((await ask<AttentionReport>('attention', dir, '--forget', '--stop')).recording).toBe(false)
  const { sessions } = await report()
  await withCase(dir, ({ attention }) => attention.record({ deed: 'opened', keys: [sessions[0]!.event_key] }))
  expect(lasting(await report())).toHaveLength(4)
}, 60_000)

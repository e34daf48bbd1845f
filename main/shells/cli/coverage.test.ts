/** What `coverage` says of the sample case. */
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Coverage } from '#contract/coverage'
import type { Detections } from '#contract/detections'
import { withCase } from './engine'
import { answersOf, ask, cellAt, statesOf } from './test/coverage'
import { ownHome } from './test/own-home'

const folder = ownHome('coverage')
const SERVER = '198.18.20.14'
const CLIENT = '198.18.30.17'

describe('the sample case', () => {
  const dir = join(folder, 'irc.case')
  let server: Coverage
  beforeAll(async () => {
    await ask('sample', 'odd-irc-connections', dir)
    server = await ask<Coverage>('coverage', dir, '--host', SERVER)
  }, 240_000)

  it('cannot answer who logged in to the server on the nights of the sessions, and says why', () => {
    const question = server.questions.find(({ id }) => id === 'who-logged-in')!
    expect(question.answer).toBe('not_answerable')
    expect(question.because).toContain(`no authentication log, no process accounting, no audit trail of ${SERVER}`)
    expect(question.because).toContain('syslog of gate speaks of other hosts only')
    expect(question.because).toContain('flow shows that a session existed and how long, never which account was used')
    expect(new Set(statesOf(server, 'authentication', SERVER).slice(1, -1))).toEqual(new Set(['absent']))
  })

  it('says the same of the case as a whole: its question is about the host that was entered', async () => {
    const whole = await ask<Coverage>('coverage', dir)
    expect(answersOf(whole)).toEqual(answersOf(server))
    expect(answersOf(whole)).toMatchObject({
      'who-logged-in': 'not_answerable',
      'which-process': 'not_answerable',
      'what-configuration': 'partly',
      'any-session-before': 'not_answerable',
      'what-was-transferred': 'partly',
      'who-connected': 'answerable',
      'what-was-alerted': 'answerable',
    })
    expect(new Set(statesOf(whole, 'authentication', 'gate').slice(1, -1))).toEqual(new Set(['covered']))
    expect(cellAt(whole, 'authentication', null, '2009-06-28').reason).toBe('syslog of gate speaks of that host only')
  })

  it('does not know what was before the evidence begins', () => {
    const { because } = server.questions.find(({ id }) => id === 'any-session-before')!
    expect(because).toMatch(/^unknown: .* begins 2009-06-05T04:06:45/)
    expect(new Set(server.cells.filter(({ bin }) => bin === server.bins[0]).map(({ state }) => state))).toEqual(
      new Set(['unknown']),
    )
    expect(server.ask_for.at(-1)).toMatchObject({ class: 'flow', to: '2009-06-05T04:06:45.696684Z' })
  })

  it('finds the hours in which Zeek was down, and that the other monitor covered the server meanwhile', async () => {
    const client = await ask<Coverage>('coverage', dir, '--host', CLIENT)
    const silent = /zeek of zeek-core is silent from 2009-06-28T19:\d\dZ to 2009-06-28T21:\d\dZ/
    expect(cellAt(client, 'flow', CLIENT, '2009-06-28')).toMatchObject({
      state: 'partial',
      reason: expect.stringMatching(silent) as string,
    })
    for (const evidence of ['dns', 'web'] as const)
      expect(cellAt(server, evidence, SERVER, '2009-06-28')).toMatchObject({
        state: 'partial',
        reason: expect.stringMatching(silent) as string,
      })
    expect(cellAt(server, 'flow', SERVER, '2009-06-28')).toMatchObject({
      state: 'covered',
      reason: 'tnm of tnm-border, zeek of zeek-core',
    })
  })

  it('covers weaknesses on the days of the scans only', () => {
    const covered = server.cells.filter((cell) => cell.class === 'vulnerability-scan' && cell.state === 'covered')
    expect(covered.map(({ bin }) => bin.slice(0, 10))).toEqual(['2009-06-18', '2009-07-08'])
    expect(cellAt(server, 'vulnerability-scan', SERVER, '2009-06-25').reason).toContain(
      'scanned on 2009-06-18, 2009-07-08 only, without logging in',
    )
  })

  it('asks first for the log-ins of the server around the four sessions', () => {
    expect(
      server.ask_for
        .slice(0, 2)
        .map(({ class: evidence, host, from, to }) => [evidence, host, from.slice(0, 16), to.slice(0, 16)]),
    ).toEqual([
      ['authentication', SERVER, '2009-06-11T01:31', '2009-06-12T02:32'],
      ['authentication', SERVER, '2009-06-28T00:04', '2009-06-29T21:04'],
    ])
    expect(new Set(server.ask_for.map((one) => one.class))).toEqual(
      new Set(['authentication', 'process', 'file', 'config', 'packets', 'flow']),
    )
  })

  it('cannot tell of a host that is known by name only what sensors see of it', async () => {
    const gate = await ask<Coverage>('coverage', dir, '--host', 'gate')
    expect(cellAt(gate, 'flow', 'gate', '2009-06-28')).toMatchObject({ state: 'unknown' })
    expect(cellAt(gate, 'authentication', 'gate', '2009-06-28')).toMatchObject({ state: 'covered', reason: 'syslog of gate' })
  })

  it('says in a dossier what covers the host, and what not seen is worth in a view', async () => {
    await withCase(dir, async (client) => {
      const dossier = await client.hosts.dossier({ ip: SERVER })
      expect(dossier!.coverage['authentication']).toMatchObject({ state: 'absent', share: 0, source: null })
      expect(dossier!.coverage['flow']).toMatchObject({ state: 'covered', source: 'tnm of tnm-border, zeek of zeek-core' })
      const inView = (text: string, days?: [number, number]) => {
        const window =
          days === undefined ? undefined : { kind: 'between' as const, fromUs: days[0] * 86_400e6, toUs: days[1] * 86_400e6 }
        const selection = { clauses: [{ id: 'one', source: 'bar', text }], window }
        return client.coverage.absence({ selection })
      }
      expect((await inView(`type:login server:${SERVER}`)).text).toBe('not observed (coverage: 0 %)')
      expect((await inView(`session_state:complete server:${SERVER}`)).text).toBe('not observed (coverage: 100 %)')
      const start = Date.parse('2009-06-03T00:00:00Z') / 86_400e3
      const early = await inView('type:intrusion', [start, start + 4])
      expect(early.text).toMatch(/^not observed \(coverage: 4\d %\)$/)
      expect(early.share).toBeCloseTo((4 - 2 - 4.1 / 24) / 4, 2)
    })
  })

  it('says with every empty answer, and with what is new, what not having been seen is worth', async () => {
    interface Rows {
      rows: unknown[]
      absence?: { text: string; because: string[] }
    }
    const logins = ['--where', `type:login server:${SERVER}`, '--from', '2009-06-28', '--to', '2009-06-29']
    const absent = {
      text: 'not observed (coverage: 0 %)',
      because: [expect.stringContaining('speaks of other hosts only') as string],
    }
    const log = ['--where', `type:login server:${SERVER} -format:zeek`, ...logins.slice(2)]
    for (const command of [['events'], ['pivot', '--by', 'user_name']])
      expect(await ask<Rows>(command[0]!, dir, ...command.slice(1), ...log)).toMatchObject({ rows: [], absence: absent })
    const none = await ask<Rows>('sessions', dir, '--where', `server:${SERVER} port:23`)
    expect(none).toMatchObject({ rows: [], absence: { text: 'not observed (coverage: 100 %)', because: [] } })
    expect((await ask<Rows>('sessions', dir, '--where', `server:${SERVER} port:22`)).absence).toBeUndefined()
    const { detections } = await ask<Detections>('detect', dir, '--only', 'first-seen')
    const said = detections.map(({ detail }) => detail['before'])
    expect(said.length).toBeGreaterThan(0)
    expect(said).toEqual(said.map(() => expect.stringMatching(/^not observed \(coverage: .* %\)$/) as string))
  })

  it('is the same when asked again, and after the case was made anew', async () => {
    const again = await ask<Coverage>('coverage', dir, '--host', SERVER)
    expect(again).toEqual(server)
    const copy = join(folder, 'anew.case')
    cpSync(dir, copy, { recursive: true })
    await ask('rebuild', copy)
    expect(await ask<Coverage>('coverage', copy, '--host', SERVER)).toEqual(server)
  }, 120_000)
})

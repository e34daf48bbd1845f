/** What `coverage` says of the sample case, what changes when a file of it is taken away, and what it finds in evidence that others recorded. */
import { cpSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Coverage, CoverageCell, CoverageState } from '#contract/coverage'
import type { EvidenceClass } from '#contract/formats'
import { evidencePath, hasEvidence } from '#main/tools/test/evidence'
import { withCase, type EngineClient } from './engine'
import { runCommandLine } from './program'
import { ownHome } from './test/own-home'

const folder = ownHome('coverage')

async function ask<T>(...words: string[]): Promise<T> {
  let out = ''
  const status = await runCommandLine([...words, '--json'], { out: (text) => (out += text), err: () => undefined })
  const answer = JSON.parse(out) as T & { error?: unknown }
  expect([status, answer.error]).toEqual([0, undefined])
  return answer
}

const statesOf = ({ cells }: Coverage, evidence: EvidenceClass, host: string | null): CoverageState[] =>
  cells.filter((cell) => cell.class === evidence && cell.host === host).map(({ state }) => state)
const cellAt = ({ cells }: Coverage, evidence: EvidenceClass, host: string | null, day: string): CoverageCell =>
  cells.find((cell) => cell.class === evidence && cell.host === host && cell.bin.startsWith(day))!
const answersOf = ({ questions }: Coverage) => Object.fromEntries(questions.map(({ id, answer }) => [id, answer]))

/** Shape: name, home network, files → a case of them. */
async function made(name: string, home: string, ...files: string[]): Promise<string> {
  const dir = join(folder, `${name}.case`)
  await ask('case', 'new', dir, '--home', home)
  await ask('add', dir, ...files)
  return dir
}

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

  it('is the same when asked again, and after the case was made anew', async () => {
    const again = await ask<Coverage>('coverage', dir, '--host', SERVER)
    expect(again).toEqual(server)
    const copy = join(folder, 'anew.case')
    cpSync(dir, copy, { recursive: true })
    await ask('rebuild', copy)
    expect(await ask<Coverage>('coverage', copy, '--host', SERVER)).toEqual(server)
  }, 120_000)

  describe('without one of its files', () => {
    const HOSTS = [undefined, SERVER, CLIENT, 'gate', '198.51.100.61'] as const
    const read = async (client: EngineClient): Promise<Coverage[]> => {
      const found: Coverage[] = []
      for (const host of HOSTS) found.push(await client.coverage.matrix({ host, single: true }))
      return found
    }
    const cellKey = ({ host, class: evidence, bin }: CoverageCell): string => [host, evidence, bin].join(' ')
    /** Shape: before, after → what changed: classes, and `host class before>after`, questions with another answer. */
    function changes(before: readonly Coverage[], after: readonly Coverage[]) {
      const now = new Map(after.flatMap(({ cells }) => cells.map((cell) => [cellKey(cell), cell] as const)))
      const changed = before
        .flatMap(({ cells }) => cells)
        .filter((cell) => JSON.stringify(now.get(cellKey(cell))) !== JSON.stringify(cell))
      const moved = changed.filter((cell) => now.get(cellKey(cell))!.state !== cell.state)
      const answers = before.flatMap(({ host, questions }, at) =>
        questions.flatMap(({ id, answer }) => {
          const then = after[at]!.questions.find((one) => one.id === id)!.answer
          return then === answer ? [] : [`${host ?? 'case'} ${id} ${answer}>${then}`]
        }),
      )
      const said = before.flatMap(({ questions }, at) =>
        questions.filter((one) => JSON.stringify(one) !== JSON.stringify(after[at]!.questions.find(({ id }) => id === one.id))),
      )
      return {
        classes: [...new Set(changed.map((cell) => cell.class))].sort(),
        moved: [
          ...new Set(moved.map((cell) => `${cell.host ?? 'case'} ${cell.class} ${cell.state}>${now.get(cellKey(cell))!.state}`)),
        ].sort(),
        answers: answers.sort(),
        said,
      }
    }

    const FLOW_OF_CLIENT = [`${CLIENT} flow covered>partial`, 'case flow covered>partial']
    /** File → classes it gives; cells and answers that change by being without it. */
    const FILES: Record<string, { classes: EvidenceClass[]; moved: string[]; answers: string[] }> = {
      'conn.log.gz': { classes: ['flow'], moved: FLOW_OF_CLIENT, answers: [`${CLIENT} who-connected answerable>partly`] },
    }
    let before: Coverage[]
    beforeAll(async () => {
      before = await withCase(dir, read)
    })

    it.each(Object.entries(FILES))(
      '%s',
      async (name, expected) => {
        const copy = join(folder, `without-${name}.case`)
        cpSync(dir, copy, { recursive: true })
        const after = await withCase(copy, async (client) => {
          const info = await client.case.info()
          const { sha256 } = info!.evidence.find((one) => basename(one.path) === name)!
          await client.evidence.exclude({ sha256: sha256!, reason: 'to see what it gave' })
          return read(client)
        })
        const { said, ...found } = changes(before, after)
        expect(found).toEqual(expected)
        const involved = (one: Coverage['questions'][number]): EvidenceClass[] => [
          ...one.classes,
          ...one.lookalikes.map((like) => like.class),
        ]
        expect(said.filter((one) => !involved(one).some((evidence) => expected.classes.includes(evidence)))).toEqual([])
      },
      60_000,
    )
  })
})

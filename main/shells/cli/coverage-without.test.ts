/** The sample case without one of its files: what rested on the file changes, and nothing else does. */
import { cpSync } from 'node:fs'
import { basename, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Coverage, CoverageCell } from '#contract/coverage'
import type { EvidenceClass } from '#contract/formats'
import { withCase, type EngineClient } from './engine'
import { ask } from './test/coverage'
import { ownHome } from './test/own-home'

const folder = ownHome('coverage-without')
const dir = join(folder, 'irc.case')
const SERVER = '198.18.20.14'
const CLIENT = '198.18.30.17'

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

  const OUTSIDE = '198.51.100.61'
  const gone = (one: EvidenceClass, ...whose: string[]): string[] =>
    whose.flatMap((whom) => [`${whom} ${one} covered>absent`, `${whom} ${one} partial>absent`])
  const FLOW_OF_CLIENT = [`${CLIENT} flow covered>partial`, 'case flow covered>partial']
  /** File → classes it gives; cells and answers that change by being without it. */
  const FILES: Record<string, { classes: EvidenceClass[]; moved: string[]; answers: string[] }> = {
    'conn.log.gz': { classes: ['flow'], moved: FLOW_OF_CLIENT, answers: [`${CLIENT} who-connected answerable>partly`] },
    'dns.log.gz': {
      classes: ['dns'],
      moved: [...gone('dns', CLIENT, SERVER, 'case'), `${OUTSIDE} dns partial>absent`, 'gate dns unknown>absent'],
      answers: [`${CLIENT} which-names-looked-up answerable>partly`],
    },
    'http.log.gz': {
      classes: ['web'],
      moved: [...gone('web', CLIENT, SERVER, 'case'), `${OUTSIDE} web partial>absent`, 'gate web unknown>absent'],
      answers: [`${CLIENT} which-pages-requested answerable>partly`],
    },
    'ssl.log.gz': { classes: ['flow'], moved: [], answers: [] },
    'ssh.log': { classes: ['flow'], moved: [], answers: [] },
    'notice.log': { classes: ['ids'], moved: [], answers: [] },
    'snort-alerts.log': {
      classes: ['ids'],
      moved: [
        ...[`${CLIENT} ids covered>unknown`, `${SERVER} ids covered>unknown`, `${OUTSIDE} ids partial>absent`],
        ...['case ids covered>absent', 'case ids covered>partial'],
      ],
      answers: [
        ...[CLIENT, SERVER, 'case'].map((whom) => `${whom} what-was-alerted answerable>not_answerable`),
        `${OUTSIDE} what-was-alerted partly>not_answerable`,
      ],
    },
    'tnm-sessions.log': {
      classes: ['flow'],
      moved: [`${SERVER} flow covered>partial`],
      answers: [`${SERVER} who-connected answerable>partly`, 'case who-connected answerable>partly'],
    },
    'pvs-realtime.log': {
      classes: ['passive-discovery', 'vulnerability-scan'],
      moved: [CLIENT, SERVER, OUTSIDE, 'case', 'gate'].flatMap((whom) =>
        (['passive-discovery', 'vulnerability-scan'] as const).map(
          (one) => `${whom} ${one} ${whom === 'gate' ? 'unknown' : 'partial'}>absent`,
        ),
      ),
      answers: [CLIENT, OUTSIDE].flatMap((whom) =>
        ['what-configuration', 'what-was-weak', 'which-machine'].map((id) => `${whom} ${id} partly>not_answerable`),
      ),
    },
    'gate-auth.log': {
      classes: ['authentication', 'process'],
      moved: [
        ...(['authentication', 'process'] as const).flatMap((one) => [
          ...[CLIENT, OUTSIDE].map((whom) => `${whom} ${one} unknown>absent`),
          `case ${one} partial>absent`,
        ]),
        ...['gate authentication covered>absent', 'gate process partial>absent'],
      ],
      answers: [
        ...['who-logged-in answerable', 'which-process partly', 'who-connected partly', 'who-failed-to-log-in answerable'].map(
          (one) => `gate ${one}>not_answerable`,
        ),
      ],
    },
    'scan-2009-06-18.nessus': {
      classes: ['vulnerability-scan'],
      moved: [`${SERVER} vulnerability-scan covered>partial`],
      answers: [],
    },
    'scan-2009-07-08.nessus': {
      classes: ['vulnerability-scan'],
      moved: [`${SERVER} vulnerability-scan covered>absent`, 'case vulnerability-scan partial>absent'],
      answers: [],
    },
  }
  let before: Coverage[]
  beforeAll(async () => {
    await ask('sample', 'odd-irc-connections', dir)
    before = await withCase(dir, read)
  }, 240_000)

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
      expect(found).toEqual({
        classes: expected.classes,
        moved: [...expected.moved].sort(),
        answers: [...expected.answers].sort(),
      })
      const involved = (one: Coverage['questions'][number]): EvidenceClass[] => [
        ...one.classes,
        ...one.lookalikes.map((like) => like.class),
      ]
      expect(said.filter((one) => !involved(one).some((evidence) => expected.classes.includes(evidence)))).toEqual([])
    },
    60_000,
  )
})

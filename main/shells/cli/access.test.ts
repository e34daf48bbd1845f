/** The access register from the command line over the sample case: three verdicts, what detections make of them, suggestions, the sheet. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AccessRow, AccessSuggestions } from '#contract/access'
import type { Detections } from '#contract/detections'
import type { SessionRow } from '#contract/hosts'
import { runCommandLine } from './program'
import { ownHome } from './test/own-home'

const folder = ownHome('access')
const dir = join(folder, 'irc.case')

async function run(...words: string[]): Promise<{ status: number; answer: unknown }> {
  let out = ''
  const status = await runCommandLine([...words, '--json'], { out: (text) => (out += text), err: () => undefined })
  return { status, answer: JSON.parse(out) as unknown }
}
async function ask<T>(...words: string[]): Promise<T> {
  const { status, answer } = await run(...words)
  expect([status, (answer as { error?: unknown }).error]).toEqual([0, undefined])
  return answer as T
}

const FOUR = [
  ['192.0.2.8', '2009-06-11T02:31:14.204311Z'],
  ['203.0.113.5', '2009-06-28T01:04:22.204311Z'],
  ['198.51.100.61', '2009-06-28T02:36:04.204311Z'],
  ['203.0.113.5', '2009-06-28T20:02:09Z'],
]
const OUTSIDE = ['--where', 'server_ip:198.18.20.14 server_port:22 direction:inbound', '--min', '60s']
const check = (): Promise<{ rows: SessionRow[] }> => ask('access', 'check', dir, ...OUTSIDE)
const seen = ({ rows }: { rows: SessionRow[] }) => rows.map(({ client_ip, start, verdict }) => [client_ip, start, verdict])
const of = (verdict: SessionRow['verdict']) => FOUR.map((one) => [...one, verdict])
const HOME_ONLY = ['--source', '198.18.0.0/16', '--target', '198.18.20.14', '--service', 'tcp/22', '--purpose', 'administration']
const eventsOf = async (where: string): Promise<number> =>
  (await ask<{ rows: unknown[] }>('events', dir, '--where', where)).rows.length

describe('the sample case', () => {
  beforeAll(() => ask('sample', 'odd-irc-connections', dir), 240_000)
  let row: AccessRow

  it('has an empty register that states nothing of any session', async () => {
    expect(await ask('access', 'list', dir)).toEqual({ rows: [] })
    expect(seen(await check())).toEqual(of('no_statement'))
    const all = await ask<{ rows: SessionRow[] }>('access', 'check', dir)
    expect(all.rows.filter(({ verdict, access }) => verdict !== 'no_statement' || Boolean(access))).toEqual([])
  })

  it('proposes only what came before the first suspicion, and states none of it', async () => {
    const { learned_before, rows, because } = await ask<AccessSuggestions>('access', 'suggest', dir)
    expect(learned_before).toBe('2009-06-11T02:31:14.204311Z')
    expect(because).toContain('192.0.2.8 held a session of 71 s')
    expect(rows.map(({ source, target, service, days }) => [source, target, service, days])).toEqual([
      ['198.18.2.0/24', '198.18.20.40', 'tcp/22', 5],
      ['198.18.2.0/24', '198.18.20.31', 'tcp/22', 5],
    ])
    for (const { last_ts, where, sessions } of rows) {
      expect(last_ts < learned_before!).toBe(true)
      const shown = await ask<{ rows: SessionRow[] }>('sessions', dir, '--where', where)
      expect(shown.rows.filter(({ state }) => state !== 'no-answer' && state !== 'refused')).toHaveLength(sessions)
    }
    expect(await ask('access', 'list', dir)).toEqual({ rows: [] })
  })

  it('with “administration from the home network only” does not authorise the four sessions from outside', async () => {
    row = await ask<AccessRow>('access', 'add', dir, ...HOME_ONLY)
    expect(row).toMatchObject({ hours: null, by_address_alone: ['nobody-attested', 'broad-source'] })
    const { rows } = await check()
    expect(seen({ rows })).toEqual(of('not_authorised'))
    expect(rows.map(({ access }) => access)).toEqual(
      rows.map(({ client_ip }) => ({
        ...{ row: row.id, clause: 'source', by_address_alone: [] },
        because: `the register gives tcp/22 on 198.18.20.14 to 198.18.0.0/16; nothing in it names ${client_ip}`,
      })),
    )
    expect(await eventsOf('verdict:not_authorised direction:inbound duration:>=60s')).toBeGreaterThanOrEqual(4)
    const counts: number[] = []
    for (const verdict of ['*', 'authorised', 'not_authorised', 'no_statement']) counts.push(await eventsOf(`verdict:${verdict}`))
    expect(counts[1]! + counts[2]! + counts[3]!).toBe(counts[0])
  })

  it('keeps them at the top, above what repeats and above what an address alone authorises', async () => {
    const { detections } = await ask<Detections>('detect', dir)
    expect(
      detections.slice(0, 4).map(({ rank, detector, detail }) => [rank, detector, detail['client_ip'], detail['verdict']]),
    ).toEqual(FOUR.map(([client], index) => [index + 1, 'unattested-session', client, 'not_authorised']))
    expect(detections[0]!.because).toContain('the access register does not authorise it')
    const beacon = detections.find(({ detector }) => detector === 'beacon')!
    expect(beacon.rank).toBeGreaterThan(4)
    expect(detections.find(({ detail }) => detail['verdict'] === 'authorised')?.rank ?? Infinity).toBeGreaterThan(beacon.rank)
  })

  it('says the same after the database was made again', async () => {
    const before = await ask('access', 'check', dir)
    await ask('rebuild', dir)
    expect(await ask('access', 'check', dir)).toEqual(before)
  }, 240_000)

  it('reads hours on the clock of the display zone, also after another zone was set', async () => {
    const source = ['--source', '203.0.113.5', '--target', '198.18.20.14', '--service', 'tcp/22']
    const evening = await ask<AccessRow>(
      'access',
      'add',
      dir,
      ...source,
      '--hours',
      '16-17',
      '--attested-by',
      'root',
      '--purpose',
      'care',
    )
    const verdicts = async () => (await check()).rows.map(({ verdict, access }) => [verdict, access?.clause])
    const others = [
      ['not_authorised', 'source'],
      ['not_authorised', 'hours'],
      ['not_authorised', 'source'],
    ]
    // WHY: 20:02 UTC is 16:02 in New York in June.
    expect(await verdicts()).toEqual([...others, ['authorised', 'covered']])
    await ask('case', 'set', dir, '--display-zone', 'UTC')
    expect(await verdicts()).toEqual([...others, ['not_authorised', 'hours']])
    await ask('case', 'set', dir, '--display-zone', 'America/New_York')
    await ask('access', 'remove', dir, evening.id)
  })

  it('gives the owner a sheet, the same bytes each time', async () => {
    const [one, other] = [join(folder, 'one.pdf'), join(folder, 'other.pdf')]
    const written = await ask<{ pages: number; sha256: string }>('access', 'sheet', dir, '--target', '198.18.20.14', '-o', one)
    expect(await ask('access', 'sheet', dir, '--target', '198.18.20.14', '-o', other)).toMatchObject({ sha256: written.sha256 })
    expect(readFileSync(one).subarray(0, 8).toString()).toBe('%PDF-1.7')
    expect((await run('access', 'sheet', dir, '--target', '203.0.113.77', '-o', one)).answer).toMatchObject({
      error: { code: 'ACC-005' },
    })
  })

  it('states nothing again when the row is taken out', async () => {
    await ask('access', 'remove', dir, row.id)
    expect(seen(await check())).toEqual(of('no_statement'))
  })
})

describe('what cannot be read', () => {
  const bad = join(folder, 'bad.case')
  beforeAll(() => ask('case', 'new', bad))
  const good = { '--source': '198.18.0.0/16', '--target': '198.18.20.14', '--service': 'tcp/22' }

  it.each([
    [{ '--source': '198.18.0.0/33' }, 'CAS-010'],
    [{ '--target': 'web01' }, 'CAS-010'],
    [{ '--service': 'tcp/99999' }, 'ACC-001'],
    [{ '--hours': '08-08' }, 'ACC-002'],
    [{ '--from': 'yesterday' }, 'CAS-032'],
    [{ '--from': '2009-06-02', '--to': '2009-06-01' }, 'ACC-003'],
  ])('%o is refused with %s, and nothing is recorded', async (wrong, code) => {
    const words = Object.entries({ ...good, ...wrong }).flat()
    expect(await run('access', 'add', bad, ...words)).toMatchObject({ status: 1, answer: { error: { code } } })
    expect(await ask('access', 'list', bad)).toEqual({ rows: [] })
  })

  it('a row that is not there cannot be taken out', async () => {
    expect(await run('access', 'remove', bad, 'none')).toMatchObject({ status: 1, answer: { error: { code: 'ENG-003' } } })
  })
})

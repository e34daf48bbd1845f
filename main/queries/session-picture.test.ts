import { expect, test } from 'vitest'
import { EVERYTHING, type Selection } from '#contract/selection'
import { SessionPicture } from '#contract/sessions'
import { drawEvents, drawn } from '#main/store/test/events'
import { memoryStore } from '#main/store/test/memory-store'
import type { Store } from '#main/store/store'
import { sessionPage } from './session-page'
import { sessionPicture } from './session-picture'
import { sessionServices } from './session-services'

const QUIET = `
  2009-06-10T02:31:14Z  203.0.113.8:2455   10.0.0.5:22   tcp  complete   10m
  2009-06-10T04:00:00Z  203.0.113.9:2456   10.0.0.5:443  tcp  complete   5m
  2009-06-11T00:00:00Z  10.0.0.6:40000     10.0.0.7:80   tcp  open       2h`
const loud = (times: number) =>
  Array.from(
    { length: times },
    (_, n) => `2009-06-12T00:00:${String(n % 60).padStart(2, '0')}Z  10.0.0.6:${20000 + n}  203.0.113.7:6667  tcp  complete  30s`,
  )
const FAILED = '2009-06-09T00:00:00Z  203.0.113.8:2454  10.0.0.5:22  tcp  no-answer  3s'

async function caseOf(loudSessions: number): Promise<Store> {
  const store = await memoryStore()
  const table = ['ts  src  dst  proto  session_state  duration', FAILED, QUIET, ...loud(loudSessions)].join('\n')
  await drawEvents(store, drawn`${table}`, { home: (address) => address.startsWith('10.') })
  return store
}
const ask = (store: Store, mostPoints: number, selection: Selection = EVERYTHING) =>
  sessionPicture(store, { selection, mostPoints, parts: 10 })
const filtered = (text: string): Selection => ({
  ...EVERYTHING,
  clauses: [{ id: 'c1', source: 'bar', text, exclude: false, disabled: false }],
})

test('what is remarkable is drawn by itself whatever else there is; points and cells hold each session once', async () => {
  for (const loudSessions of [5, 400]) {
    const picture = await ask(await caseOf(loudSessions), 3)
    expect(SessionPicture.parse(picture)).toEqual(picture)
    expect(picture.points.map(({ server_port, lengthSeconds }) => [server_port, lengthSeconds])).toEqual([
      [22, 600],
      [443, 300],
      [80, 7200],
    ])
    expect([picture.total, picture.remarkable, picture.pointsLeftOut]).toEqual([loudSessions + 4, 3, 0])
    expect(picture.cells.reduce((sum, { n }) => sum + n, 0) + picture.points.length).toBe(picture.total)
    expect(picture.cells).toContainEqual({ part: 0, band: -1, n: 1 })
  }
})

test('a limit leaves the less remarkable in cells and says how many', async () => {
  const picture = await ask(await caseOf(50), 2)
  expect(picture.points.map(({ server_port }) => server_port)).toEqual([22, 443])
  expect(picture.pointsLeftOut).toBe(1)
  expect(picture.cells.reduce((sum, { n }) => sum + n, 0)).toBe(52)
})

test('few sessions are all drawn one by one, attempts without a length', async () => {
  const picture = await ask(await caseOf(5), 100)
  expect([picture.points.length, picture.cells]).toEqual([9, []])
  expect(picture.points.find(({ state }) => state === 'no-answer')?.lengthSeconds).toBeNull()
})

test('the ladder and the filter count sessions', async () => {
  const store = await caseOf(5)
  const rungs = async (selection?: Selection) =>
    (await ask(store, 0, selection)).ladder.filter(({ n }) => n > 0).map(({ rung, n }) => `${rung} ${n}`)
  expect(await rungs()).toEqual(['no-answer 1', '5-60s 5', '5-30min 2', '1-12h 1'])
  expect(await rungs(filtered('server_port:22'))).toEqual(['no-answer 1', '5-30min 1'])
})

test('pages follow one another in either order, sessions without a length last', async () => {
  const store = await caseOf(7)
  await drawEvents(
    store,
    drawn`
    ts                    src              dst            proto  session_state
    2009-06-10T00:00:00Z  10.0.0.6:40009   10.0.0.7:443   tcp    complete
    2009-06-10T00:00:01Z  10.0.0.6:40010   10.0.0.7:443   tcp    complete`,
    { sha256: 'b'.repeat(64) },
  )
  for (const order of ['start', '-start', 'length', '-length'] as const) {
    const whole = await sessionPage(store, { selection: EVERYTHING, order, limit: 100 })
    const keys: string[] = []
    let after: string | undefined
    do {
      const page = await sessionPage(store, { selection: EVERYTHING, order, limit: 2, ...(after === undefined ? {} : { after }) })
      keys.push(...page.rows.map(({ event_key }) => event_key))
      after = page.next ?? undefined
    } while (after !== undefined)
    expect(keys).toEqual(whole.rows.map(({ event_key }) => event_key))
    expect([new Set(keys).size, whole.next]).toEqual([13, null])
    if (order.endsWith('length')) expect(whole.rows.slice(-2).map(({ duration_s }) => duration_s)).toEqual([null, null])
  }
  const bad = sessionPage(store, { selection: EVERYTHING, order: 'start', limit: 2, after: "1' OR 1" })
  await expect(bad).rejects.toMatchObject({ code: 'QRY-003' })
})

test('services that people log in to and on which someone from outside stayed come first, not the busiest', async () => {
  const services = await sessionServices(await caseOf(50), EVERYTHING)
  expect(services[0]).toEqual({
    ...{ server_ip: '10.0.0.5', server_port: 22, proto: 'tcp', login: true },
    ...{ attempts: 1, brief: 0, lasting: 1, lastingFromOutside: 1, sessions: 2 },
  })
})

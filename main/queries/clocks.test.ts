import { expect, test } from 'vitest'
import { isoFromMicros, microsFromIso } from '#contract/units'
import { openStore, type Store } from '#main/store/store'
import { drawEvents, type DrawnRow } from '#main/store/test/events'
import { seeded } from '#main/tools/test/seeded'
import { clockDifferences, readingOf } from './clocks'

const START_US = microsFromIso('2009-06-11T02:00:00Z')!
const ONE = 'a'.repeat(64)
const OTHER = 'b'.repeat(64)

/** Sessions a minute apart, as a sensor sees them whose clock is `lateS` late; `unsteadyS` is by how much that changes. */
function sessions(lateS: number, unsteadyS = 0, count = 20): DrawnRow[] {
  const unit = seeded(7)
  return Array.from({ length: count }, (_, index) => ({
    ts: isoFromMicros(START_US + index * 60e6 + Math.round((lateS + (unit() - 0.5) * 2 * unsteadyS) * 1e6)),
    type: 'network',
    name: 'Zeek-Conn_SF',
    src: `198.51.100.7:${40_000 + index}`,
    dst: '198.18.20.5:22',
    roles: 'handshake',
    session_state: 'complete',
    duration: '5s',
  }))
}

async function compared(one: DrawnRow[], other: DrawnRow[]) {
  const store: Store = await openStore(':memory:', { mode: 'write' })
  try {
    await drawEvents(store, one, { sha256: ONE, format: 'zeek' })
    await drawEvents(store, other, { sha256: OTHER, format: 'tnm' })
    return await clockDifferences(store)
  } finally {
    await store.close()
  }
}

test('a clock that is steadily late is found, to the microsecond', async () => {
  expect(await compared(sessions(0), sessions(3.25))).toEqual([
    {
      ...{ sha256: ONE, other_sha256: OTHER, sessions: 20, reading: 'clock' },
      ...{ later_s: -3.25, lower_quartile_s: -3.25, upper_quartile_s: -3.25 },
    },
  ])
})

test('the answer is kept, but not beyond what is written next', async () => {
  const store = await openStore(':memory:', { mode: 'write' })
  try {
    await drawEvents(store, sessions(0), { sha256: ONE, format: 'zeek' })
    expect(await clockDifferences(store)).toEqual([])
    await drawEvents(store, sessions(3), { sha256: OTHER, format: 'tnm' })
    const first = await clockDifferences(store)
    expect(first).toHaveLength(1)
    expect(await clockDifferences(store)).toBe(first)
  } finally {
    await store.close()
  }
})

test('whole hours are a zone, not a clock', async () => {
  const [found] = await compared(sessions(4 * 3600), sessions(0.4))
  expect(found).toMatchObject({ reading: 'zone', later_s: 14_399.6 })
})

test('sensors that agree within what one session may lie apart need nothing', async () => {
  expect((await compared(sessions(0), sessions(0.9, 0.5)))[0]).toMatchObject({ reading: 'agrees', sessions: 20 })
})

test('a difference that changes from session to session is no correction', async () => {
  expect((await compared(sessions(0), sessions(10, 60)))[0]!.reading).toBe('unsteady')
})

test('endpoints that stand for two sessions in one source are not compared, and few sessions tell nothing', async () => {
  const twice = [...sessions(3), ...sessions(3).map((row) => ({ ...row, ts: '2009-06-12T00:00:00Z' }))]
  expect(await compared(sessions(0), twice)).toEqual([])
  expect(await compared(sessions(0, 0, 4), sessions(3, 0, 4))).toEqual([])
})

test('a day later, the same endpoints are another session', async () => {
  expect(await compared(sessions(0), sessions(3 * 86_400))).toEqual([])
})

test.each([
  [0, -1, 1, 'agrees'],
  [2.01, 2, 2.1, 'clock'],
  [-900.5, -901, -900, 'zone'],
  [30, 0, 60, 'unsteady'],
])('%s s, quartiles %s and %s: %s', (later, lower, upper, reading) => {
  expect(readingOf(later, lower, upper)).toBe(reading)
})

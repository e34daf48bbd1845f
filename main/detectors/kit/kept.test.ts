/** Kept answers are given as long as they are true, and no longer. */
import { beforeEach, describe, expect, it } from 'vitest'
import { sql } from '#main/store/sql'
import type { Store } from '#main/store/store'
import { drawEvents, drawn } from '#main/store/test/events'
import { memoryStore } from '#main/store/test/memory-store'
import { defineDetector, type Rests } from './detector'
import { CONNECTIONS } from './flows'
import { ask } from './kept'

let store: Store
let asked: number

const counting = (rests?: Rests) =>
  defineDetector({
    ...{ id: 'counting', version: 1, title: '', falsePositives: [], sources: [], examples: { fires: [], silent: [] } },
    params: { least: { value: 1, unit: 'asked', source: 'this test' } },
    ...(rests === undefined ? {} : { rests }),
    find: () => Promise.resolve((asked++, [])),
  })
const onConnections = counting({ on: CONNECTIONS })
const onAnything = counting()

/** Shape: a change of the case → how often a detector was asked before and after it. */
async function askedAround(detector: typeof onAnything, change: () => Promise<unknown>): Promise<[number, number]> {
  await ask(store, detector, { least: 1 }, {})
  const before = asked
  await change()
  await ask(store, detector, { least: 1 }, {})
  await ask(store, detector, { least: 1 }, {})
  return [before, asked]
}
const connection = () =>
  drawEvents(
    store,
    drawn`
    ts                    src             dst          proto  session_state
    2024-03-01T08:00:00Z  10.0.0.9:4000   10.0.0.5:22  tcp    complete`,
  )
const login = () =>
  drawEvents(
    store,
    drawn`
    ts                    src             dst          type   name
    2024-03-01T09:00:00Z  10.0.0.9:4000   10.0.0.5:22  login  SSHD-Accepted_Password`,
  )

beforeEach(async () => {
  store = await memoryStore()
  asked = 0
  await connection()
})

describe('a detector that rests on connections', () => {
  it.each([
    ['nothing', () => Promise.resolve(), 1],
    ['a log-in', login, 1],
    ['a connection', connection, 2],
    ['home networks', () => store.run(sql`INSERT INTO ip_home SELECT min(ip_id) FROM ip`), 2],
    [
      'what a row of the register rests on',
      () => store.run(sql`INSERT INTO access_row (row_number, by_address_alone) VALUES (1, [])`),
      2,
    ],
    ['roles', () => store.run(sql`UPDATE event_settled SET client_ip = server_ip, server_ip = client_ip`), 2],
    ['the register', () => store.run(sql`INSERT INTO session_verdict SELECT event_id, 0, 0, 1 FROM event_settled`), 2],
    [
      'two sensors of one session',
      () => store.run(sql`INSERT INTO session_witness SELECT event_id, event_id FROM event_settled`),
      2,
    ],
  ] as const)('is asked again or not after a change of %s', async (_, change, times) => {
    expect(await askedAround(onConnections, change)).toEqual([1, times])
  })

  it('is asked again with other parameters', async () => {
    expect(await askedAround(onConnections, () => ask(store, onConnections, { least: 2 }, {}))).toEqual([1, 3])
  })
})

it('a detector that says nothing of what it rests on is asked again after every write', async () => {
  expect(await askedAround(onAnything, login)).toEqual([1, 2])
})

it('the first and last time count where a detector rests on them', async () => {
  expect(await askedAround(counting({ on: CONNECTIONS, span: true }), login)).toEqual([1, 2])
})

import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { printFilter } from '#contract/query-language/print'
import { FacetRequest, PIVOT_FIELDS, TrendQuery, type FacetResult, type PivotField } from '#contract/query'
import { EVERYTHING, type Selection, type TimeWindow } from '#contract/selection'
import { sql } from '#main/store/sql'
import type { Store } from '#main/store/store'
import { count } from './count'
import { facets } from './facets'
import { loadResident, type Resident } from './resident/resident'
import { inView } from './in-view'
import { positionsOf } from './resident/positions'
import { whereOf } from './selection'
import { summarise } from './summary'
import { drawnCase } from './test/drawn-case'
import { drawnClauses } from './test/drawn-clauses'
import { facetOf } from './test/facet-of'
import { fitsFilter, referenceRows, type ReferenceRow } from './test/reference'
import { trend } from './trend'

let store: Store
let rows: ReferenceRow[]
beforeAll(async () => {
  store = await drawnCase(150, 7)
  rows = await referenceRows(store)
})
afterAll(() => store.close())
/** Anything written takes the summary away. */
beforeEach(() => store.run(sql`DELETE FROM meta WHERE key = 'nothing'`))

const request = (
  sparkBins = fc.constantFrom(0, 1, 7, 14),
  search = fc.constantFrom('', '', 'o', '1'),
  top = fc.constantFrom(1, 3, 200),
) =>
  fc.record({
    id: fc.uuid(),
    by: fc.constantFrom(...PIVOT_FIELDS),
    top,
    order: fc.constantFrom('count', 'value', 'rarest', 'first-seen', 'newest' as const),
    sparkBins,
    search,
  }) as fc.Arbitrary<FacetRequest>

const DAY_US = 86_400_000_000
const windows = (): fc.Arbitrary<TimeWindow> =>
  fc.oneof(
    fc.constant<TimeWindow>({ kind: 'all' }),
    fc.constantFrom(60, 3600, 86_400).map((seconds): TimeWindow => ({ kind: 'last', seconds })),
    fc.nat(3).map((day): TimeWindow => ({ kind: 'between', fromUs: rows[0]!.tsUs + (day * DAY_US) / 3, toUs: rows[0]!.tsUs + ((day + 1) * DAY_US) / 3 })), // prettier-ignore
  )

/** Shape: window → its bounds, half-open. */
function boundsOf(window: TimeWindow): [number | null, number | null] {
  const lastUs = rows.at(-1)!.tsUs
  if (window.kind === 'last') return [lastUs + 1 - window.seconds * 1e6, lastUs + 1]
  return window.kind === 'all' ? [null, null] : [window.fromUs, window.toUs]
}

/** Everything that can be in memory, in memory. */
async function allInMemory(): Promise<Resident> {
  const resident = (await loadResident(store))!
  await resident.load(PIVOT_FIELDS)
  expect(PIVOT_FIELDS.filter((by) => resident.field(by) === null)).toEqual(['tag'])
  return resident
}

test('every way of counting facets gives what a slow count gives', async () => {
  const allWays = {
    'in memory': { resident: await allInMemory(), lookedUpIds: 0 },
    'looked up': { resident: null, lookedUpIds: 5_000 },
    scanned: { resident: null, lookedUpIds: 0 },
  }
  const requests = fc.array(request(), { minLength: 1, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(drawnClauses, windows(), requests, async (filter, window, asked) => {
      const [fromUs, toUs] = boundsOf(window)
      const seen = rows.filter(
        (row) => fitsFilter(row, filter) && row.tsUs >= (fromUs ?? -Infinity) && row.tsUs < (toUs ?? Infinity),
      )
      const expected = asked.map((one) => facetOf(seen, one, fromUs, toUs))
      const clauses = [{ id: '1', source: 'bar', text: printFilter(filter), exclude: false, disabled: false }]
      for (const [way, ways] of Object.entries(allWays)) {
        const found = await facets(store, { clauses, window }, asked, {}, ways)
        expect(found, way).toEqual({ facets: expected, total: seen.length })
      }
    }),
    { numRuns: 40, seed: 20090628 },
  )
})

test('a facet leaves out the clauses of its own panel', async () => {
  const clauses = [{ id: '1', source: 'type', text: 'type:login', exclude: false, disabled: false }]
  const asked = ['type', 'name'].map((by) => FacetRequest.parse({ id: by, by }))
  const found = await facets(store, { clauses, window: { kind: 'all' } }, asked)
  const logins = rows.filter(({ type }) => type === 'login')
  expect(found).toEqual({
    facets: [facetOf(rows, asked[0]!, null, null), facetOf(logins, asked[1]!, null, null)],
    total: logins.length,
  })
})

const trends = fc.record({
  by: fc.option(
    fc.constantFrom<PivotField>(
      'type',
      'direction',
      'sensor',
      'service',
      'outcome',
      'name',
      'list',
      'block_24',
      'severity',
      'tag',
    ),
    { nil: undefined },
  ),
  top: fc.constantFrom(1, 3, 8),
  bin: fc.constantFrom('auto', '1h', '6h', '1d' as const),
  maxBins: fc.constantFrom(10, 160, 200, 1000),
})

test('a trend and a count are the same out of memory as out of the database', async () => {
  const resident = await allInMemory()
  await fc.assert(
    fc.asyncProperty(drawnClauses, windows(), trends, async (filter, window, drawn) => {
      const clauses = [{ id: '1', source: 'bar', text: printFilter(filter), exclude: false, disabled: false }]
      const query = TrendQuery.parse({ ...drawn, selection: { clauses, window } })
      expect(await trend(store, query, {}, resident)).toEqual(await trend(store, query, {}, null))
      const where = await whereOf(store, query.selection)
      expect(await inView(store, where, {}, resident)).toEqual(await inView(store, where, {}, null))
    }),
    { numRuns: 60, seed: 20090628 },
  )
})

test('what is in memory is not used any more once something was written', async () => {
  const resident = await allInMemory()
  const where = await whereOf(store, { clauses: [], window: { kind: 'last', seconds: 3600 } })
  expect((await positionsOf(store, resident, where, {}))?.length).toBeGreaterThan(0)
  await store.run(sql`DELETE FROM meta WHERE key = 'nothing'`)
  expect(await positionsOf(store, resident, where, {})).toBeNull()
})

test('what would take more memory than there is to spare stays in the database', async () => {
  expect(await loadResident(store, 12 * rows.length)).toBeNull()
  const narrow = (await loadResident(store, 40 * rows.length))!
  await narrow.load(PIVOT_FIELDS)
  const here = PIVOT_FIELDS.filter((by) => narrow.field(by) !== null)
  expect(here.length).toBeGreaterThan(0)
  expect(here.length).toBeLessThan(PIVOT_FIELDS.length - 1)
})

test('the summary answers as the events do', async () => {
  const asked = fc.sample(request(), { numRuns: 150, seed: 1 })
  const queries = fc
    .sample(trends, { numRuns: 40, seed: 1 })
    .map((query) => TrendQuery.parse({ ...query, selection: EVERYTHING }))
  const answers = async (): Promise<unknown[]> => [
    await facets(store, EVERYTHING, asked),
    await count(store, EVERYTHING),
    ...(await Promise.all(queries.map((query) => trend(store, query)))),
  ]
  const direct = await answers()
  await summarise(store)
  expect(await store.keptAnswer('facet type')).not.toBeNull()
  expect(await answers()).toEqual(direct)
})

const WRITES = {
  'an event': sql`INSERT INTO event_settled SELECT * REPLACE (event_id + 1000000 AS event_id) FROM event_settled LIMIT 7`,
  'the roles': sql`UPDATE event_open SET client_ip = server_ip, server_ip = client_ip`,
  'the tags': sql`DELETE FROM tag WHERE tag = 'seen'`,
  'the lists': sql`DELETE FROM host_list WHERE list_id = 'home'`,
}

test.each(Object.keys(WRITES) as (keyof typeof WRITES)[])(
  'whatever is written, here %s, no answer is of before',
  async (name) => {
    const changing = await drawnCase(40, 3)
    const asked = PIVOT_FIELDS.map((by) => FacetRequest.parse({ id: by, by, top: 200, sparkBins: 14 }))
    const ask = async (selection: Selection): Promise<FacetResult[]> => (await facets(changing, selection, asked)).facets
    await ask(EVERYTHING)
    await summarise(changing)
    const before = await ask(EVERYTHING)
    await changing.run(WRITES[name])
    const now = await referenceRows(changing)
    const after = await ask(EVERYTHING)
    expect(after).toEqual(asked.map((one) => facetOf(now, one, null, null)))
    expect(after).not.toEqual(before)
    await changing.close()
  },
)

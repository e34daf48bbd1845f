import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { printFilter } from '#contract/query-language/print'
import { FacetRequest, PIVOT_FIELDS, type FacetResult, type PivotField } from '#contract/query'
import type { Selection } from '#contract/selection'
import type { Store } from '#main/store/store'
import { heldFacets } from './facet-held'
import { partsOf, viewOf, type View } from './facet-view'
import { wideFacet } from './facet-wide'
import { facets } from './facets'
import { groupKey } from './keys'
import { drawnCase } from './test/drawn-case'
import { drawnClauses } from './test/drawn-clauses'
import { pivotValues } from './test/pivot-values'
import { fitsFilter, referenceRows, type ReferenceRow } from './test/reference'

let store: Store
let rows: ReferenceRow[]
beforeAll(async () => {
  store = await drawnCase(150, 7)
  rows = await referenceRows(store)
})
afterAll(() => store.close())

const ORDERS = ['count', 'rarest', 'first-seen', 'newest'] as const
const selected = (text: string): Selection => ({
  clauses: [{ id: '1', source: 'bar', text, exclude: false, disabled: false }],
  window: { kind: 'all' },
})

type Group = FacetResult['rows'][number]
const keyOrder = (a: Group['key'], b: Group['key']): number => {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  return typeof a === 'number' && typeof b === 'number' ? a - b : Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)))
}
const COMPARE: Record<(typeof ORDERS)[number], (a: Group, b: Group) => number> = {
  count: (a, b) => b.count - a.count,
  rarest: (a, b) => a.count - b.count,
  'first-seen': (a, b) => a.firstUs - b.firstUs,
  newest: (a, b) => b.firstUs - a.firstUs,
}

/** The same facet, worked out event by event. */
function expected(view: View, inView: readonly ReferenceRow[], request: FacetRequest): FacetResult {
  const groups = new Map<Group['key'], Group>()
  const { firstUs, widthUs, count } = partsOf(view, Math.max(1, request.sparkBins))
  for (const row of inView) {
    for (const key of pivotValues(row, request.by)) {
      const known = groups.get(key)
      const group = known ?? {
        key,
        count: 0,
        firstUs: row.tsUs,
        lastUs: row.tsUs,
        spark: Array.from({ length: request.sparkBins }, () => 0),
      }
      group.count++
      group.lastUs = row.tsUs
      const part = Math.min(count - 1, Math.floor((row.tsUs - firstUs) / widthUs))
      if (part < request.sparkBins) group.spark[part]!++
      groups.set(key, group)
    }
  }
  const wanted = [...groups.values()].filter(
    ({ key }) => request.search === '' || (key !== null && String(key).toLowerCase().includes(request.search)),
  )
  const order = COMPARE[request.order as (typeof ORDERS)[number]]
  const sorted = wanted.sort((a, b) => order(a, b) || keyOrder(a.key, b.key))
  return { id: request.id, groups: sorted.length, total: inView.length, rows: sorted.slice(0, request.top) }
}

const drawnRequest = fc
  .record({
    by: fc.constantFrom(...PIVOT_FIELDS),
    top: fc.constantFrom(1, 3, 8),
    order: fc.constantFrom(...ORDERS),
    sparkBins: fc.constantFrom(0, 1, 14),
    search: fc.constantFrom('', '', '', 'o', '1', 'root'),
  })
  .map((request) => FacetRequest.parse({ id: request.by, ...request }))

test('facets count what a slow reading counts, held or read wide', async () => {
  await fc.assert(
    fc.asyncProperty(
      drawnClauses,
      fc.uniqueArray(drawnRequest, { minLength: 1, maxLength: 4, selector: ({ by }) => by }),
      async (filter, requests) => {
        const text = printFilter(filter) || '*'
        const inView = rows.filter((row) => fitsFilter(row, filter))
        const view = await viewOf(store, selected(text), {})
        const wanted = requests.map((request) => expected(view, inView, request))
        const { facets: found, total } = await facets(store, selected(text), requests)
        expect(total).toBe(inView.length)
        expect(found, text).toEqual(wanted)
        if (inView.length === 0) return
        for (const [i, request] of requests.entries()) {
          expect(await wideFacet(store, view, request, {}), `${text} wide ${request.by}`).toEqual(wanted[i])
          if (!groupKey(request.by).joinFirst) expect((await heldFacets(store, view, [request], {}))[0]).toEqual(wanted[i])
        }
      },
    ),
    { numRuns: 60, seed: 20090628 },
  )
})

test('every field can be a facet', async () => {
  const view = await viewOf(store, selected('*'), {})
  const requests = PIVOT_FIELDS.map((by: PivotField) => FacetRequest.parse({ id: by, by, sparkBins: 14, top: 5 }))
  const { facets: found } = await facets(store, selected('*'), requests)
  expect(found).toEqual(requests.map((request) => expected(view, rows, request)))
})

test('a facet leaves out its own clauses only', async () => {
  const clause = (source: string, text: string) => ({ id: text, source, text, exclude: false, disabled: false })
  const selection: Selection = { clauses: [clause('type', 'type:login'), clause('bar', 'proto:tcp')], window: { kind: 'all' } }
  const requests = (['type', 'proto'] as const).map((by) => FacetRequest.parse({ id: by, by }))
  const { facets: found, total } = await facets(store, selection, requests)
  const tcp = rows.filter(({ proto }) => proto === 'tcp')
  const both = tcp.filter(({ type }) => type === 'login')
  expect({ total, totals: found.map((facet) => facet.total) }).toEqual({ total: both.length, totals: [tcp.length, both.length] })
  expect(found[0]!.rows.map(({ key }) => key)).toContain('connection')
})

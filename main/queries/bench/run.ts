/**
 * How long until every panel has settled: facets, trend, page and count asked together, as the workbench does.
 *
 * Run: `npx tsx main/queries/bench/run.ts [events] [folder] [rounds]`; the case is made on the first run and kept.
 */
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { FacetRequest, type PivotField } from '#contract/query'
import type { Clause, Selection } from '#contract/selection'
import type { Store } from '#main/store/store'
import { count } from '../count'
import { facets } from '../facets'
import { page } from '../page'
import { residentOf } from '../resident/resident'
import { trend } from '../trend'
import { madeCase } from './made-case'

const PANELS: PivotField[] = [
  'type',
  'name',
  'direction',
  'client_ip',
  'server_ip',
  'server_port',
  'service',
  'block_24',
  'list',
  'user_name',
  'signature',
  'sensor',
  'session_state',
  'outcome',
]

const clause = (text: string, source: string): Clause => ({ id: text, source, text, exclude: false, disabled: false })
const inView = (...texts: string[]): Selection => ({
  clauses: texts.map((text) => clause(text, 'bar')),
  window: { kind: 'all' },
})

/** Filters of each kind; a click in a panel (its own clause is left out of its question) is one of them. */
const KINDS: Record<string, { target: number; selections: Selection[] }> = {
  selective: {
    target: 150,
    selections: [
      inView('server_port:6667', 'type:intrusion'),
      inView('ts:[2009-06-27 TO 2009-06-27]'),
      inView('user:Text-17*'),
      inView('ip:101.0.0.0/16', 'type:connection'),
      inView('duration:>=50m'),
      { clauses: [clause('name:Text-90', 'name')], window: { kind: 'all' } },
      { clauses: [], window: { kind: 'last', seconds: 86_400 } },
      inView('server_port:22', 'ts:[2009-06-20 TO 2009-06-29]'),
    ],
  },
  broad: {
    target: 600,
    selections: [
      inView('type:connection'),
      inView('direction:inbound'),
      { clauses: [clause('type:connection', 'type')], window: { kind: 'all' } },
      inView('-server_port:80'),
      { clauses: [], window: { kind: 'last', seconds: 25 * 86_400 } },
      inView('client:198.18.0.0/16'),
      inView('bytes:>1kb'),
    ],
  },
  unfiltered: { target: 100, selections: [inView()] },
}

async function settle(store: Store, selection: Selection): Promise<{ ms: number; total: number; parts: Record<string, number> }> {
  const requests = PANELS.map((by) => FacetRequest.parse({ id: by, by, sparkBins: 14 }))
  const start = performance.now()
  const parts: Record<string, number> = {}
  const timed = async <T>(name: string, work: Promise<T>): Promise<T> => {
    const result = await work
    parts[name] = Math.round(performance.now() - start)
    return result
  }
  const [found] = await Promise.all([
    timed('facets', facets(store, selection, requests)),
    timed('trend', trend(store, { selection, by: 'type', top: 7, bin: 'auto', maxBins: 160 })),
    timed('page', page(store, { selection, order: 'ts', limit: 200 })),
    timed('count', count(store, selection)),
  ])
  return { ms: performance.now() - start, total: found.total, parts }
}

const quantile = (values: readonly number[], q: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))]!
const nameOf = ({ clauses, window }: Selection): string =>
  [...clauses.map(({ text, source }) => `${source === 'bar' ? '' : `${source}: `}${text}`), window.kind === 'last' ? `last ${window.seconds / 86_400} d` : ''].filter(Boolean).join(' · ') || '(nothing)' // prettier-ignore

const [events = '10000000', folder = join(tmpdir(), 'backtrail-bench'), rounds = '7'] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
const store = await madeCase(join(folder, `made-${events}.duckdb`), Number(events))
const before = performance.now()
while (PANELS.some((by) => residentOf(store)?.field(by) === undefined || residentOf(store)?.field(by) === null)) await delay(20)
console.log(
  `fields of panels in memory after ${((performance.now() - before) / 1000).toFixed(1)} s, process ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
)
for (const [kind, { target, selections }] of Object.entries(KINDS)) {
  const all: number[] = []
  for (const selection of selections) {
    await settle(store, selection)
    const times: number[] = []
    let last = { total: 0, parts: {} as Record<string, number> }
    for (let round = 0; round < Number(rounds); round++) {
      const { ms, ...rest } = await settle(store, selection)
      times.push(ms)
      last = rest
    }
    all.push(...times)
    const share = ((100 * last.total) / Number(events)).toFixed(2)
    console.log(
      `  ${nameOf(selection).padEnd(50)} ${share.padStart(6)} %  median ${quantile(times, 0.5).toFixed(0)} ms  worst ${Math.max(...times).toFixed(0)}  ${JSON.stringify(last.parts)}`,
    )
  }
  const p95 = quantile(all, 0.95)
  console.log(`${kind}: p95 ${p95.toFixed(0)} ms, target ${target} ms, ratio ${(p95 / target).toFixed(2)}`)
}
await store.close()

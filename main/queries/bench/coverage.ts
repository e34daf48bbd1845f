/**
 * How long coverage takes when nothing is remembered, and once it is.
 *
 * Run: `npx tsx main/queries/bench/coverage.ts [events] [folder]`; the case is that of `run.ts`.
 */
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CoverageQuery } from '#contract/coverage'
import { EVERYTHING } from '#contract/selection'
import { absenceOf } from '../coverage/absence'
import { caseGround } from '../coverage/case-ground'
import { coverage } from '../coverage/matrix'
import { madeCase } from './made-case'

async function timed(name: string, work: () => Promise<unknown>): Promise<void> {
  const start = performance.now()
  await work()
  console.log(`${name.padEnd(36)} ${(performance.now() - start).toFixed(0).padStart(6)} ms`)
}

const [events = '10000000', folder = join(tmpdir(), 'backtrail-bench')] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
const store = await madeCase(join(folder, `made-${events}.duckdb`), Number(events))
await timed('ground, nothing remembered', () => caseGround(store))
await timed('whole case, fitting bins', () =>
  coverage(store, CoverageQuery.parse({ bin: 'auto', maxBins: 110, single: true }), []),
)
await timed('one host, fitting bins', () =>
  coverage(store, CoverageQuery.parse({ host: '198.18.0.9', bin: 'auto', maxBins: 110 }), []),
)
await timed('case and its known hosts, days', () => coverage(store, CoverageQuery.parse({}), []))
await timed('absence in view', () => absenceOf(store, { selection: EVERYTHING }))
await store.close()

/** Every detector keeps the rules of the folder, and its own examples fire and stay silent as it says. */
import { describe, expect, it } from 'vitest'
import { Detection } from '#contract/detections'
import { statedRegister } from '#main/analysis/test/register'
import { deriveVerdicts } from '#main/analysis/verdicts'
import { count } from '#main/queries/count'
import { drawEvents, drawn } from '#main/store/test/events'
import { memoryStore } from '#main/store/test/memory-store'
import { sql } from '#main/store/sql'
import type { Store } from '#main/store/store'
import { run } from './detect'
import type { Detector, Example, Found } from './detector'
import { ranked } from './rank'
import { DETECTOR_FILES } from './registry'

const ALL = [...DETECTOR_FILES]

async function storeOf({ events, home, register = [] }: Example, shuffled = false): Promise<Store> {
  const store = await memoryStore()
  const rows = drawn`${events}`
  const options = home === undefined ? {} : { home: (address: string) => address.startsWith(home) }
  await drawEvents(store, shuffled ? rows.toReversed() : rows, options)
  if (home !== undefined) await store.run(sql`INSERT INTO ip_home SELECT ip_id FROM ip WHERE starts_with(value, ${home})`)
  await store.transaction((transaction) => deriveVerdicts(transaction, statedRegister(register)))
  return store
}

/** What of each detection an example speaks about. */
const lookedAt = (found: readonly Found[], expected: readonly Partial<Found>[]): unknown[] =>
  found.map((one, index) =>
    Object.fromEntries(Object.keys(expected[index] ?? { key: '' }).map((name) => [name, one[name as keyof Found]])),
  )

/** Shape: findings → in the order in which people see them. */
const inOrder = (detector: Detector, found: readonly Found[]): Found[] => {
  const keys = ranked(found.map((one) => ({ ...one, detector: detector.id }))).map(({ key }) => key)
  return keys.map((key) => found.find((one) => one.key === key)!)
}

describe.each(ALL)('%s', (file, detector) => {
  it('is named like its file, and says its numbers, its sources and what it mistakes', () => {
    expect(detector.id).toBe(file)
    expect(detector.falsePositives).not.toEqual([])
    expect(detector.sources).not.toEqual([])
    expect(Object.values(detector.params).filter(({ unit, source }) => unit === '' || source === '')).toEqual([])
    expect(detector.examples.fires).not.toEqual([])
    expect(detector.examples.silent).not.toEqual([])
  })

  it.each(detector.examples.fires)('fires: $title', async (example) => {
    const store = await storeOf(example)
    const found = inOrder(detector, await run(detector, store))
    expect(lookedAt(found, example.expected)).toEqual(example.expected)
    for (const one of ranked(found.map((each) => ({ ...each, detector: detector.id })))) {
      expect(Detection.parse(one)).toEqual(one)
      const clause = { id: 'where', source: 'test', text: one.where, exclude: false, disabled: false }
      const shown = await count(store, { clauses: [clause], window: { kind: 'all' } })
      expect([one.key, shown]).toEqual([one.key, one.evidence_count])
      expect(shown).toBeGreaterThan(0)
    }
    const keys = found.map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it.each(detector.examples.silent)('stays silent: $title', async (example) => {
    expect((await run(detector, await storeOf(example))).map(({ title }) => title)).toEqual([])
  })

  it.each(detector.examples.fires)('finds the same whatever order the evidence came in: $title', async (example) => {
    const [one, other] = [await run(detector, await storeOf(example)), await run(detector, await storeOf(example, true))]
    const said = (found: readonly Found[]) => inOrder(detector, found).map(({ where: _, ...rest }) => rest)
    expect(said(other)).toEqual(said(one))
  })
})

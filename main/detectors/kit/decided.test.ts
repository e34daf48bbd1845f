/** Decisions of analysts over what detectors find: a dismissed detection stays listed, and comes up again when what it rested on changes. */
import { expect, it } from 'vitest'
import { detectionId, type DetectorDecisions } from '#contract/detections'
import { drawEvents, drawn } from '#main/store/test/events'
import { memoryStore } from '#main/store/test/memory-store'
import { changesSince, NOTHING_DECIDED, restsOn } from './decided'
import { detect } from './detect'

const ONLY = { only: ['long-connection'] }

async function lastingCase() {
  const store = await memoryStore()
  await drawEvents(
    store,
    drawn`
    ts                    src             dst              proto  session_state  duration
    2024-01-31T21:00:00Z  10.0.0.5:40000  203.0.113.9:443  tcp    complete       2h
    2024-01-31T21:00:00Z  10.0.0.6:40000  203.0.113.9:443  tcp    complete       50m`,
  )
  return store
}
const setting = (baseSeconds: number): DetectorDecisions => ({
  ...NOTHING_DECIDED,
  params: new Map([['long-connection', { baseSeconds }]]),
})

it('follows thresholds that an analyst set, and says the usual ones beside them', async () => {
  const store = await lastingCase()
  const hosts = async (decided: DetectorDecisions) =>
    (await detect(store, ONLY, {}, decided)).detections.map(({ detail }) => detail['client_ip'])
  expect(await hosts(NOTHING_DECIDED)).toEqual(['10.0.0.5'])
  expect(await hosts(setting(2400))).toEqual(['10.0.0.5', '10.0.0.6'])
  const { detectors } = await detect(store, ONLY, {}, setting(2400))
  expect(detectors[0]?.params['baseSeconds']).toMatchObject({ value: 2400, usual: 3600 })
  expect(detectors[0]?.params['lowSeconds']?.usual).toBeUndefined()
})

it('keeps a dismissed detection in the list and marks it again when what it rested on has changed', async () => {
  const store = await lastingCase()
  const answer = await detect(store, ONLY)
  const [one] = answer.detections
  const made_at = restsOn(one!, answer.detectors[0]!)
  const dismissal = { reason: 'the nightly copy', author: 'a', at: '2026-01-01T00:00:00Z', made_at }
  const decided = { ...NOTHING_DECIDED, dismissals: new Map([[detectionId(one!), dismissal]]) }
  const [same] = (await detect(store, ONLY, {}, decided)).detections
  expect(same?.dismissed).toEqual({ ...dismissal, changed: [] })
  const [moved] = (await detect(store, ONLY, {}, { ...decided, ...{ params: setting(3000).params } })).detections
  expect(moved?.dismissed?.changed).toEqual(['baseSeconds 3600 → 3000'])
  expect(changesSince(made_at, { ...made_at, evidence_count: 2 })).toEqual(['events 1 → 2'])
})

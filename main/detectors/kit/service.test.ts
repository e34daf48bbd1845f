import { expect, test } from 'vitest'
import { EVERYTHING } from '#contract/selection'
import { ServicePicture } from '#contract/sessions'
import { drawEvents, drawn } from '#main/store/test/events'
import { memoryStore } from '#main/store/test/memory-store'
import { detect } from './detect'
import { repeated } from './drawn-rows'
import { NOTHING_DECIDED } from './decided'
import { servicePicture } from './service'

const SSH = { server_ip: '198.18.20.5', server_port: 22, proto: 'tcp', selection: EVERYTHING }

async function caseOf() {
  const store = await memoryStore()
  const table = [
    'ts  src  dst  proto  session_state  duration',
    repeated('2009-06-28T00:00:00Z', 12, 15, '203.0.113.#:4000  198.18.20.5:22  tcp  refused  0s'),
    repeated('2009-06-28T00:00:30Z', 20, 6, '203.0.113.9:41#  198.18.20.5:22  tcp  complete  2s'),
    repeated('2009-06-28T01:00:00Z', 60, 3, '203.0.113.9:42#  198.18.20.5:22  tcp  no-answer  3s'),
    '2009-06-28T02:04:22Z  203.0.113.5:3675  198.18.20.5:22  tcp  complete  610s',
    '2009-06-27T02:04:22Z  203.0.113.5:3674  198.18.20.5:22  tcp  complete  70s',
    '2009-06-28T02:10:00Z  203.0.113.5:3676  198.18.20.6:22  tcp  complete  610s',
    repeated('2009-06-28T00:30:00Z', 300, 30, '198.18.30.#:4000  198.18.20.6:80  tcp  complete  9s'),
  ].join('\n')
  await drawEvents(store, drawn`${table}`, { home: (address) => address.startsWith('198.18.') })
  return store
}

test('attempts and brief sessions are paired over time; what lasted soon after a burst stands apart from what lasted at another time', async () => {
  const picture = await servicePicture(await caseOf(), SSH)
  expect(ServicePicture.parse(picture)).toEqual(picture)
  expect([picture.attempts, picture.briefTotal, picture.sources]).toEqual([18, 6, 15])
  const sums = [picture.noAnswer, picture.refused, picture.brief].map((counts) => counts.reduce((sum, n) => sum + n, 0))
  expect(sums).toEqual([3, 15, 6])
  expect(picture.bursts).toEqual([expect.objectContaining({ attempts: 15, brief: 6 })])
  expect(picture.following.map(({ duration_s }) => duration_s)).toEqual([610])
  expect(picture.fromOutside.map(({ duration_s }) => duration_s)).toEqual([70])
})

test('bursts and the coefficient are those of the detector, with the thresholds in force', async () => {
  const store = await caseOf()
  for (const leastAttempts of [10, 3]) {
    const decided = { ...NOTHING_DECIDED, params: new Map([['attempt-burst', { leastAttempts }]]) }
    const { detections } = await detect(store, { only: ['attempt-burst'] }, {}, decided)
    const detail = detections.find(({ key }) => key === 'tcp/198.18.20.5:22')!.detail
    const picture = await servicePicture(store, SSH, {}, decided)
    const bins = picture.bursts.reduce((sum, { fromUs, toUs }) => sum + (toUs - fromUs) / (picture.binSeconds * 1e6), 0)
    expect([bins, picture.together, picture.covered, picture.median]).toEqual([
      ...[detail['bursts'], detail['rank_correlation'], detail['covered_bins'], detail['median_attempts']],
    ])
  }
})

/** The score against vectors worked out by hand from the published rules, and quartiles against their definition. */
import { describe, expect, it } from 'vitest'
import { beaconScore, quartiles, type Beat } from './beacon-score'

const DAY = { fromSeconds: 0, toSeconds: 86_400 }
const every = (period: number, until: number, sizeBytes: number, silent: [number, number] = [0, 0]): Beat[] =>
  Array.from({ length: Math.ceil(until / period) }, (_, index) => index * period)
    .filter((second) => second < silent[0] || second >= silent[1])
    .map((second) => ({ tsUs: second * 1e6, sizeBytes }))

describe('the score of a beacon', () => {
  it.each([
    ['every minute all day', every(60, 86_400, 100), [1, 1, 1, 1, 1, 1, 1]],
    ['every five minutes with a silent evening', every(300, 86_400, 240, [64_800, 72_000]), [1, 1, 1, 1, 1, 0.698, 1]],
    ['every five minutes for five hours', every(300, 18_000, 240), [0.5, 1, 1, 0, 0, 0, 0]],
  ] as const)('%s', (_, beats, [score, timestamp, dataSize, duration, histogram, evenness, bimodality]) => {
    expect(beaconScore(beats, DAY)).toMatchObject({ score, timestamp, dataSize, duration, histogram, evenness, bimodality })
  })

  it('has none with three connections, or many in one second', () => {
    expect(beaconScore(every(60, 180, 100), DAY)).toBeNull()
    expect(
      beaconScore(
        Array.from({ length: 9 }, () => ({ tsUs: 5, sizeBytes: 1 })),
        DAY,
      ),
    ).toBeNull()
  })

  it('takes quartiles as medians of halves, not by interpolation', () => {
    expect(quartiles([7, 6, 5, 4, 3, 2, 1])).toEqual([2, 4, 6])
    expect(quartiles([1, 2, 3, 4])).toEqual([1.5, 2.5, 3.5])
  })
})

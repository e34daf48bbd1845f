import type { CoverageLane } from '#contract/coverage'
import { expect, it } from 'vitest'
import { classesIn, gapsIn } from './coverage'

const DAY_US = 86_400_000_000
const lane = (evidence: CoverageLane['class'], ...spans: [number, number, 'covered' | 'partial'][]): CoverageLane => ({
  class: evidence,
  spans: spans.map(([from, to, state]) => ({ fromUs: from * DAY_US, toUs: to * DAY_US, state })),
})
const lanes = [lane('flow', [0, 3, 'covered'], [5, 8, 'covered']), lane('vulnerability-scan', [12, 13, 'partial'])]

it('says which classes reach into a span, and which in part only', () => {
  const of = (from: number, to: number) => classesIn(lanes, [from * DAY_US, to * DAY_US])
  expect(of(2, 3)).toEqual({ covered: ['flow'], partial: [] })
  expect(of(4, 5)).toEqual({ covered: [], partial: [] })
  expect(of(7, 13)).toEqual({ covered: ['flow'], partial: ['vulnerability-scan'] })
})

it('says where none does', () => {
  const gaps = (from: number, to: number) =>
    gapsIn(lanes, [from * DAY_US, to * DAY_US]).map((span) => span.map((us) => us / DAY_US))
  expect(gaps(0, 3)).toEqual([])
  expect(gaps(-1, 14)).toEqual([
    [-1, 0],
    [3, 5],
    [8, 12],
    [13, 14],
  ])
  expect(gaps(13, 14)).toEqual([[13, 14]])
  expect(gaps(6, 7)).toEqual([])
})

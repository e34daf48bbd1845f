import { describe, expect, it } from 'vitest'
import { OTHER_SERIES, type TrendResult } from '../query'
import { THEMES } from '../theme'
import { assignSlots, colorOf, seriesId } from './colors'
import type { SessionPicture, SessionPoint } from '../sessions'
import { rankBarsOption } from './rank-bars'
import { scatterPlace, scatterRange, sessionScatterOption } from './session-scatter'
import { logHeight, tickLabels, timeBarsOption } from './time-bars'
import { timeTicks } from './time-ticks'

const DAY_US = 86_400_000_000
const FROM = Date.UTC(2009, 5, 15) * 1000
const trend: TrendResult = {
  fromUs: FROM,
  toUs: FROM + 4 * DAY_US,
  binSeconds: 86_400,
  series: [
    { key: 'inbound', counts: [1, 0, 90, 0] },
    { key: OTHER_SERIES, counts: [0, 0, 10, 3] },
  ],
  total: 104,
}
const base = { trend, theme: THEMES.dark, slots: assignSlots(['inbound', OTHER_SERIES], new Map(), 8), nameOf: String }
interface Drawn {
  series: { name: string; data: number[]; color: string }[]
}

describe('colours of series', () => {
  it('keep their slot when others come and go', () => {
    const first = assignSlots(['a', 'b', 'c'], new Map(), 3)
    const then = assignSlots(['c', 'd'], first, 3)
    expect([then.get(seriesId('c')), then.get(seriesId('d'))]).toEqual([2, 0])
  })
  it('run out into the colour of “other”, and tell null from text', () => {
    const slots = assignSlots([null, 'null', 'x', OTHER_SERIES], new Map(), 2)
    expect(['x', OTHER_SERIES].map((key) => colorOf(slots, key, THEMES.light))).toEqual([THEMES.light.other, THEMES.light.other])
    expect(colorOf(slots, null, THEMES.light)).not.toBe(colorOf(slots, 'null', THEMES.light))
  })
})

describe('labels of a time axis', () => {
  it('stand at round times of the zone', () => {
    expect(timeTicks(FROM, FROM + 2 * 3_600_000_000, 4, -4 * 3600).map((tick) => tick.label)).toEqual([
      '14 Jun 20:00',
      '20:30',
      '21:00',
      '21:30',
    ])
    expect(timeTicks(FROM, FROM + DAY_US, 4).map((tick) => tick.label)).toEqual(['15 Jun', '06:00', '12:00', '18:00'])
    expect(timeTicks(FROM, FROM + 25 * DAY_US, 5).map((tick) => tick.label)).toEqual([
      '15 Jun',
      '20 Jun',
      '25 Jun',
      '30 Jun',
      '5 Jul',
    ])
  })
  it('count in years where the span is of years', () => {
    const labels = (years: number) => timeTicks(FROM, FROM + years * 365 * DAY_US, 6).map((tick) => tick.label)
    expect([labels(5), labels(53)]).toEqual([
      ['2010', '2011', '2012', '2013', '2014'],
      ['2010', '2020', '2030', '2040', '2050', '2060'],
    ])
    expect(timeTicks(FROM, FROM + 5 * 365 * DAY_US, 6, 3600)[0]!.tsUs).toBe((Date.UTC(2010, 0) - 3_600_000) * 1000)
  })
  it('are tied to bins', () => {
    expect([...tickLabels({ trend, ticks: 4 })]).toEqual([
      [0, '15 Jun'],
      [1, '16 Jun'],
      [2, '17 Jun'],
      [3, '18 Jun'],
    ])
  })
})

describe('bars over time', () => {
  it('draw the counts as they are, and nothing where there is nothing', () => {
    const { series } = timeBarsOption(base) as unknown as Drawn
    expect(series.map(({ name, data }) => [name, data])).toEqual([
      ['inbound', [1, null, 90, null]],
      [OTHER_SERIES, [null, null, 10, 3]],
    ])
  })
  it('share a logarithmic height in proportion', () => {
    const { series } = timeBarsOption({ ...base, logarithmic: true }) as unknown as Drawn
    expect(series[0]!.data[0]).toBe(1)
    expect(series[0]!.data[2]! + series[1]!.data[2]!).toBeCloseTo(logHeight(100))
    expect(series[0]!.data[2]! / series[1]!.data[2]!).toBeCloseTo(9)
  })
})

it('bars of a pivot carry their rows in the order given', () => {
  const option = rankBarsOption({
    rows: [
      { label: 'b', value: 2 },
      { label: 'a', value: 1 },
    ],
    theme: THEMES.light,
    valueText: String,
  })
  expect([(option.yAxis as { data: string[] }).data, (option.series as { data: number[] }[])[0]!.data]).toEqual([
    ['b', 'a'],
    [2, 1],
  ])
})

describe('sessions by start and length', () => {
  const point = (lengthSeconds: number | null, more: Partial<SessionPoint> = {}): SessionPoint => ({
    ...{ event_key: 'k', client_ip: null, server_ip: null, server_port: 22, proto: 'tcp', service: null, direction: 'inbound' },
    ...{ verdict: 'no_statement', startUs: FROM, lengthSeconds, state: 'complete', why: 'login-from-outside' },
    ...more,
  })
  const picture: SessionPicture = {
    ...{ fromUs: FROM, toUs: FROM + DAY_US, bandsPerDecade: 6, parts: 10, total: 1000, remarkable: 2, pointsLeftOut: 0 },
    points: [point(3600), point(60, { verdict: 'not_authorised' }), point(null, { state: 'refused' })],
    cells: [
      { part: 0, band: 12, n: 990 },
      { part: 9, band: -1, n: 7 },
    ],
    ...{ ladder: [], directions: [] },
  }
  it('draws each verdict with a shape of its own, and what has no length in a lane below all lengths', () => {
    const series = (
      sessionScatterOption({ picture, theme: THEMES.dark, laneNames: {} }).series as {
        type: string
        name: string
        symbol: string
        data: { value: number[] }[]
      }[]
    ).filter(({ type }) => type === 'scatter')
    expect(new Set(series.map(({ symbol }) => symbol)).size).toBe(3)
    expect(series.map(({ name, data }) => [name, data.length])).toEqual([
      ['authorised', 0],
      ['no_statement', 2],
      ['not_authorised', 1],
    ])
    const { heightOf, bandOf } = scatterRange(picture)
    expect(heightOf(picture.points[0]!) - heightOf(picture.points[1]!)).toBeCloseTo(6 * Math.log10(60))
    expect(heightOf(picture.points[2]!)).toBeLessThan(bandOf(12)[0])
    expect(bandOf(-1)[0]).toBeLessThan(heightOf(picture.points[2]!))
  })
  it('finds the cell and the moment under a pixel', () => {
    const place = scatterPlace(picture, 1000, 300)
    expect(place.of(picture.points[0]!).y).toBeLessThan(place.of(picture.points[1]!).y)
    const lane = place.of(picture.points[2]!)
    expect(place.cellAt(980, lane.y)).toMatchObject({ n: 7 })
    expect(place.cellAt(500, lane.y)).toBeNull()
  })
})

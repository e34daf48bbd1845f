import { describe, expect, it } from 'vitest'
import { isoFromMicros } from '#contract/units'
import { civilUs, isZone, offsetText, YearlessClock, ZoneClock } from './clock'

const utc = (zone: string, civil: Parameters<typeof civilUs>) => isoFromMicros(new ZoneClock(zone).toUtcUs(civilUs(...civil)))

describe('civil time', () => {
  it.each([
    ['Europe/Berlin', [2026, 1, 15, 12, 0, 0], '2026-01-15T11:00:00Z'],
    ['Europe/Berlin', [2026, 7, 15, 12, 0, 0], '2026-07-15T10:00:00Z'],
    /* The hour that is there twice: the first one. */
    ['Europe/Berlin', [2026, 10, 25, 2, 30, 0], '2026-10-25T00:30:00Z'],
    ['Europe/Berlin', [2026, 10, 25, 3, 0, 0], '2026-10-25T02:00:00Z'],
    /* The hour that is not there. */
    ['Europe/Berlin', [2026, 3, 29, 2, 30, 0], '2026-03-29T01:30:00Z'],
    ['America/St_Johns', [2006, 4, 2, 0, 0, 30], '2006-04-02T03:30:30Z'],
    ['America/St_Johns', [2006, 4, 2, 1, 2, 0], '2006-04-02T03:32:00Z'],
    ['-04:00', [2009, 6, 10, 23, 47, 56], '2009-06-11T03:47:56Z'],
    ['+0545', [2009, 6, 10, 0, 0, 0, 5], '2009-06-09T18:15:00.000005Z'],
    ['Z', [2009, 6, 10, 0, 0, 0], '2009-06-10T00:00:00Z'],
  ] as const)('reads %s %j', (zone, civil, expected) =>
    expect(utc(zone, [...civil] as Parameters<typeof civilUs>)).toBe(expected),
  )

  it('counts the times that summer time makes doubtful', () => {
    const clock = new ZoneClock('Europe/Berlin')
    clock.toUtcUs(civilUs(2026, 10, 25, 2, 30, 0))
    clock.toUtcUs(civilUs(2026, 3, 29, 2, 30, 0))
    expect([clock.overlaps, clock.gaps]).toEqual([1, 1])
  })

  it('refuses times that do not exist', () => {
    expect([civilUs(2015, 2, 29, 0, 0, 0), civilUs(2015, 13, 1, 0, 0, 0), civilUs(2015, 1, 1, 24, 0, 0)]).toEqual([NaN, NaN, NaN])
  })

  it('knows zones', () => {
    expect(['Europe/Berlin', 'UTC', '+05:45', '-0400', 'Mars/Olympus', '+99:00', ''].map(isZone)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ])
    expect([offsetText(-240), offsetText(345)]).toEqual(['-04:00', '+05:45'])
  })
})

it('turns the year with the calendar, forth and back', () => {
  const clock = new YearlessClock(2015)
  const read = (month: number, day: number) => isoFromMicros(clock.localUs(month, day, 0, 0, 0)).slice(0, 10)
  expect([read(12, 31), read(1, 1), read(12, 31), read(1, 2), read(2, 29), read(2, 28)]).toEqual([
    '2015-12-31',
    '2016-01-01',
    '2015-12-31',
    '2016-01-02',
    '2016-02-29',
    '2016-02-28',
  ])
})

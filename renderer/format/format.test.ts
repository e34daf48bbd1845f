import { expect, it } from 'vitest'
import { formatBin, formatDuration } from './duration'
import { formatBytes, formatCount, formatShare } from './number'
import { formatIso, formatSpan, formatTime } from './time'

const AT = Date.UTC(2009, 5, 28, 20, 2, 9) * 1000

it('writes lengths of time', () => {
  expect([0, 0.004, 2.13, 71, 317, 3723.4, 200_000].map(formatDuration)).toEqual([
    '0 s',
    '4 ms',
    '2.1 s',
    '71 s',
    '5 m 17 s',
    '1 h 02 m',
    '2 d 08 h',
  ])
  expect([60, 900, 3600, 21_600, 86_400, 7].map(formatBin)).toEqual(['1 min', '15 min', '1 h', '6 h', '1 d', '7 s'])
})

it('writes numbers, bytes and shares, and never rounds something to nothing', () => {
  expect(formatCount(75204)).toBe('75,204')
  expect([0, 999, 1702, 410_233, 5_000_000_000].map(formatBytes)).toEqual(['0 B', '999 B', '1.7 kB', '410 kB', '5.0 GB'])
  expect([
    formatShare(1, 1_000_000),
    formatShare(999_999, 1_000_000),
    formatShare(1, 3),
    formatShare(1, 30),
    formatShare(0, 0),
  ]).toEqual(['<0.1 %', '>99.9 %', '33 %', '3.3 %', '–'])
})

it('marks UTC with Z and the case zone with its offset of that moment', () => {
  expect(formatTime(AT)).toBe('2009-06-28 20:02:09Z')
  expect(formatTime(AT + 1250, 'UTC', 'exact')).toBe('2009-06-28 20:02:09.001250Z')
  expect(formatTime(AT, 'America/New_York')).toBe('2009-06-28 16:02:09 −04:00')
  expect(formatTime(AT, '+05:30', 'minute')).toBe('2009-06-29 01:32 +05:30')
  expect(formatIso('2009-01-28T20:02:09Z', 'America/New_York')).toBe('2009-01-28 15:02:09 −05:00')
})

it('writes spans as briefly as they can be read', () => {
  expect(formatSpan(AT, AT + 25 * 86_400_000_000)).toBe('2009-06-28 → 2009-07-23')
  expect(formatSpan(AT, AT + 3_600_000_000)).toBe('2009-06-28 20:02 → 21:02Z')
  expect(formatSpan(AT, AT + 86_400_000_000)).toBe('2009-06-28 20:02 → 06-29 20:02Z')
})

import { expect, it } from 'vitest'
import { findZones, fixedOffset, isZone } from './zones'

it('reads fixed offsets as people write them', () => {
  expect(['-4', '−04:00', '+0530', '+14:30', '4', '+05:99'].map(fixedOffset)).toEqual([
    '-04:00',
    '-04:00',
    '+05:30',
    null,
    null,
    null,
  ])
})

it('finds zones by any part of their names', () => {
  expect(findZones('new york')).toEqual(['America/New_York'])
  expect(findZones('-4')[0]).toBe('-04:00')
  expect(findZones('').slice(0, 1)).toEqual(['UTC'])
  expect([isZone('UTC'), isZone('America/New_York'), isZone('-04:00'), isZone('-4'), isZone('Mars/Base')]).toEqual([
    true,
    true,
    true,
    false,
    false,
  ])
})

import { describe, expect, it } from 'vitest'
import { decideClock } from './clock-decision'
import { headOf } from './detect'
import { defineFormat, type ClockEvidence } from './format'

const head = headOf(Buffer.from('x\n'), true)
const format = (evidence: ClockEvidence) =>
  defineFormat({
    ...{
      id: 'syslog',
      title: '',
      source: '',
      recordUnit: 'line',
      classes: [],
      clock: { zone: true, year: true },
      fields: [],
      taxonomy: [],
    },
    sniff: () => ({ confidence: 0, why: '' }),
    clockEvidence: () => evidence,
    read: () => Promise.resolve(),
  })
const modifiedUs = Date.UTC(2009, 2, 10) * 1000
const decide = (evidence: ClockEvidence, options = {}, modified: number | null = modifiedUs) => {
  const { zone, year, quality } = decideClock(format(evidence), head, options, { modifiedUs: modified })
  return [zone, year, quality]
}

describe('zone and year of a file', () => {
  it('decides nothing that the records say', () =>
    expect(decide({ absolute: true }, { zone: '+05:00', year: 1999 })).toEqual([null, null, 'exact']))
  it('takes what the records solve before what is stated', () => {
    const solved = { offsetMinutes: -240, votes: 3, dissenters: 0, why: 'solved' }
    expect(decide({ solved, yearWritten: true }, { zone: '+05:00' })).toEqual(['-04:00', null, 'solved'])
  })
  it('takes what is stated before what is assumed', () => {
    expect(decide({}, { zone: 'Europe/Berlin', year: 1999 })).toEqual(['Europe/Berlin', 1999, 'zone-and-year-assumed'])
  })
  it('assumes that a file is at most a year older than its date', () => {
    expect(decide({ first: { month: 3, day: 10 } })[1]).toBe(2009)
    expect(decide({ first: { month: 3, day: 12 } })[1]).toBe(2008)
    expect(decide({ first: { month: 2, day: 29 } })[1]).toBe(2008)
  })
})

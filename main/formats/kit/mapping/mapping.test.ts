import { describe, expect, it } from 'vitest'
import { isoFromMicros } from '#contract/units'
import { TIME_FORMS, type TimeForm } from '#contract/mapping'
import { chooseForm } from './choose-form'
import { mappedClock, propose, resolveMapping } from './propose'
import { readForm } from './time-forms'

const column = (name: string, ...values: string[]) => ({ name, values })
const formOf = (...values: string[]) => chooseForm(values, true)

/** ISO with `?` behind it where no zone is written; `-` where it is no time. */
function read(text: string, form: TimeForm): string {
  const { us, isLocal } = readForm(text, form)
  return Number.isNaN(us) ? '-' : `${isoFromMicros(us).replace('Z', '')}${isLocal ? '?' : 'Z'}`
}

it.each([
  ['iso', '2009-03-12T07:58:14.125+01:00', '2009-03-12T06:58:14.125000Z'],
  ['iso', '2009-03-12 07:58:14', '2009-03-12T07:58:14?'],
  ['iso', '2009/3/2 7:58 PM UTC', '2009-03-02T19:58:00Z'],
  ['iso', '2009-03-12', '2009-03-12T00:00:00?'],
  ['iso', '2009-02-30', '-'],
  ['day-first', '12/03/2009 07:58', '2009-03-12T07:58:00?'],
  ['day-first', '12.03.09 07:58:14,5 +0100', '2009-03-12T06:58:14.500000Z'],
  ['month-first', '12/03/2009 12:00:00 AM', '2009-12-03T00:00:00?'],
  ['month-first', '13/03/2009', '-'],
  ['month-first', '12/03/2009 13:00 PM', '-'],
  ['named-month', '12/Mar/2009:07:58:14 -0400', '2009-03-12T11:58:14Z'],
  ['named-month', 'Thu, 12 Mar 2009 07:58:14 GMT', '2009-03-12T07:58:14Z'],
  ['named-month', 'Mar 12, 2009 1:02:03 p.m.', '2009-03-12T13:02:03?'],
  ['named-month', 'Thu Mar 12 07:58:14 2009', '2009-03-12T07:58:14?'],
  ['named-month', '12 Junk 2009', '-'],
  ['epoch-s', '1236844694.25', '2009-03-12T07:58:14.250000Z'],
  ['epoch-ms', '1236844694250', '2009-03-12T07:58:14.250000Z'],
  ['epoch-us', '1236844694250001', '2009-03-12T07:58:14.250001Z'],
  ['epoch-ns', '1236844694250001999', '2009-03-12T07:58:14.250001Z'],
  ['filetime', '128813182942500019', '2009-03-12T07:58:14.250001Z'],
] as const)('%s: %s is %s', (form, text, expected) => expect(read(text, form)).toBe(expected))

it('takes nothing for a time that is none', () => {
  for (const form of TIME_FORMS)
    for (const text of ['', '-', 'x', '=1+1', '99:99', '1'.repeat(70), '/'.repeat(60)]) expect(read(text, form)).toBe('-')
})

describe('day or month first', () => {
  it('is decided by values over 12', () => {
    const chosen = formOf('01/02/2009', '13/02/2009')!
    expect([chosen.form, chosen.rule.startsWith('day first'), chosen.isDateOnly]).toEqual(['day-first', true, true])
  })
  it('is decided the other way', () => {
    const chosen = formOf('01/02/2009 10:00', '02/13/2009 10:00')!
    expect([chosen.form, chosen.rule.startsWith('month first'), chosen.isDateOnly]).toEqual(['month-first', true, false])
  })
  it.each([
    ['01/02/2009', 'month-first'],
    ['01.02.2009', 'day-first'],
    ['01-02-2009', 'day-first'],
  ])('of %s is assumed %s, and said', (text, form) => {
    const chosen = formOf(text, text)!
    expect([chosen.form, /^assumed .*both readings fit/.test(chosen.rule)]).toEqual([form, true])
  })
  it('of values that contradict each other goes with most of them, and says so', () => {
    const chosen = formOf('13/02/2009', '14/02/2009', '02/13/2009')!
    expect([chosen.form, /^assumed .*contradict/.test(chosen.rule)]).toEqual(['day-first', true])
  })
})

it('tells counts apart by their size, and only in a column that is called a time', () => {
  const forms = ['1236844694', '1236844694250', '1236844694250001', '1236844694250001999', '128813182942500019']
  expect(forms.map((text) => formOf(text)?.form)).toEqual(['epoch-s', 'epoch-ms', 'epoch-us', 'epoch-ns', 'filetime'])
  expect([chooseForm(['1236844694'], false), formOf('12345'), formOf('99999999999')]).toEqual([null, null, null])
  expect(propose([column('id', '1236844694'), column('text', 'x')])).toEqual({ message: 'text' })
})

it('proposes by name and by value', () => {
  const samples = [
    column('Zeit', '12.03.2009 07:58'),
    column('Source IP', '203.0.113.7'),
    column('src port', '51544'),
    column('Destination', 'web01', 'web02'),
    column('dst_ip', '10.0.0.8'),
    column('dport', '22'),
    column('bytes', '120'),
    column('Priority', '1', '3'),
    column('Result', 'Denied'),
    column('Benutzer', 'root'),
    column('colour', 'red'),
  ]
  expect(propose(samples)).toEqual({
    ...{ time: 'Zeit', src_ip: 'Source IP', src_port: 'src port', dst_ip: 'dst_ip', dst_port: 'dport', src_bytes: 'bytes' },
    ...{ user_name: 'Benutzer', outcome: 'Result' },
  })
})

it('takes nested members by their last name', () => {
  const times = ['_source.created', '_source.@timestamp'].map((name) => column(name, '2009-03-12T07:58:14Z'))
  expect(propose([...times, column('_source.user', 'root')])).toEqual({ time: '_source.@timestamp', user_name: '_source.user' })
})

it('joins a date and a clock in two columns', () => {
  const samples = [column('Date', '12/03/2009', '13/03/2009'), column('Time', '07:58:14', '08:00:00'), column('a', 'b')]
  const mapping = resolveMapping(samples)
  expect(mapping).toMatchObject({ columns: { time: 'Time', date: 'Date' }, time_form: 'day-first' })
  expect(mappedClock(samples, mapping).absolute).toBe(false)
})

it('keeps what is stated, and decides the form of the times where it is not', () => {
  const samples = [column('a', '01/02/2009'), column('b', '2009-03-12T00:00:00Z')]
  const stated = resolveMapping(samples, { columns: { message: 'b', time: 'a' }, time_form: 'day-first' })
  expect(stated).toEqual({ columns: { time: 'a', message: 'b' }, time_form: 'day-first' })
  expect(resolveMapping(samples, { time_form: 'iso' }).columns).toEqual({ time: 'b' })
  const decided = resolveMapping(samples, { columns: { time: 'a' } })
  expect(resolveMapping(samples, decided)).toEqual(decided)
  expect(resolveMapping(samples, { columns: { message: 'a' } })).toEqual({ columns: { message: 'a' } })
})

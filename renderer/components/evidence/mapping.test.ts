import { expect, it } from 'vitest'
import { fieldOf, isFormAssumed, mappingLine, shownMapping, withField, withForm } from './mapping'

const mapping = {
  columns: { time: 'when', user_name: 'who' },
  time_form: 'month-first',
  time_rule: 'assumed month first',
} as const

it('reads a column as another field, and the one before it as an attribute', () => {
  expect(withField(mapping, 'account', 'user_name')).toEqual({ ...mapping, columns: { time: 'when', user_name: 'account' } })
  expect(withField(mapping, 'who', 'host_name')).toEqual({ ...mapping, columns: { time: 'when', host_name: 'who' } })
  expect(withField(mapping, 'who', '')).toEqual({ ...mapping, columns: { time: 'when' } })
  expect([fieldOf(mapping, 'who'), fieldOf(mapping, 'account')]).toEqual(['user_name', ''])
})

it('decides the form of times again where another column holds them', () => {
  expect(withField(mapping, 'then', 'time')).toEqual({ columns: { time: 'then', user_name: 'who' } })
  expect(withField(mapping, 'when', '')).toEqual({ columns: { user_name: 'who' } })
  expect(withField(mapping, 'day', 'date')).toEqual({ columns: { time: 'when', user_name: 'who', date: 'day' } })
})

it('shows what was read last until a change is read', () => {
  expect(shownMapping(undefined, mapping)).toEqual(mapping)
  expect(shownMapping({ time_form: 'day-first' }, mapping)).toMatchObject({ columns: mapping.columns, time_form: 'day-first' })
  expect(shownMapping({ columns: { time: 'when' } }, mapping)).toEqual({ ...mapping, columns: { time: 'when' } })
  expect(shownMapping({ columns: { time: 'then' } }, mapping)).toEqual({ columns: { time: 'then' } })
  expect(shownMapping(undefined)).toEqual({ columns: {} })
})

it('says what is assumed until it is stated', () => {
  expect(isFormAssumed(mapping)).toBe(true)
  const stated = withForm(mapping, 'day-first')
  expect([isFormAssumed(stated), stated.time_form]).toEqual([false, 'day-first'])
  expect(mappingLine(stated)).toBe('Time: when · User: who · Day first: 31/12/2009 23:59')
})

import { expect, it } from 'vitest'
import { Accounting, NOT_REPRESENTED } from './accounting'

const span = (record: number) => ({ record, offset: record * 10, length: 10 })

function counted(work: (accounting: Accounting) => void) {
  const rejects: [number, string][] = []
  const accounting = new Accounting(({ record }, reason) => rejects.push([record, reason]))
  work(accounting)
  accounting.finish()
  return { ...accounting.counts, rejects }
}

it('rejects a record that became nothing', () => {
  const { records, represented, rejects } = counted((accounting) => {
    accounting.begin(span(1))
    accounting.begin(span(2))
    accounting.emit()
    accounting.structural()
    accounting.begin(span(4))
  })
  expect({ records, represented, rejects }).toEqual({
    records: 3,
    represented: 1,
    rejects: [
      [1, NOT_REPRESENTED],
      [4, NOT_REPRESENTED],
    ],
  })
})

it('lets the first verdict hold', () => {
  const { records, represented, rejected, events } = counted((accounting) => {
    accounting.begin(span(1))
    accounting.emit()
    accounting.emit()
    accounting.reject('late')
    accounting.begin(span(2))
    accounting.reject('bad')
    expect(accounting.emit()).toBe(false)
  })
  expect({ records, represented, rejected, events }).toEqual({ records: 2, represented: 1, rejected: 1, events: 2 })
})

it('counts recovered records beside the others', () => {
  const { records, recovered, events } = counted((accounting) => {
    accounting.begin(span(1))
    accounting.recovered()
    accounting.emit()
  })
  expect({ records, recovered, events }).toEqual({ records: 0, recovered: 1, events: 1 })
})

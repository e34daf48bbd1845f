/** Filters rows in the page by the expression of the query language; the engine does the same in SQL. */
import { fault } from '#contract/errors'
import type { EventRow } from '#contract/event'
import { singleAddress } from '#contract/query-language/addresses'
import type { Filter, Test } from '#contract/query-language/expression'
import type { FieldName } from '#contract/query-language/fields'
import { parseFilter } from '#contract/query-language/parse'
import { wildcardMatcher } from '#contract/query-language/wildcards'
import type { PivotField } from '#contract/query'
import type { Selection } from '#contract/selection'
import { microsFromIso } from '#contract/units'
import { cellOf } from './cells'

export type RowTest = (row: EventRow) => boolean
type Value = string | number | null

const sum = (a: number | null, b: number | null) => (a === null && b === null ? null : (a ?? 0) + (b ?? 0))

/** Shape: row and field → every value the field stands for there. */
function valuesOf(row: EventRow, field: FieldName): Value[] {
  if (field === 'ip') return [row.src_ip, row.dst_ip]
  if (field === 'port') return [row.src_port, row.dst_port]
  if (field === 'bytes') return [sum(row.client_bytes, row.server_bytes)]
  if (field === 'pkts') return [sum(row.client_pkts, row.server_pkts)]
  if (field === 'ts' || field === 'day') return [microsFromIso(row.ts)]
  if (field === 'ts_end') return [row.ts_end === null ? null : microsFromIso(row.ts_end)]
  if (field === 'duration_s') return [row.duration_s === null ? null : row.duration_s * 1e6]
  if (field === 'attrs') return Object.values(row.attrs).map(String)
  if (field === 'member') return ['-']
  if (field === 'verdict') return [row.session_state === null ? null : 'no_statement']
  if (field in row) return [row[field as keyof EventRow] as Value]
  return [cellOf(row, field as PivotField)]
}

const within = (value: Value, low: number, high: number) => typeof value === 'number' && value >= low && value < high

/** Shape: test → whether one value passes it. */
function valueTest(test: Test): (value: Value) => boolean {
  if (test.is === 'present') return (value) => value !== null
  if (test.is === 'equals') return (value) => value !== null && String(value).toLowerCase() === String(test.value).toLowerCase()
  if (test.is === 'during') return (value) => within(value, test.fromUs ?? -Infinity, test.toUs ?? Infinity)
  if (test.is === 'address')
    return (value) => {
      const at = typeof value === 'string' ? singleAddress(value.split('/')[0]!)?.low : undefined
      return at !== undefined && at >= test.low && at <= test.high
    }
  if (test.is === 'between')
    return (value) => {
      if (typeof value !== 'number') return false
      const { from, to } = test
      return (
        (from === null || value > from.value || (from.inclusive && value === from.value)) &&
        (to === null || value < to.value || (to.inclusive && value === to.value))
      )
    }
  const matches =
    test.is === 'regex'
      ? (text: string) => new RegExp(test.source, 'i').test(text)
      : wildcardMatcher(test.is === 'contains' ? `*${test.pattern}*` : test.pattern)
  return (value) => value !== null && matches(String(value))
}

function rowTest(filter: Filter): RowTest {
  if (filter.op === 'not') {
    const inner = rowTest(filter.of)
    return (row) => !inner(row)
  }
  if (filter.op === 'and' || filter.op === 'or') {
    const parts = filter.of.map(rowTest)
    return filter.op === 'and' ? (row) => parts.every((part) => part(row)) : (row) => parts.some((part) => part(row))
  }
  if (filter.op === 'text') {
    const matches = wildcardMatcher(`*${filter.pattern}*`)
    return (row) => matches(JSON.stringify(row))
  }
  const passes = valueTest(filter.test)
  return (row) => valuesOf(row, filter.field).some(passes)
}

/** Shape: text → test of a row. Errors: QRY-001. */
export function readFilter(text: string): RowTest {
  const { expression, errors } = parseFilter(text)
  if (expression === null) throw fault('QRY-001', { column: (errors[0]?.from ?? 0) + 1, expected: errors[0]?.expected ?? '' })
  return rowTest(expression)
}

/** Shape: selection and the case's last moment → test of a row. Errors: QRY-001. */
export function selectionTest({ clauses, window }: Selection, lastUs: number): RowTest {
  const tests = clauses
    .filter((clause) => !clause.disabled)
    .map((clause): RowTest => {
      const test = readFilter(clause.text)
      return clause.exclude ? (row) => !test(row) : test
    })
  const fromUs = window.kind === 'between' ? window.fromUs : window.kind === 'last' ? lastUs - window.seconds * 1e6 : -Infinity
  const toUs = window.kind === 'between' ? window.toUs : Infinity
  return (row) => within(microsFromIso(row.ts), fromUs, toUs) && tests.every((test) => test(row))
}

/** What a filter means, said once more and slowly: event by event, on the rows of the public view. */
import type { EventRow } from '#contract/event'
import { singleAddress } from '#contract/query-language/addresses'
import type { Filter, Test } from '#contract/query-language/expression'
import type { FieldName } from '#contract/query-language/fields'
import { literalOf, wildcardMatcher } from '#contract/query-language/wildcards'
import { isoFromMicros, microsFromIso } from '#contract/units'
import { COUNT, MICROS, nullable, OBJECT, REAL, TEXT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Store } from '#main/store/store'

/** A row with what the filter can see beyond it. */
export interface ReferenceRow extends EventRow {
  tags: string[]
  lists: string[]
  outside: string | null
  tsUs: number
}

const WORD = nullable(TEXT)
const NUMBER = nullable(COUNT)
/** Columns of `events` in their order. */
const VIEW = {
  event_id: COUNT, event_key: TEXT, ts: MICROS, ts_end: nullable(MICROS), ts_quality: TEXT, type: TEXT, name: TEXT, specificity: TEXT,
  format: TEXT, sensor: WORD, src_ip: WORD, src_port: NUMBER, dst_ip: WORD, dst_port: NUMBER, client_ip: WORD, client_port: NUMBER,
  server_ip: WORD, server_port: NUMBER, role_rule: WORD, role_confidence: WORD, direction: TEXT, proto: WORD, service: WORD,
  duration_s: nullable(REAL), client_bytes: NUMBER, server_bytes: NUMBER, client_pkts: NUMBER, server_pkts: NUMBER, session_state: WORD,
  user_name: WORD, host_name: WORD, process_name: WORD, severity: NUMBER, signature_id: WORD, signature: WORD, outcome: WORD,
  message: WORD, attrs: OBJECT, sensor_disagrees: WORD, evidence: TEXT, line: NUMBER, byte_offset: COUNT, byte_length: COUNT,
} // prettier-ignore

/** Shape: case → every event as the public view shows it, in time order. */
export async function referenceRows(store: Store): Promise<ReferenceRow[]> {
  const rows = await store.all(sql`SELECT * FROM events ORDER BY ts, event_id`, VIEW)
  const tags = await store.all(sql`SELECT event_key, tag FROM tag`, { event_key: TEXT, tag: TEXT })
  const lists = await store.all(sql`SELECT list_id, value FROM host_list JOIN ip ON ip_id = ip`, { list_id: TEXT, value: TEXT })
  return rows.map((raw) => {
    const times = { ts: isoFromMicros(raw.ts), ts_end: raw.ts_end === null ? null : isoFromMicros(raw.ts_end) }
    const row = { ...raw, ...times } as EventRow
    const home = row.direction === 'outbound' || row.direction === 'internal'
    return {
      ...row,
      tsUs: raw.ts,
      outside: home ? row.server_ip : row.client_ip,
      tags: tags.filter(({ event_key }) => event_key === row.event_key).map(({ tag }) => tag),
      lists: lists.filter(({ value }) => value === row.server_ip).map(({ list_id }) => list_id),
    }
  })
}

type Value = string | number

const sum = (a: number | null, b: number | null): Value[] => (a === null && b === null ? [] : [(a ?? 0) + (b ?? 0)])
const some = (...values: (Value | null)[]): Value[] => values.filter((value) => value !== null)

/** Shape: (row, field) → its values; times and lengths in µs. */
function valuesOf(row: ReferenceRow, field: FieldName): Value[] {
  switch (field) {
    case 'ip':
      return some(row.src_ip, row.dst_ip)
    case 'port':
      return some(row.src_port, row.dst_port)
    case 'bytes':
      return sum(row.client_bytes, row.server_bytes)
    case 'pkts':
      return sum(row.client_pkts, row.server_pkts)
    case 'tag':
      return row.tags
    case 'list':
      return row.lists
    case 'verdict':
      // WHY: nothing is stated in the drawn case.
      return row.session_state === null ? [] : ['no_statement']
    case 'block_8':
    case 'block_16':
    case 'block_24':
      return some(row.outside)
    case 'ts':
    case 'day':
      return [row.tsUs]
    case 'ts_end':
      return some(row.ts_end === null ? null : microsFromIso(row.ts_end))
    case 'hour':
      return [new Date(row.tsUs / 1000).getUTCHours()]
    case 'duration_s':
      return some(row.duration_s === null ? null : Math.round(row.duration_s * 1e6))
    case 'member':
      return ['-']
    case 'attrs':
      return Object.values(row.attrs).map(String)
    default:
      return some(row[field])
  }
}

function fits(value: Value, test: Test): boolean {
  switch (test.is) {
    case 'present':
      return true
    case 'equals':
      return value === test.value
    case 'like':
      return wildcardMatcher(test.pattern)(String(value))
    case 'contains':
      return wildcardMatcher(`*${test.pattern}*`)(String(value))
    case 'regex':
      return new RegExp(test.source).test(String(value))
    case 'between': {
      const { from, to } = test
      const number = Number(value)
      const low = from === null || number > from.value || (from.inclusive && number === from.value)
      return low && (to === null || number < to.value || (to.inclusive && number === to.value))
    }
    case 'during':
      return (test.fromUs === null || Number(value) >= test.fromUs) && (test.toUs === null || Number(value) < test.toUs)
    case 'address': {
      const address = singleAddress(String(value))
      return address !== null && address.low >= test.low && address.low <= test.high
    }
  }
}

const NEVER_ABSENT: readonly FieldName[] = ['event_key', 'ts', 'day', 'hour']

/** Shape: (row, filter) → whether the event fits. */
export function fitsFilter(row: ReferenceRow, filter: Filter): boolean {
  switch (filter.op) {
    case 'and':
      return filter.of.every((part) => fitsFilter(row, part))
    case 'or':
      return filter.of.some((part) => fitsFilter(row, part))
    case 'not':
      return !fitsFilter(row, filter.of)
    case 'text': {
      const texts = some(row.message, row.name, row.user_name, row.host_name, row.signature)
      const addresses = /^[0-9a-fA-F.:*?]+$/.test(filter.pattern)
        ? some(row.src_ip, row.dst_ip, row.client_ip, row.server_ip)
        : []
      return [...texts, ...addresses].some((value) => fits(value, { is: 'contains', pattern: filter.pattern }))
    }
    case 'match':
      if (filter.test.is === 'present' && NEVER_ABSENT.includes(filter.field)) return true
      return valuesOf(row, filter.field).some((value) => fits(value, filter.test))
  }
}

/** Shape: pattern → whether it holds no wildcard; for tests that draw patterns. */
export const isLiteral = (pattern: string): boolean => literalOf(pattern) !== null

/** Reading fields of every event out of the database. */
import type { PivotField } from '#contract/query'
import { COUNT } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { groupKey } from '../keys'
import { packed, type Codes, type ResidentField } from './field'
import { IdCodes, NO_ID } from './id-codes'
import { labelled } from './labels'
import { risingOrder } from './time-order'

/** Where events lie, and when they happened. A place is the number of a row, those of `event_open` after those of `event_settled`. */
export interface Timeline {
  /** µs, rising. */
  ts: Float64Array
  /** From a place to how many events come before it in time; rows that are gone leave holes. */
  rankOf: Uint32Array
  /** Places of `event_settled`, and of `event_open`; each a multiple of eight. */
  settled: number
  open: number
}

/** Shape: columns of `event e` as DOUBLE → a question that gives them with the place first. */
export const placedSql = ({ settled }: Pick<Timeline, 'settled'>, columns: Sql): Sql =>
  sql`SELECT e.rowid::DOUBLE AS place, ${columns} FROM event_settled e UNION ALL SELECT (e.rowid + ${settled}::BIGINT)::DOUBLE, ${columns} FROM event_open e`

const wholeBytes = (rows: number): number => 8 * Math.ceil(rows / 8)

export async function loadTimeline(store: Store, asking: Asking): Promise<Timeline> {
  const ends = await store.first(
    sql`SELECT (SELECT coalesce(max(rowid) + 1, 0) FROM event_settled) AS settled, (SELECT coalesce(max(rowid) + 1, 0) FROM event_open) AS open,
      (SELECT count(*) FROM event) AS events`,
    { settled: COUNT, open: COUNT, events: COUNT },
    asking,
  )
  const [settled, open] = [wholeBytes(ends?.settled ?? 0), wholeBytes(ends?.open ?? 0)]
  const events = ends?.events ?? 0
  const [places, times] = [new Uint32Array(events), new Float64Array(events)]
  let read = 0
  await store.numbers(
    placedSql({ settled }, sql`epoch_us(e.ts)::DOUBLE`),
    ([place, ts], rows) => {
      for (let row = 0; row < rows; row++, read++) {
        places[read] = place![row]!
        times[read] = ts![row]!
      }
    },
    asking,
  )
  const rankOf = new Uint32Array(settled + open)
  const sorted = new Float64Array(events)
  risingOrder(times).forEach((index, rank) => {
    rankOf[places[index]!] = rank
    sorted[rank] = times[index]!
  })
  return { ts: sorted, rankOf, settled, open }
}

interface Found {
  by: PivotField
  known: IdCodes
  codes: Codes
}

/** Rows that come at once; the database gives 2048. */
const MOST_ROWS = 2 ** 16

function codesOf(known: IdCodes, ids: Float64Array, codes: Uint32Array, rows: number): void {
  for (let row = 0; row < rows; row++) codes[row] = known.codeOf(ids[row]!)
}
function scatter(codes: Uint32Array, ranks: Uint32Array, rows: number, into: Codes): void {
  for (let row = 0; row < rows; row++) into[ranks[row]!] = codes[row]!
}

/** Shape: timeline and fields → the fields, in one reading of the events. */
export async function loadFields(
  store: Store,
  timeline: Timeline,
  fields: readonly PivotField[],
  asking: Asking,
): Promise<ResidentField[]> {
  const ids = fields.map((by) => sql`coalesce((${groupKey(by).id})::BIGINT::DOUBLE, ${NO_ID}::DOUBLE)`)
  const [ranks, codes] = [new Uint32Array(MOST_ROWS), new Uint32Array(MOST_ROWS)]
  const found = fields.map((by): Found => ({ by, known: new IdCodes(), codes: new Uint8Array(timeline.ts.length) }))
  await store.numbers(
    placedSql(timeline, sql.join(ids)),
    ([place, ...columns], rows) => {
      for (let row = 0; row < rows; row++) ranks[row] = timeline.rankOf[place![row]!]!
      for (const [index, field] of found.entries()) {
        codesOf(field.known, columns[index]!, codes, rows)
        // WHY: most fields have few ids; the array grows with what is found.
        field.codes = packed(field.codes, field.known.ids.length)
        scatter(codes, ranks, rows, field.codes)
      }
    },
    asking,
  )
  const answers: ResidentField[] = []
  for (const { by, known, codes } of found) answers.push(await labelled(store, by, codes, known.ids, asking))
  return answers
}

/** What a file lacks: records that could not be read, and numbers missing in a log that counts its records. */
import { COUNT, MICROS, nullable } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import type { SourceFlaw } from './flaws'
import { united, type Span } from './rhythm'

/** Records of a source that lie together; one that was rejected was written about when those beside it were. */
const RECORDS_TOGETHER = 64
/** Gaps of one log that are placed in time; a log with more is cut to pieces. Chosen. */
const MOST_GAPS = 2000

interface Placed {
  source: number
  n: number
  first: number | null
  last: number | null
}
const PLACED = { source: COUNT, n: COUNT, first: nullable(MICROS), last: nullable(MICROS) }

function flaws(rows: readonly Placed[], say: (n: number) => string): SourceFlaw[] {
  return [...new Set(rows.map(({ source }) => source))].map((source) => {
    const own = rows.filter((row) => row.source === source)
    const isPlaced = own.every(({ first, last }) => first !== null && last !== null)
    const spans = own.flatMap(({ first, last }): Span[] =>
      first === null || last === null ? [] : [{ fromUs: first, toUs: last + 1 }],
    )
    const n = own.reduce((sum, row) => sum + row.n, 0)
    return { source, classes: null, text: say(n), spans: isPlaced ? united(spans) : null }
  })
}

/** Shape: → rejected records of each source, placed by the records that lie beside them. */
export async function rejectedRecords(store: Store, asking: Asking): Promise<SourceFlaw[]> {
  const rows = await store.all(
    sql`WITH bad AS (SELECT source_id, record // ${RECORDS_TOGETHER} AS heap, count(*) AS n FROM reject GROUP BY ALL),
      good AS (SELECT source_id, record // ${RECORDS_TOGETHER} AS heap, min(ts) AS first, max(ts) AS last FROM event
        WHERE source_id IN (SELECT source_id FROM bad) GROUP BY ALL)
      SELECT b.source_id AS source, sum(b.n)::BIGINT AS n, min(g.first) AS first, max(g.last) AS last
      FROM bad b LEFT JOIN good g ON g.source_id = b.source_id AND g.heap BETWEEN b.heap - 1 AND b.heap + 1
      GROUP BY b.source_id, b.heap ORDER BY source, b.heap`,
    PLACED,
    asking,
  )
  return flaws(rows, (n) => (n === 1 ? 'one record could not be read' : `${n} records could not be read`))
}

/** Shape: → record numbers that are missing in Windows logs, between the times of the records before and after. */
export async function missingNumbers(store: Store, asking: Asking): Promise<SourceFlaw[]> {
  const rows = await store.all(
    sql`WITH counted AS (SELECT source_id FROM source WHERE format = 'evtx'
        AND json_extract_string(result, '$.checks') LIKE '%"evtx-record-gap","level":"warning"%'),
      numbered AS (SELECT e.source_id, e.ts, coalesce(json_extract_string(e.attrs, '$.RecordHeaderID')::BIGINT, e.attr_int_2) AS number
        FROM event e WHERE e.source_id IN (SELECT source_id FROM counted) AND e.ordinal = 0),
      beside AS (SELECT source_id, ts, number, lag(ts) OVER w AS before, number - lag(number) OVER w - 1 AS n FROM numbered
        WINDOW w AS (PARTITION BY source_id ORDER BY number, ts))
      SELECT source_id AS source, n, least(before, ts) AS first, greatest(before, ts) AS last FROM beside WHERE n > 0
      QUALIFY row_number() OVER (PARTITION BY source_id ORDER BY n DESC, number) <= ${MOST_GAPS} ORDER BY source, first`,
    PLACED,
    asking,
  )
  return flaws(rows, (n) => (n === 1 ? 'one record number is missing' : `${n} record numbers are missing`))
}

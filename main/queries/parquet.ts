/** Events as a Parquet file, row group by row group, so that any number of events fits in memory. */
import { fileWriter, ParquetWriter } from 'hyparquet-writer'
import { EventRow } from '#contract/event'
import { microsFromIso } from '#contract/units'
import type { Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { eventBatches } from './event-rows'

/** Rows gathered before they are written as a row group (chosen: some ten megabytes). */
const GROUP_ROWS = 50_000

const COLUMNS = Object.keys(EventRow.shape) as (keyof EventRow)[]
const TIMES: ReadonlySet<string> = new Set(['ts', 'ts_end'])
const REALS: ReadonlySet<string> = new Set(['duration_s'])
const WHOLE: ReadonlySet<string> = new Set([
  ...[
    'event_id',
    'src_port',
    'dst_port',
    'client_port',
    'server_port',
    'client_bytes',
    'server_bytes',
    'client_pkts',
    'server_pkts',
  ],
  ...['severity', 'line', 'byte_offset', 'byte_length'],
])

type Element = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number]

function element(name: string): Element {
  const common = { name, repetition_type: 'OPTIONAL' } as const
  if (TIMES.has(name)) return { ...common, type: 'INT64', converted_type: 'TIMESTAMP_MICROS' }
  if (WHOLE.has(name)) return { ...common, type: 'INT64' }
  if (REALS.has(name)) return { ...common, type: 'DOUBLE' }
  return { ...common, type: 'BYTE_ARRAY', converted_type: name === 'attrs' ? 'JSON' : 'UTF8' }
}

/** Shape: a cell of the event → what the column's type holds. JSON columns take the value itself. */
function cell(name: string, value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (TIMES.has(name)) return BigInt(microsFromIso(value as string) ?? 0)
  return WHOLE.has(name) ? BigInt(value as number) : value
}

/**
 * Write the events that meet a condition, in time order.
 *
 * Shape: condition on `event e`, path → number of rows; times are TIMESTAMP (µs, UTC), counts INT64, `attrs` JSON.
 */
export async function writeParquet(store: Store, condition: Sql, path: string, asking: Asking): Promise<number> {
  const writer = new ParquetWriter({
    writer: fileWriter(path),
    schema: [{ name: 'root', num_children: COLUMNS.length }, ...COLUMNS.map(element)],
    createdBy: 'backtrail',
  })
  let waiting: EventRow[] = []
  let rows = 0
  const flush = async (): Promise<void> => {
    const columnData = COLUMNS.map((name) => ({ name, data: waiting.map((event) => cell(name, event[name])) }))
    waiting = []
    await writer.write({ columnData, rowGroupSize: GROUP_ROWS })
  }
  await eventBatches(
    store,
    condition,
    async (events) => {
      rows += events.length
      waiting.push(...events)
      if (waiting.length >= GROUP_ROWS) await flush()
    },
    asking,
  )
  if (waiting.length > 0) await flush()
  await writer.finish()
  return rows
}

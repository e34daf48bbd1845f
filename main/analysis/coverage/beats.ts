/** The rhythm of each log, read from the database minute by minute. */
import { COUNT, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import type { Logs } from './logs'
import { EMPTY_BEAT, LONG_PAUSE_MEANS, MINUTE_US, SHORTEST_PAUSE_MINUTES, type Beat } from './rhythm'

const id = (value: number | null): Sql => (value === null ? sql.raw('NULL::UINTEGER') : sql`${value}::UINTEGER`)

/** Shape: logs → `part(source, sensor, host, address, log)`. */
export function partTable({ logs }: Logs): Sql {
  const rows = logs.flatMap((log) =>
    log.parts.map(
      ({ source, sensor, host, address }) =>
        sql`(${id(source)}, ${id(sensor)}, ${id(host)}, ${id(address)}, ${log.id}::UINTEGER)`,
    ),
  )
  return sql`part(source, sensor, host, address, log) AS (VALUES ${sql.join(rows)})`
}
export const SAME_PART =
  sql.raw(`m.source = p.source AND m.sensor IS NOT DISTINCT FROM p.sensor AND m.host IS NOT DISTINCT FROM p.host
  AND m.address IS NOT DISTINCT FROM p.address`)

const ROW = { log: COUNT, slot: COUNT, at: COUNT, until: COUNT }
type Row = RowOf<typeof ROW>

/** Shape: logs → the beat of each, in their order. */
export async function beatsOf(store: Store, logs: Logs, asking: Asking = {}): Promise<Beat[]> {
  if (logs.logs.length === 0) return []
  const rows = await store.all(
    sql`WITH ${partTable(logs)},
      m AS (SELECT DISTINCT e.source_id AS source, ${logs.writer}, epoch_us(e.ts) // ${MINUTE_US} AS minute FROM event e WHERE ${logs.isSeen}),
      minute AS MATERIALIZED (SELECT DISTINCT p.log, m.minute FROM m JOIN part p ON ${SAME_PART}),
      mean AS (SELECT log, (max(minute) - min(minute) + 1) / count(*) AS minutes FROM minute GROUP BY log),
      pause AS (SELECT log, minute, minute - lag(minute) OVER (PARTITION BY log ORDER BY minute) AS length FROM minute)
      SELECT log, (minute // 60 % 24 + CASE WHEN (minute // 1440 + 4) % 7 IN (0, 6) THEN 24 ELSE 0 END)::BIGINT AS slot, count(*) AS at, 0 AS until FROM minute GROUP BY ALL
      UNION ALL SELECT p.log, 48, (p.minute - p.length + 1), p.minute FROM pause p JOIN mean USING (log)
        WHERE p.length > ${SHORTEST_PAUSE_MINUTES} AND p.length >= ${LONG_PAUSE_MEANS} * mean.minutes`,
    ROW,
    asking,
  )
  return logs.logs.map((log) => beatOf(rows.filter((row) => row.log === log.id)))
}

function beatOf(rows: readonly Row[]): Beat {
  if (rows.length === 0) return EMPTY_BEAT
  const slots = [...EMPTY_BEAT.slots]
  for (const { slot, at } of rows) if (slot < 48) slots[slot] = at
  const pauses = rows
    .filter(({ slot }) => slot === 48)
    .map(({ at, until }) => ({ fromUs: at * MINUTE_US, toUs: until * MINUTE_US }))
    .sort((one, other) => one.fromUs - other.fromUs)
  return { minutes: slots.reduce((sum, minutes) => sum + minutes, 0), slots, pauses }
}

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

const ROW = { log: COUNT, hour: COUNT, at: COUNT, until: COUNT }
type Row = RowOf<typeof ROW>
/** Stands in `hour` for a pause rather than an hour of the day. */
const PAUSE = 24

/** Shape: logs → the beat of each, in their order. */
export async function beatsOf(store: Store, logs: Logs, asking: Asking = {}): Promise<Beat[]> {
  if (logs.logs.length === 0) return []
  const rows = await store.all(
    sql`WITH ${partTable(logs)},
      m AS (SELECT DISTINCT e.source_id AS source, ${logs.writer}, epoch_us(e.ts) // ${MINUTE_US} AS minute FROM event e WHERE ${logs.isSeen}),
      minute AS MATERIALIZED (SELECT DISTINCT p.log, m.minute FROM m JOIN part p ON ${SAME_PART}),
      whole AS (SELECT log, (max(minute) - min(minute) + 1) / count(*) AS mean, max(minute) // 1440 - min(minute) // 1440 + 1 AS days FROM minute GROUP BY log),
      hourly AS (SELECT log, minute // 60 AS hour, count(*) AS n FROM minute GROUP BY ALL),
      daily AS (SELECT log, hour % 24 AS hour, list(n ORDER BY n) AS counts FROM hourly GROUP BY ALL),
      pause AS (SELECT log, minute, minute - lag(minute) OVER (PARTITION BY log ORDER BY minute) AS length FROM minute)
      SELECT d.log, d.hour::BIGINT AS hour, coalesce(d.counts[greatest(ceil(w.days / 4)::BIGINT - w.days + len(d.counts), 0)], 0)::BIGINT AS at, 0 AS until
        FROM daily d JOIN whole w USING (log)
      UNION ALL SELECT log, ${PAUSE}, count(*), 0 FROM minute GROUP BY log
      UNION ALL SELECT p.log, ${PAUSE}, p.minute - p.length + 1, p.minute FROM pause p JOIN whole w USING (log)
        WHERE p.length > ${SHORTEST_PAUSE_MINUTES} AND p.length >= ${LONG_PAUSE_MEANS} * w.mean`,
    ROW,
    asking,
  )
  const byLog = new Map<number, Row[]>()
  for (const row of rows) {
    const known = byLog.get(row.log)
    if (known === undefined) byLog.set(row.log, [row])
    else known.push(row)
  }
  return logs.logs.map((log) => beatOf(byLog.get(log.id) ?? []))
}

function beatOf(rows: readonly Row[]): Beat {
  const quiet = [...EMPTY_BEAT.quiet]
  for (const { hour, at } of rows) if (hour >= 0 && hour < PAUSE) quiet[hour] = at
  const beside = rows.filter(({ hour }) => hour === PAUSE)
  const pauses = beside
    .filter(({ until }) => until !== 0)
    .map(({ at, until }) => ({ fromUs: at * MINUTE_US, toUs: until * MINUTE_US }))
    .sort((one, other) => one.fromUs - other.fromUs)
  return { minutes: beside.find(({ until }) => until === 0)?.at ?? 0, quiet, pauses }
}

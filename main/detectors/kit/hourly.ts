/** Counts per hour of own hosts, and how far an hour stands out from the hours before it. */
import { directionCode, typeCode } from '#main/analysis/codes'
import { COUNT, list, MICROS, TEXT, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import { median } from './beacon-score'
import { STANDING } from './flows'
import { byOwnHost, ownHostText } from './own-hosts'

/** Makes a median absolute deviation comparable to a standard deviation. Source: Rousseeuw, Croux 1993. */
const NORMAL = 1.4826
const BUSY_SHARE = 0.95

export const SERIES = {
  host: TEXT,
  /** Direction of connections, or side of events. */
  side: TEXT,
  /** Name of the events; empty for connections. */
  name: TEXT,
  /** Whose hours count as covered. */
  kind: TEXT,
  hours: list(MICROS),
  counts: list(COUNT),
  records: list(COUNT),
}
export type HourlySeries = RowOf<typeof SERIES>

/** Only series that reach `least` in some hour leave the database. */
const series = (hourly: Sql, least: number, host: Sql): Sql => sql`
  WITH hourly AS MATERIALIZED (${hourly}),
  loud AS (SELECT DISTINCT side, host, name, kind FROM hourly WHERE n >= ${least}),
  s AS (SELECT h.side, h.host, h.name, h.kind, list(h.bin ORDER BY h.bin) AS hours, list(h.n ORDER BY h.bin) AS counts, list(h.records ORDER BY h.bin) AS records
    FROM hourly h JOIN loud l ON l.side = h.side AND l.host = h.host AND l.name = h.name AND l.kind = h.kind WHERE h.n > 0 GROUP BY ALL)
  SELECT ${host} AS host, s.side, coalesce((SELECT value FROM text WHERE text_id = s.name), '') AS name, s.kind, s.hours, s.counts, s.records
  FROM s ORDER BY host, side, name, kind`

const ofDirection = (word: 'inbound' | 'outbound' | 'internal', host: 'client_ip' | 'server_ip', side: string): Sql => sql`
  SELECT ${side} AS side, ${sql.ref(host, 'e')} AS host, 0::UINTEGER AS name, 'flow' AS kind, time_bucket(INTERVAL 1 HOUR, e.ts) AS bin,
    count(*) FILTER (${STANDING}) AS n, count(*) AS records
  FROM event e WHERE e.session_state > 0 AND e.direction = ${directionCode(word)} GROUP BY ALL`

/** Shape: least in an hour → connections per hour of own hosts: inbound, outbound, internal that it began, internal that it was asked for. */
export const connectionsQuestion = (least: number): Sql =>
  series(
    sql.join(
      [
        ofDirection('inbound', 'server_ip', 'inbound'),
        ofDirection('outbound', 'client_ip', 'outbound'),
        ofDirection('internal', 'client_ip', 'internal, begun'),
        ofDirection('internal', 'server_ip', 'internal, asked'),
      ],
      ' UNION ALL ',
    ),
    least,
    sql.raw('(SELECT value FROM ip WHERE ip_id = s.host)'),
  )

/** Results of scans and summaries come in heaps by their nature; what people entered is no count of anything. */
const COUNTED = sql.raw(
  `coalesce(e.session_state, 0) = 0 AND e.type NOT IN (${(['vulnerability', 'compliance', 'stats', 'manual'] as const).map(typeCode).join(', ')})`,
)

/** Shape: least in an hour → events that are no connections per hour, name and own host. */
export const eventsQuestion = (least: number): Sql =>
  series(
    sql`SELECT b.side, b.host, b.name, s.format AS kind, b.bin, count(*) AS n, count(*) AS records
      FROM (${byOwnHost(COUNTED, sql.raw('e.name, e.source_id, time_bucket(INTERVAL 1 HOUR, e.ts) AS bin'))}) b JOIN source s USING (source_id) GROUP BY ALL`,
    least,
    ownHostText('s'),
  )

export const COVERED = { kind: TEXT, hours: list(MICROS) }

/** Hours in which a kind of source wrote anything: each format its own, and all that write connections together. */
export const coveredQuestion: Sql = sql`
  WITH hour AS (SELECT DISTINCT source_id, session_state > 0 AS flow, time_bucket(INTERVAL 1 HOUR, ts) AS hour FROM event),
  covered AS (SELECT DISTINCT s.format AS kind, h.hour FROM hour h JOIN source s USING (source_id) UNION SELECT DISTINCT 'flow', hour FROM hour WHERE flow)
  SELECT kind, list(hour ORDER BY hour) AS hours FROM covered GROUP BY kind ORDER BY kind`

export interface HourLimits {
  least: number
  leastHours: number
  deviations: number
  timesBusy: number
}

/** An hour that stands out, and what it stands out from. */
export interface LoudHour {
  hourUs: number
  count: number
  records: number
  /** Of the covered hours before. */
  median: number
  deviation: number
  busy: number
  hours: number
}

/** Shape: ascending values and zeros before them → value at a place from 0. */
const at = (sorted: readonly number[], zeros: number, place: number): number => (place < zeros ? 0 : sorted[place - zeros]!)

function insert(sorted: number[], value: number): void {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  sorted.splice(low, 0, value)
}

/** Shape: hours before (ascending counts, zeros) × count → what the hour stands out from, or null where it does not. */
function standsOut(sorted: readonly number[], zeros: number, count: number, limits: HourLimits) {
  const hours = zeros + sorted.length
  if (count < limits.least || hours < limits.leastHours) return null
  const busy = at(sorted, zeros, Math.ceil(BUSY_SHARE * hours) - 1)
  if (count < limits.timesBusy * busy) return null
  const middle = (at(sorted, zeros, (hours - 1) >> 1) + at(sorted, zeros, hours >> 1)) / 2
  const quiet = Array.from({ length: zeros }, () => middle)
  const deviation = median([...quiet, ...sorted.map((value) => Math.abs(value - middle))])
  /* WHY: a host that is still most of the time deviates by nothing; one event more is then no deviation at all. */
  if (count - middle < limits.deviations * NORMAL * Math.max(1, deviation)) return null
  return { median: middle, deviation, busy, hours }
}

/**
 * Hours of a series that are far above those before them.
 *
 * Shape: series × covered hours in order → hours, in order. Only hours before count, those covered without an event as 0; with too few of them no
 *        hour is judged.
 */
export function loudHours({ hours, counts, records }: HourlySeries, covered: readonly number[], limits: HourLimits): LoudHour[] {
  const loud: LoudHour[] = []
  const before: number[] = []
  let passed = 0
  hours.forEach((hourUs, index) => {
    while (passed < covered.length && covered[passed]! < hourUs) passed++
    const count = counts[index]!
    const from = standsOut(before, Math.max(0, passed - before.length), count, limits)
    if (from !== null) loud.push({ hourUs, count, records: records[index]!, ...from })
    insert(before, count)
  })
  return loud
}

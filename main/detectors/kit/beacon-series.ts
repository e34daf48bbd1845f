/** The connections of pairs of hosts, pair after pair, so that one pair at a time is held. */
import { MICROS_PER_SECOND, SECONDS_PER_DAY } from '#contract/units'
import { COUNT, MICROS, nullable, TEXT, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import type { Beat } from './beacon-score'
import { CONNECTIONS, ESTABLISHED, IN_VAIN, STANDING } from './flows'

/** What talks to what: a server by address, or, through a proxy, by the name asked for. */
export interface Series {
  client: string
  server: string
  /** The name asked for, where the server is a proxy. */
  name: string | null
  direction: number
  ports: number[]
  beats: Beat[]
  /** Times of every record that shows this pair, those of other witnesses too. */
  recordsUs: number[]
  /** Attempts that came to nothing; shown, never scored. */
  blocked: number
}

const ROW = {
  pair: COUNT,
  client: TEXT,
  server: TEXT,
  name: nullable(TEXT),
  direction: COUNT,
  port: nullable(COUNT),
  ts: MICROS,
  size: nullable(COUNT),
  standing: COUNT,
  blocked: COUNT,
}
type Row = RowOf<typeof ROW>

const ASKED = sql.raw(`e.name IN (SELECT text_id FROM text WHERE value = 'Zeek-HTTP_CONNECT')`)
/** `event e` is a part of some series: a connection, what a firewall denied, a request to a proxy. */
export const SERIES_EVENTS: Sql = sql`(${CONNECTIONS} OR ${ASKED})`

/** Bytes the client sent with headers where Zeek counted them, else payload. */
const SIZE = sql.raw(
  `coalesce(CASE WHEN s.attr_keys[6] = '"orig_ip_bytes":' AND e.attr_int_2 >= 0 THEN e.attr_int_2 END, e.client_bytes)`,
)

/** Two days from a day that is even, or odd: every window of a day that ends on its day or the next lies whole in one of them. */
const twoDays = (
  odd: 0 | 1,
): Sql => sql`SELECT e.client_ip, e.server_ip FROM event e WHERE ${ESTABLISHED} AND e.client_ip IS NOT NULL AND e.server_ip IS NOT NULL
  GROUP BY e.client_ip, e.server_ip, (epoch_us(e.ts) // ${SECONDS_PER_DAY * MICROS_PER_SECOND} + ${odd}) // 2`

/** Connections between two addresses; pairs that in no two days have as many connections as a window needs seconds never leave the database. */
const direct = (leastSeconds: number): Sql => sql`
  WITH dense AS (${twoDays(0)} HAVING count(*) >= ${leastSeconds} UNION ${twoDays(1)} HAVING count(*) >= ${leastSeconds}),
  pair AS MATERIALIZED (SELECT e.client_ip, e.server_ip, row_number() OVER (ORDER BY e.client_ip, e.server_ip) AS pair, count(*) FILTER (${IN_VAIN}) AS blocked
    FROM event e SEMI JOIN dense d ON d.client_ip = e.client_ip AND d.server_ip = e.server_ip WHERE ${CONNECTIONS} GROUP BY e.client_ip, e.server_ip)
  SELECT p.pair, c.value AS client, v.value AS server, NULL::VARCHAR AS name, e.direction, e.server_port AS port, e.ts, ${SIZE} AS size,
    (${STANDING})::UTINYINT AS standing, p.blocked
  FROM event e JOIN pair p USING (client_ip, server_ip) JOIN source s USING (source_id)
    JOIN ip c ON c.ip_id = e.client_ip JOIN ip v ON v.ip_id = e.server_ip
  WHERE ${ESTABLISHED} ORDER BY p.pair, e.ts, e.event_id`

/** Requests through a proxy by the name asked for, with the bytes of the connection that carried them. */
const proxied = (leastSeconds: number): Sql => sql`
  WITH asked AS MATERIALIZED (SELECT e.client_ip, e.server_ip, e.server_port, e.direction, e.ts, e.event_id, e.attr_text AS uid, e.attrs->>'host' AS name
    FROM event e WHERE ${ASKED}),
  carried AS (SELECT e.attr_text AS uid, max(${SIZE}) AS size FROM event e JOIN source s USING (source_id)
    WHERE e.session_state > 0 AND s.format = 'zeek' AND e.attr_text IN (SELECT uid FROM asked) GROUP BY e.attr_text),
  pair AS (SELECT client_ip, server_ip, name, row_number() OVER (ORDER BY client_ip, server_ip, name) AS pair FROM asked
    WHERE name IS NOT NULL GROUP BY client_ip, server_ip, name HAVING count(DISTINCT date_trunc('second', ts)) >= ${leastSeconds})
  SELECT p.pair, c.value AS client, v.value AS server, a.name, a.direction, a.server_port AS port, a.ts, carried.size, 1::UTINYINT AS standing, 0 AS blocked
  FROM asked a JOIN pair p USING (client_ip, server_ip, name) JOIN ip c ON c.ip_id = a.client_ip JOIN ip v ON v.ip_id = a.server_ip
    LEFT JOIN carried USING (uid) ORDER BY p.pair, a.ts, a.event_id`

function begun(row: Row): Series {
  const { client, server, name, direction, blocked } = row
  return { client, server, name, direction, blocked, ports: [], beats: [], recordsUs: [] }
}

function add(series: Series, row: Row): void {
  series.recordsUs.push(row.ts)
  if (row.port !== null && !series.ports.includes(row.port)) series.ports.push(row.port)
  if (row.standing === 1) series.beats.push({ tsUs: row.ts, sizeBytes: row.size ?? 0 })
}

/** Hand over every pair with at least `leastSeconds` distinct seconds, one after another. */
export async function eachSeries(
  store: Store,
  leastSeconds: number,
  take: (series: Series) => void,
  asking: Asking,
): Promise<void> {
  for (const query of [direct(leastSeconds), proxied(leastSeconds)]) {
    let current: Series | null = null
    let pair = -1
    const each = (row: Row): void => {
      if (row.pair !== pair) {
        if (current !== null) take(current)
        current = begun(row)
        pair = row.pair
      }
      add(current!, row)
    }
    await store.batches(query, ROW, (rows) => rows.forEach(each), asking)
    if (current !== null) take(current)
  }
}

/** Events by the host of the own network that they are about; in SQL. */
import { sql, type Sql } from '#main/store/sql'

/** Shape: column of address ids → it is of the own network; any address is where no home networks are stated. */
export const isOwn = (column: 'e.src_ip' | 'e.dst_ip' | 'e.client_ip' | 'e.server_ip'): Sql =>
  sql.raw(`(${column} IN (SELECT ip_id FROM ip_home) OR (${column} IS NOT NULL AND NOT EXISTS (FROM ip_home)))`)

/** Which side of an event a host was: it began it, it was asked, or a log names it and no address does. */
export const SIDES = ['from', 'against', 'on'] as const
export type Side = (typeof SIDES)[number]

/** Shape: side → the field of the query language that holds the host. */
export const SIDE_FIELDS: Readonly<Record<Side, string>> = { from: 'client_ip', against: 'server_ip', on: 'host_name' }
/** Words for titles, after the name of an event. */
export const SIDE_WORDS: Readonly<Record<Side, string>> = { from: 'from', against: 'against', on: 'on' }

/**
 * Shape: condition on `event e` → rows (side, host id, e.*) of own hosts, one for each side; `host` is an id of `ip`, or of `text` where the side is
 *        `on`. Being asked and having begun are told apart, since the first alarm from a server says something else than one against it.
 */
export function byOwnHost(condition: Sql, columns: Sql): Sql {
  return sql`SELECT 'from' AS side, e.client_ip AS host, ${columns} FROM event e WHERE ${condition} AND ${isOwn('e.client_ip')}
    UNION ALL SELECT 'against', e.server_ip, ${columns} FROM event e WHERE ${condition} AND ${isOwn('e.server_ip')}
    UNION ALL SELECT 'on', e.host_name, ${columns} FROM event e WHERE ${condition} AND e.host_name IS NOT NULL
      AND e.client_ip IS NULL AND e.server_ip IS NULL`
}

/** Shape: alias of such rows → the host's address or name. */
export const ownHostText = (alias: 's' | 'f'): Sql =>
  sql.raw(
    `CASE WHEN ${alias}.side = 'on' THEN (SELECT value FROM text WHERE text_id = ${alias}.host) ELSE (SELECT value FROM ip WHERE ip_id = ${alias}.host) END`,
  )

/** Locality of addresses and direction of talks, from the case's home networks. */
import ipaddr from 'ipaddr.js'
import { sql, type Sql } from '#main/store/sql'
import { directionCode } from './codes'
import { canonicalNetwork } from './home-networks'

/** IPv4 addresses are numbered as ::ffff:a.b.c.d in the `ip` table. */
const MAPPED_IPV4_BASE = 0xffff00000000n

/** Shape: network → first and last address as the decimal numbers of the `ip` table. */
export function networkRange(network: string): { first: string; last: string } {
  const [address, length] = ipaddr.parseCIDR(canonicalNetwork(network))
  const bytes = address.toByteArray()
  const first = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  const size = 1n << BigInt(bytes.length * 8 - length)
  const base = bytes.length === 4 ? MAPPED_IPV4_BASE : 0n
  return { first: String(base + first), last: String(base + first + size - 1n) }
}

/** Shape: home networks → statements that make `ip_home` anew. */
export function homeStatements(networks: readonly string[]): Sql[] {
  const ranges = networks.map(networkRange)
  return [
    sql`DELETE FROM ip_home`,
    ...ranges.map(
      ({ first, last }) =>
        sql`INSERT INTO ip_home SELECT ip_id FROM ip WHERE number BETWEEN ${first}::UHUGEINT AND ${last}::UHUGEINT AND ip_id NOT IN (SELECT ip_id FROM ip_home)`,
    ),
  ]
}

/**
 * Direction of a row, locality(client) → locality(server).
 *
 * Shape: column names of the two addresses → SQL text of a direction code; `unknown` where a side is missing or no home is stated.
 */
export function directionSql(client: string, server: string, homeStated: boolean): string {
  if (!homeStated) return `${directionCode('unknown')}::UTINYINT`
  const home = (column: string) => `${column} IN (SELECT ip_id FROM ip_home)`
  return `(CASE WHEN ${client} IS NULL OR ${server} IS NULL THEN ${directionCode('unknown')}
    WHEN ${home(client)} AND ${home(server)} THEN ${directionCode('internal')}
    WHEN ${home(client)} THEN ${directionCode('outbound')}
    WHEN ${home(server)} THEN ${directionCode('inbound')}
    ELSE ${directionCode('external')} END)::UTINYINT`
}

/** Shape: statements that make `event_settled` anew with the direction of the home networks in force; row order is kept. */
export function redirectStatements(homeStated: boolean): Sql[] {
  return [
    sql`DROP TABLE IF EXISTS event_redirected`,
    sql`CREATE TABLE event_redirected AS SELECT * REPLACE (${sql.raw(directionSql('client_ip', 'server_ip', homeStated))} AS direction) FROM event_settled`,
    sql`DROP VIEW IF EXISTS event`,
    sql`DROP TABLE event_settled`,
    sql`ALTER TABLE event_redirected RENAME TO event_settled`,
    sql`CREATE OR REPLACE VIEW event AS SELECT * FROM event_settled UNION ALL SELECT * FROM event_open`,
    sql`UPDATE event_settled_repeat SET direction = ${sql.raw(directionSql('client_ip', 'server_ip', homeStated))}`,
  ]
}

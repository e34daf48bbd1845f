/**
 * The rows of the register as bits: per address, service, minute and time one whole number that says which rows cover it. What they have in
 * common covers the session.
 *
 * WHY: a session is then looked at once whatever the number of rows, and nothing is held in memory but the small tables it is looked up in.
 */
import type { AccessRow } from '#contract/access'
import { microsFromIso } from '#contract/units'
import { sql, type Sql } from '#main/store/sql'
import { numberedRows, SOURCE_SIDE, TARGET_SIDE } from './access-register'

/** Rows in one number, so that it stays a positive BIGINT. */
const BITS = 62
/** Stands for a session without a port. */
export const NO_PORT = 65_536
const EVERY_BIT = (1n << BigInt(BITS)) - 1n

/** Shape: how many rows → the numbers of the masks that hold them: 0, 1, … */
export const maskNumbers = (rows: number): number[] => Array.from({ length: Math.ceil(rows / BITS) }, (_, index) => index)

/** Shape: mask number → its column. */
export const maskColumn = (mask: number, alias: string): Sql => sql.raw(`${alias}.m${mask}`)

/** `row_number` of the rows of a group → its masks. */
const masksSql = (masks: readonly number[]): Sql =>
  sql.raw(
    masks
      .map(
        (mask) =>
          `bit_or(CASE WHEN (row_number - 1) // ${BITS} = ${mask} THEN 1::BIGINT << ((row_number - 1) % ${BITS})::BIGINT ELSE 0 END)::BIGINT AS m${mask}`,
      )
      .join(', '),
  )

const addresses = (masks: readonly number[], side: number): Sql =>
  sql`SELECT i.ip_id, ${masksSql(masks)} FROM access_address a JOIN ip i ON i.number BETWEEN a.low AND a.high AND i.family = a.family
    WHERE a.side = ${side} GROUP BY i.ip_id`

const services = (masks: readonly number[]): Sql =>
  sql`SELECT p.text_id AS proto, n.port::UINTEGER AS port, ${masksSql(masks)} FROM access_row r JOIN text p ON p.value = r.proto
      JOIN range(${NO_PORT + 1}) n(port) ON r.from_port IS NULL OR n.port BETWEEN r.from_port AND r.to_port
    GROUP BY p.text_id, n.port`

const minutes = (masks: readonly number[]): Sql =>
  sql`SELECT n.minute, ${masksSql(masks)} FROM access_row r JOIN range(1440) n(minute) ON r.from_minute IS NULL
      OR (r.from_minute < r.to_minute AND n.minute >= r.from_minute AND n.minute < r.to_minute)
      OR (r.from_minute > r.to_minute AND (n.minute >= r.from_minute OR n.minute < r.to_minute)) GROUP BY n.minute`

export const MASK_TABLES = ['target_mask', 'source_mask', 'service_mask', 'minute_mask'] as const

/** Shape: masks → statements that make the four tables from the register as it lies in the database. */
export function maskStatements(masks: readonly number[]): Sql[] {
  const made = [addresses(masks, TARGET_SIDE), addresses(masks, SOURCE_SIDE), services(masks), minutes(masks)]
  return MASK_TABLES.map((name, index) => sql`CREATE OR REPLACE TEMP TABLE ${sql.raw(name)} AS ${made[index]!}`)
}

/** Shape: register, mask number, a TIMESTAMP → the rows of that mask that are valid then, as a whole number. */
export function validMask(rows: readonly AccessRow[], mask: number, ts: Sql): Sql {
  const own = numberedRows(rows).slice(mask * BITS, (mask + 1) * BITS)
  const us = (text: string | null, otherwise: number): number => (text === null ? otherwise : (microsFromIso(text) ?? otherwise))
  const spans = own.map(({ valid_from, valid_to }) => ({ fromUs: us(valid_from, -Infinity), toUs: us(valid_to, Infinity) }))
  const turns = [...new Set(spans.flatMap(({ fromUs, toUs }) => [fromUs, toUs]).filter(Number.isFinite))].sort((a, b) => b - a)
  const validFrom = (atUs: number): bigint =>
    spans.reduce((sum, { fromUs, toUs }, bit) => (fromUs <= atUs && atUs < toUs ? sum | (1n << BigInt(bit)) : sum), 0n)
  if (turns.length === 0) return sql`${EVERY_BIT}::BIGINT`
  const cases = turns.map((turn) => sql`WHEN ${ts} >= ${sql.micros(turn)} THEN ${validFrom(turn)}::BIGINT`)
  return sql`(CASE ${sql.join(cases, ' ')} ELSE ${validFrom(-Infinity)}::BIGINT END)`
}

/** Shape: masks and a way to name each → the number of the first row among them, or NULL where there is none. */
export function firstRow(masks: readonly number[], column: (mask: number) => Sql): Sql {
  const cases = masks.map((mask) => {
    const bits = column(mask)
    return sql`WHEN ${bits} <> 0 THEN bit_count((${bits} & -${bits}) - 1) + ${mask * BITS + 1}`
  })
  return sql`(CASE ${sql.join(cases, ' ')} END)`
}

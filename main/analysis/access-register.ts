/** The access register in the case database: what the journal states, with addresses as ranges and hours as minutes. */
import { accessRange, parseHours, parseService, type AccessRow } from '#contract/access'
import { microsFromIso } from '#contract/units'
import { sql, type Sql } from '#main/store/sql'

/** Sides of `access_address`. */
export const SOURCE_SIDE = 0
export const TARGET_SIDE = 1

/** Shape: rows → the order in which they are numbered: those that rest on more than an address first, then by id. */
export function numberedRows(rows: readonly AccessRow[]): AccessRow[] {
  const weight = ({ by_address_alone }: AccessRow) => (by_address_alone.length === 0 ? 0 : 1)
  return [...rows].sort((a, b) => weight(a) - weight(b) || (a.id < b.id ? -1 : 1))
}

const texts = (list: readonly string[]): Sql =>
  list.length === 0 ? sql.raw('[]::VARCHAR[]') : sql`[${sql.join(list)}]::VARCHAR[]`
const moment = (text: string | null): Sql => {
  const us = text === null ? null : microsFromIso(text)
  return us === null ? sql.raw('NULL') : sql.micros(us)
}

function rowStatement(row: AccessRow, number: number, zone: string): Sql {
  const service = parseService(row.service)
  const hours = row.hours === null ? null : parseHours(row.hours)
  return sql`INSERT INTO access_row VALUES (${number}, ${row.id}, ${texts(row.source)}, ${texts(row.target)}, ${row.service}, ${service?.proto ?? null},
    ${service?.fromPort ?? null}, ${service?.toPort ?? null}, ${row.hours}, ${hours?.fromMinute ?? null}, ${hours?.toMinute ?? null}, ${zone},
    ${row.purpose}, ${row.owner}, ${row.attested_by}, ${row.attestation}, ${moment(row.valid_from)}, ${moment(row.valid_to)}, ${texts(row.by_address_alone)})`
}

function addressStatements(addresses: readonly string[], number: number, side: number): Sql[] {
  return addresses.flatMap((text) => {
    const range = accessRange(text)
    if (range === null) return []
    return [
      sql`INSERT INTO access_address VALUES (${number}, ${side}, ${text.includes(':') ? 6 : 4}, ${String(range.low)}::UHUGEINT, ${String(range.high)}::UHUGEINT)`,
    ]
  })
}

/** Shape: the register and the zone its hours are in → statements that make `access_row` and `access_address` anew. */
export function registerStatements(rows: readonly AccessRow[], zone: string): Sql[] {
  return [
    sql`DELETE FROM access_row`,
    sql`DELETE FROM access_address`,
    ...numberedRows(rows).flatMap((row, index) => [
      rowStatement(row, index + 1, zone),
      ...addressStatements(row.source, index + 1, SOURCE_SIDE),
      ...addressStatements(row.target, index + 1, TARGET_SIDE),
    ]),
  ]
}

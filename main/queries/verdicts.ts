/** What the access register says of sessions, in words and in numbers. */
import { ACCESS_CLAUSES, AccessMark, type AccessReason, type VerdictCounts } from '#contract/access'
import { VERDICTS } from '#contract/detections'
import { STANDING } from '#main/analysis/contacts'
import { JOIN_VERDICT, verdictCode, VERDICT_OF } from '#main/analysis/verdicts'
import { COUNT, list, nullable, TEXT, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'

/** Columns that a verdict is told from; joined by `JOIN_REASON`, beside `event e`. */
export const REASON = {
  verdict: COUNT,
  clause: nullable(COUNT),
  access_row: nullable(TEXT),
  access_source: nullable(list(TEXT)),
  access_target: nullable(list(TEXT)),
  access_service: nullable(TEXT),
  access_hours: nullable(TEXT),
  access_zone: nullable(TEXT),
  attested_by: nullable(TEXT),
  by_address_alone: nullable(list(TEXT)),
}
export type ReasonColumns = RowOf<typeof REASON>

export const REASON_COLUMNS: Sql = sql`${VERDICT_OF} AS verdict, v.clause, r.id AS access_row, r.source AS access_source, r.target AS access_target,
  r.service AS access_service, r.hours AS access_hours, r.zone AS access_zone, r.attested_by, r.by_address_alone`
export const JOIN_REASON: Sql = sql`${JOIN_VERDICT} LEFT JOIN access_row r ON r.row_number = v.row_number`

const MARK_WORDS: Record<AccessMark, string> = {
  'nobody-attested': 'nobody attested it',
  'neither-purpose-nor-hours': 'it states neither purpose nor hours',
  'broad-source': 'its source is a broad network',
}

/** Shape: marks → `by address alone: nobody attested it`, or nothing. */
export function marksText(marks: readonly AccessMark[]): string {
  return marks.length === 0 ? '' : `by address alone: ${marks.map((mark) => MARK_WORDS[mark]).join(', ')}`
}

const named = (addresses: readonly string[] | null): string => {
  const all = addresses ?? []
  return all.length <= 3 ? all.join(', ') : `${all.slice(0, 3).join(', ')} and ${all.length - 3} more`
}

function sentenceOf(
  row: ReasonColumns,
  clause: (typeof ACCESS_CLAUSES)[number],
  client: string | null,
  marks: AccessMark[],
): string {
  const service = `${row.access_service} on ${named(row.access_target)}`
  const who = named(row.access_source)
  if (clause === 'source') return `the register gives ${service} to ${who}; nothing in it names ${client ?? 'this client'}`
  if (clause === 'hours')
    return `the register gives ${service} to ${who} from ${row.access_hours} (${row.access_zone}); the session began at another hour`
  const attested = row.attested_by === null || row.attested_by === '' ? '' : `, attested by ${row.attested_by}`
  const alone = marksText(marks)
  return `the register gives ${service} to ${who}${attested}${alone === '' ? '' : `; ${alone}`}`
}

/** Shape: columns and the client → why, or undefined where the register says nothing. */
export function reasonOf(row: ReasonColumns, client: string | null): AccessReason | undefined {
  const clause = row.clause === null ? undefined : ACCESS_CLAUSES[row.clause]
  if (clause === undefined || row.access_row === null) return undefined
  const marks = clause === 'covered' ? (row.by_address_alone ?? []).map((mark) => AccessMark.parse(mark)) : []
  return { row: row.access_row, clause, because: sentenceOf(row, clause, client, marks), by_address_alone: marks }
}

/** Shape: → the verdict in words. */
export const verdictWord = ({ verdict }: Pick<ReasonColumns, 'verdict'>) => VERDICTS[verdict] ?? 'no_statement'

/** Shape: → how many sessions each verdict leads to, attempts included. */
export async function verdictCounts(store: Store, asking: Asking = {}): Promise<VerdictCounts> {
  const count = (condition: Sql): Sql => sql`count(*) FILTER (${condition})`
  const [row] = await store.all(
    sql`SELECT ${count(sql`${VERDICT_OF} = ${verdictCode('authorised')}`)} AS authorised,
        ${count(sql`${VERDICT_OF} = ${verdictCode('not_authorised')}`)} AS not_authorised,
        ${count(sql`${VERDICT_OF} = ${verdictCode('no_statement')}`)} AS no_statement,
        ${count(sql`v.clause = ${ACCESS_CLAUSES.indexOf('covered')} AND len(r.by_address_alone) > 0`)} AS by_address_alone
      FROM event e ${JOIN_REASON} WHERE ${STANDING}`,
    { authorised: COUNT, not_authorised: COUNT, no_statement: COUNT, by_address_alone: COUNT },
    asking,
  )
  return row!
}

/**
 * What the access register says of each session, kept only for sessions that it says something about.
 *
 * A row speaks of a session when it covers its target and service and is valid at its start; where no row speaks nothing is stated. It
 * authorises the session when it names the client too and the start lies in its hours. Where rows speak and none authorises, it is not authorised.
 */
import { ACCESS_CLAUSES, type AccessRow } from '#contract/access'
import { VERDICTS, type Verdict } from '#contract/detections'
import { MICROS } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Transaction } from '#main/store/store'
import { registerStatements } from './access-register'
import { firstRow, MASK_TABLES, maskColumn, maskNumbers, maskStatements, NO_PORT, validMask } from './verdict-masks'
import { localMinuteSql, offsetSpans, type OffsetAt, type OffsetSpan } from './zone-offsets'

export const verdictCode = (word: Verdict): number => VERDICTS.indexOf(word)
const clauseCode = (word: (typeof ACCESS_CLAUSES)[number]): number => ACCESS_CLAUSES.indexOf(word)

/** The register in force and the clock that its hours are read on. */
export interface Register {
  rows: readonly AccessRow[]
  /** Name of the zone, for showing. */
  zone: string
  offsetAt: OffsetAt
}

export const EMPTY_REGISTER: Register = { rows: [], zone: 'UTC', offsetAt: () => 0 }

/** With `session_verdict v` joined by a left join: the code of the verdict. */
export const VERDICT_OF: Sql = sql.raw(`coalesce(v.verdict, ${verdictCode('no_statement')})`)
/** Joins `session_verdict v` to a standing `event e`. */
export const JOIN_VERDICT: Sql = sql.raw('LEFT JOIN session_verdict v ON v.event_id = e.event_id')

/** Each session that rows speak of: as masks, who speaks (`s`), who names the client too (`n`), and whose hours fit besides (`y`). */
function spoken(rows: readonly AccessRow[], masks: readonly number[], minute: Sql): Sql {
  const columns = masks.map((mask) => {
    const speaks = sql`(${maskColumn(mask, 't')} & ${maskColumn(mask, 'p')} & ${validMask(rows, mask, sql.raw('e.ts'))})`
    const names = sql`(${speaks} & coalesce(${maskColumn(mask, 'c')}, 0))`
    const ending = sql.raw(String(mask))
    return sql`${speaks} AS s${ending}, ${names} AS n${ending}, ${names} & coalesce(${maskColumn(mask, 'h')}, 0) AS y${ending}`
  })
  return sql`SELECT e.event_id, ${sql.join(columns)}
    FROM event e JOIN target_mask t ON t.ip_id = e.server_ip
      JOIN service_mask p ON p.proto = e.proto AND p.port = coalesce(e.server_port::UINTEGER, ${NO_PORT}::UINTEGER)
      LEFT JOIN source_mask c ON c.ip_id = e.client_ip LEFT JOIN minute_mask h ON h.minute = ${minute}
    WHERE e.session_state > 0 AND e.event_id NOT IN (SELECT witness_id FROM session_witness)`
}

/** The row that stands for the verdict is the first that authorises, else the first that names the client, else the first that speaks. */
function verdictStatement(rows: readonly AccessRow[], spans: readonly OffsetSpan[]): Sql {
  const masks = maskNumbers(rows.length)
  const first = (letter: string): Sql => firstRow(masks, (mask) => sql.raw(`${letter}${mask}`))
  const [clause, verdict] = [clauseCode, verdictCode]
  return sql`INSERT INTO session_verdict
    SELECT event_id, CASE WHEN authorising IS NULL THEN ${verdict('not_authorised')} ELSE ${verdict('authorised')} END,
      CASE WHEN authorising IS NOT NULL THEN ${clause('covered')} WHEN naming IS NOT NULL THEN ${clause('hours')} ELSE ${clause('source')} END,
      coalesce(authorising, naming, speaking)
    FROM (SELECT event_id, ${first('y')} AS authorising, ${first('n')} AS naming, ${first('s')} AS speaking
      FROM (${spoken(rows, masks, localMinuteSql(spans, sql.raw('e.ts')))})) WHERE speaking IS NOT NULL`
}

async function sessionDays(transaction: Transaction): Promise<number[]> {
  const days = sql`SELECT DISTINCT date_trunc('day', ts)::TIMESTAMP AS day FROM event WHERE session_state > 0 ORDER BY day`
  return (await transaction.all(days, { day: MICROS })).map(({ day }) => day)
}

/** Make `access_row`, `access_address` and `session_verdict` anew. Shape: inside a transaction, after roles and sessions were derived. */
export async function deriveVerdicts(
  transaction: Transaction,
  { rows, zone, offsetAt }: Register,
  signal?: AbortSignal,
): Promise<void> {
  for (const statement of registerStatements(rows, zone)) await transaction.run(statement)
  await transaction.run(sql`DELETE FROM session_verdict`)
  if (rows.length === 0) return
  signal?.throwIfAborted()
  const days = rows.some(({ hours }) => hours !== null) ? await sessionDays(transaction) : []
  for (const statement of maskStatements(maskNumbers(rows.length))) await transaction.run(statement)
  signal?.throwIfAborted()
  await transaction.run(verdictStatement(rows, offsetSpans(days, offsetAt)))
  for (const table of MASK_TABLES) await transaction.run(sql`DROP TABLE ${sql.raw(table)}`)
}

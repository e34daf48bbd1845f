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
import { registerStatements, SOURCE_SIDE, TARGET_SIDE } from './access-register'
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

/** Row numbers with the addresses of one side, each pair once. */
const covered = (side: number): Sql =>
  sql`SELECT DISTINCT a.row_number, i.ip_id FROM access_address a JOIN ip i ON i.number BETWEEN a.low AND a.high AND i.family = a.family WHERE a.side = ${side}`

/** Each session with each row that speaks of it: whether it names the client, and whether the hour fits. */
const spoken = (minute: Sql): Sql => sql`
  SELECT e.event_id, r.row_number, s.ip_id IS NOT NULL AS named,
    CASE WHEN r.from_minute IS NULL THEN true
      WHEN r.from_minute < r.to_minute THEN ${minute} >= r.from_minute AND ${minute} < r.to_minute
      ELSE ${minute} >= r.from_minute OR ${minute} < r.to_minute END AS timely
  FROM event e JOIN (${covered(TARGET_SIDE)}) t ON t.ip_id = e.server_ip
    JOIN access_row r ON r.row_number = t.row_number JOIN text p ON p.text_id = e.proto AND p.value = r.proto
    LEFT JOIN (${covered(SOURCE_SIDE)}) s ON s.row_number = r.row_number AND s.ip_id = e.client_ip
  WHERE e.session_state > 0 AND e.event_id NOT IN (SELECT witness_id FROM session_witness)
    AND (r.from_port IS NULL OR e.server_port BETWEEN r.from_port AND r.to_port)
    AND (r.valid_from IS NULL OR e.ts >= r.valid_from) AND (r.valid_to IS NULL OR e.ts < r.valid_to)`

/** The row that stands for the verdict is the first that authorises, else the first that names the client, else the first that speaks. */
const verdictStatement = (spans: readonly OffsetSpan[]): Sql => sql`
  INSERT INTO session_verdict
  SELECT event_id,
    CASE WHEN bool_or(named AND timely) THEN ${verdictCode('authorised')} ELSE ${verdictCode('not_authorised')} END,
    CASE WHEN bool_or(named AND timely) THEN ${clauseCode('covered')} WHEN bool_or(named) THEN ${clauseCode('hours')} ELSE ${clauseCode('source')} END,
    coalesce(min(row_number) FILTER (named AND timely), min(row_number) FILTER (named), min(row_number))
  FROM (${spoken(localMinuteSql(spans, sql.raw('e.ts')))}) GROUP BY event_id`

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
  await transaction.run(verdictStatement(offsetSpans(days, offsetAt)))
}

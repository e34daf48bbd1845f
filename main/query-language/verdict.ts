/** Verdicts of the access register as conditions: they stand beside the event that stands for a session and hold for each of its witnesses. */
import { VERDICTS } from '#contract/detections'
import type { Test } from '#contract/query-language/expression'
import { sql, type Sql } from '#main/store/sql'
import { allSql, anySql, fitsWord, NEVER } from './texts'

const IS_SESSION: Sql = sql.raw('e.session_state > 0')
const NO_STATEMENT = VERDICTS.indexOf('no_statement')

/** Shape: condition on `session_verdict v` → ids of every event of the sessions that meet it. */
const sessionsWhere = (condition: Sql): Sql => sql`(SELECT v.event_id FROM session_verdict v WHERE ${condition}
  UNION ALL SELECT w.witness_id FROM session_verdict v JOIN session_witness w ON w.event_id = v.event_id WHERE ${condition})`

/** Shape: test → condition on `event e`; an event that is no session has no verdict. */
export function onVerdict(test: Test): Sql {
  if (test.is === 'present') return IS_SESSION
  const fits = fitsWord(test)
  const fitting = VERDICTS.flatMap((word, code) => (fits(word) ? [code] : []))
  const stated = fitting.filter((code) => code !== NO_STATEMENT)
  const parts: Sql[] = []
  if (stated.length > 0) parts.push(sql`e.event_id IN ${sessionsWhere(sql`v.verdict IN (${sql.join(stated)})`)}`)
  if (fitting.includes(NO_STATEMENT)) parts.push(allSql([IS_SESSION, sql`e.event_id NOT IN ${sessionsWhere(sql.raw('true'))}`]))
  return parts.length === 0 ? NEVER : anySql(parts)
}

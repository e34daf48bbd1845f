/** Services of hosts that were tried, or on which sessions lasted. */
import type { Selection } from '#contract/selection'
import type { ServiceSummary } from '#contract/sessions'
import { MICROS_PER_SECOND } from '#contract/units'
import { directionCode } from '#main/analysis/codes'
import { ESTABLISHED, TO_LOGIN_SERVICE, UNANSWERED } from '#main/analysis/contacts'
import { BOOLEAN, COUNT, nullable, TEXT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { sessionsInView } from './session-view'

/** Chosen: a list a person can read through. */
const MOST = 60
/** An established session shorter than this was a knock; from the other on it lasts. Chosen, as for bursts of attempts. */
const BRIEF_US = 5 * MICROS_PER_SECOND
const LASTING_US = 60 * MICROS_PER_SECOND

const ROW = {
  server_ip: TEXT,
  server_port: COUNT,
  proto: nullable(TEXT),
  login: BOOLEAN,
  attempts: COUNT,
  brief: COUNT,
  lasting: COUNT,
  lasting_outside: COUNT,
  sessions: COUNT,
}

/**
 * Shape: selection → at most 60 services: log-in services with lasting sessions from outside first, then other log-in services, then the rest, each by
 *        attempts. Errors: QRY-001.
 */
export async function sessionServices(store: Store, selection: Selection, asking: Asking = {}): Promise<ServiceSummary[]> {
  const inView = await sessionsInView(store, selection, asking)
  const lasting = sql`(${ESTABLISHED} AND e.duration_us >= ${LASTING_US})`
  const outside = sql.raw(`e.direction NOT IN (${directionCode('internal')}, ${directionCode('outbound')})`)
  const rows = await store.all(
    sql`WITH g AS (SELECT e.server_ip, e.server_port, e.proto, coalesce(bool_or(${TO_LOGIN_SERVICE}), false) AS login, count(*) AS sessions,
        count(*) FILTER (${UNANSWERED}) AS attempts, count(*) FILTER (${ESTABLISHED} AND e.duration_us < ${BRIEF_US}) AS brief,
        count(*) FILTER (${lasting}) AS lasting, count(*) FILTER (${lasting} AND ${outside}) AS lasting_outside
      FROM event e WHERE ${inView} AND e.server_ip IS NOT NULL AND e.server_port IS NOT NULL GROUP BY ALL
      HAVING attempts + brief + lasting > 0
      ORDER BY (login AND lasting_outside > 0) DESC, login DESC, attempts + brief DESC, server_ip, server_port, proto LIMIT ${MOST})
    SELECT v.value AS server_ip, g.server_port, p.value AS proto, login, attempts, brief, lasting, lasting_outside, sessions
    FROM g JOIN ip v ON v.ip_id = g.server_ip LEFT JOIN text p ON p.text_id = g.proto
    ORDER BY (login AND lasting_outside > 0) DESC, login DESC, attempts + brief DESC, v.value, g.server_port, proto`,
    ROW,
    asking,
  )
  return rows.map(({ lasting_outside, ...row }) => ({ ...row, lastingFromOutside: lasting_outside }))
}

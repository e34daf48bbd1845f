/** Sessions that the owner of a server is asked about: those on its log-in services that nothing attested authorises. */
import { accessRange } from '#contract/access'
import { fault } from '#contract/errors'
import type { SessionRow } from '#contract/hosts'
import { MICROS_PER_SECOND } from '#contract/units'
import { directionCode } from '#main/analysis/codes'
import { ESTABLISHED, STANDING, TO_LOGIN_SERVICE } from '#main/analysis/contacts'
import { verdictCode, VERDICT_OF } from '#main/analysis/verdicts'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { sessionsWhere } from './sessions'

/** Chosen: a log-in that failed is over sooner. */
export const LEAST_SECONDS = 60
/** Chosen: nobody fills in more of one server by hand. */
export const MOST_OF_A_TARGET = 200

/** One server with the sessions to be attested: those from outside first, each in order of start. */
export interface AskedTarget {
  ip: string
  sessions: SessionRow[]
  /** Sessions beyond the most that one sheet lists. */
  more: number
}

function inTargets(targets: readonly string[]): Sql {
  if (targets.length === 0) return sql.raw('true')
  const ranges = targets.map((text) => {
    const range = accessRange(text)
    if (range === null) throw fault('CAS-010', { text })
    return sql`s.family = ${text.includes(':') ? 6 : 4} AND s.number BETWEEN ${String(range.low)}::UHUGEINT AND ${String(range.high)}::UHUGEINT`
  })
  return sql`(${sql.join(ranges, ' OR ')})`
}

const isFromOutside = ({ direction }: SessionRow): boolean => direction !== 'internal'

/**
 * Shape:  addresses or networks of targets, none = every one → targets by address, each with its sessions.
 * Errors: CAS-010 a target that is no address; ACC-005 there is nothing to ask.
 */
export async function askedTargets(store: Store, targets: readonly string[], asking: Asking = {}): Promise<AskedTarget[]> {
  const condition = sql`${STANDING} AND ${ESTABLISHED} AND ${TO_LOGIN_SERVICE} AND e.duration_us >= ${LEAST_SECONDS * MICROS_PER_SECOND}
    AND e.direction NOT IN (${directionCode('outbound')}, ${directionCode('external')}) AND e.server_ip IS NOT NULL
    AND (${VERDICT_OF} <> ${verdictCode('authorised')} OR len(r.by_address_alone) > 0) AND ${inTargets(targets)}`
  const found = await sessionsWhere(store, condition, sql.raw('s.number, e.ts, e.event_id'), asking)
  if (found.length === 0) throw fault('ACC-005', { target: targets.join(', ') || 'any host' })
  const byTarget = new Map<string, SessionRow[]>()
  for (const { row } of found) byTarget.set(row.server_ip!, [...(byTarget.get(row.server_ip!) ?? []), row])
  return [...byTarget].map(([ip, sessions]) => {
    const inOrder = [...sessions.filter(isFromOutside), ...sessions.filter((row) => !isFromOutside(row))]
    return { ip, sessions: inOrder.slice(0, MOST_OF_A_TARGET), more: Math.max(0, inOrder.length - MOST_OF_A_TARGET) }
  })
}

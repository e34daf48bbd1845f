/** Words of SQL and of the query language that several detectors use. */
import { OUTCOMES } from '#contract/event'
import { clauseText } from '#contract/selection'
import { isoFromMicros } from '#contract/units'
import { stateCode, typeCode } from '#main/analysis/codes'
import { STANDING } from '#main/analysis/contacts'
import { sql, type Sql } from '#main/store/sql'

export { ESTABLISHED, STANDING, TO_LOGIN_SERVICE, UNANSWERED } from '#main/analysis/contacts'

/** `event e` is an attempt that came to nothing: no answer, refused, or broken off before a byte of data. */
export const FAILED: Sql = sql.raw(
  `(e.session_state IN (${(['no-answer', 'refused', 'probe'] as const).map(stateCode).join(', ')})
    OR (e.session_state = ${stateCode('aborted')} AND e.client_bytes = 0 AND e.server_bytes = 0))`,
)

/**
 * `event e` is a packet that a firewall did not let through to whom it was sent to.
 *
 * WHY: where its sender turned out to be the server, it is a stray answer and no attempt.
 */
export const DENIED: Sql = sql.raw(
  `(e.type = ${typeCode('firewall')} AND e.outcome = ${OUTCOMES.indexOf('failure')} AND e.dst_ip = e.server_ip)`,
)

/** `event e` is an attempt in vain, a connection counted once; what a firewall denied and another sensor saw too counts twice. */
export const IN_VAIN: Sql = sql`((${STANDING} AND ${FAILED}) OR ${DENIED})`

/** What detectors of attempts and sessions rest on: connections, and what firewalls said. */
export const CONNECTIONS: Sql = sql.raw(`(e.session_state > ${stateCode('none')} OR e.type = ${typeCode('firewall')})`)

/** Ports of login services that move files or rows rather than give a shell or a desktop. Chosen: a log-in there changes less. */
export const NARROW_PORTS: readonly number[] = [21, 139, 445, 1433, 1521, 3306, 5432]

export const ESTABLISHED_CLAUSE = 'session_state:(open OR complete OR half-closed OR aborted)'

/** Shape: values by field → clauses joined; null leaves one out. */
export function clauses(values: Record<string, string | number | null>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== null)
    .map(([field, value]) => clauseText(field, value))
    .join(' ')
}

/** Shape: first and last time, both in → a clause on `ts`. */
export const duringClause = (firstUs: number, lastUs: number): string =>
  `ts:[${isoFromMicros(firstUs)} TO ${isoFromMicros(lastUs)}]`

/** Shape: event keys → a filter that shows exactly these. */
export const keysClause = (keys: readonly string[]): string => keys.map((key) => `event_key:"${key}"`).join(' OR ')

/** Shape: address and port → `192.0.2.8:22`; IPv6 in brackets. */
export function endpointText(ip: string | null, port: number | null): string {
  const host = ip === null ? '?' : ip.includes(':') ? `[${ip}]` : ip
  return port === null ? host : `${host}:${port}`
}

/** Shape: seconds → `71 s`, `62 min`, `5.2 h`. */
export function lengthText(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 360) / 10} h`
}

/** Shape: the addressee of what was denied, or its sender → the records of `IN_VAIN` in the query language. */
export const inVainClause = (side: 'src_ip' | 'dst_ip', ip: string | null): string =>
  `(session_state:(no-answer OR refused OR probe) OR (session_state:aborted client_bytes:0 server_bytes:0) OR ${deniedClause(side, ip)})`

/** Shape: as above → `DENIED` in the query language. */
export const deniedClause = (side: 'src_ip' | 'dst_ip', ip: string | null): string =>
  `(type:firewall outcome:failure ${clauses({ [side]: ip })})`

/** Shape: number and noun → `1 burst`, `2 bursts`; a noun ending in s or ch takes es. */
export const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : /(s|ch)$/.test(noun) ? 'es' : 's'}`

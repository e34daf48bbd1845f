/** The quiet evidence asked for before any count: long sessions from outside to services by which people log in. */
import type { EvidenceClass } from '#contract/formats'
import { LOGIN_PORTS } from '#contract/login-ports'

export const LEAST_SECONDS = 60

const ESTABLISHED = ['complete', 'open', 'half-closed', 'aborted']

/** Clauses of the question, as they stand in the filter bar. */
export const QUIET_CLAUSES: readonly string[] = [
  'direction:inbound',
  `server_port:(${LOGIN_PORTS.join(' OR ')})`,
  `session_state:(${ESTABLISHED.join(' OR ')})`,
]
/** The same as one filter text. */
export const QUIET_WHERE = QUIET_CLAUSES.join(' AND ')
/** In Investigate the length is a clause too. */
export const QUIET_SHOWN: readonly string[] = [...QUIET_CLAUSES, `duration:>=${LEAST_SECONDS}s`]

/** Whether such sessions could have been seen at all. */
export const couldBeSeen = (kinds: ReadonlyMap<EvidenceClass, number>): boolean => (kinds.get('flow') ?? 0) > 0

/** What a failure of DuckDB means for a person and for the instance. */
import { Fault, fault } from '#contract/errors'

/** The instance can no longer be used and must be closed and opened again. */
export function isFatal(error: unknown): boolean {
  return error instanceof Error && /FATAL Error|database has been invalidated/i.test(error.message)
}

/**
 * Say in our words what DuckDB said in its own.
 *
 * Shape: an error of DuckDB → a Fault where a person can do something about it (CAS-003 open elsewhere, CAS-005 disk full), else the
 *        same error.
 */
export function explained(error: unknown, path: string): unknown {
  if (error instanceof Fault || !(error instanceof Error)) return error
  const lock = /Conflicting lock is held in .*?\(PID (\d+)\)/.exec(error.message)
  if (lock) return fault('CAS-003', { pid: Number(lock[1]) }, error)
  if (/No space left on device|ENOSPC|Could not write file|not enough space/i.test(error.message))
    return fault('CAS-005', { path }, error)
  return error
}

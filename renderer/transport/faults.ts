/** Reads what went wrong on the other side into words for a person. */
import { FAULTS, Fault, fault, type FaultCode, type FaultParams } from '#contract/errors'

/** What every error state of the page shows; `code` is null for what nobody foresaw. */
export interface Failure {
  code: string | null
  message: string
  fix: string
  params: FaultParams
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isFaultCode = (value: unknown): value is FaultCode => typeof value === 'string' && value in FAULTS

/** Shape: an error of a call → its code and parameters where it carries them: on itself, or in its `data`. */
function carried(error: Record<string, unknown>): { code: FaultCode; params: FaultParams } | null {
  const data = isRecord(error.data) ? error.data : {}
  if (isFaultCode(data.code)) return { code: data.code, params: (isRecord(data.params) ? data.params : {}) as FaultParams }
  if (!isFaultCode(error.code)) return null
  return {
    code: error.code,
    params: (isRecord(error.params) ? error.params : isRecord(data.params) ? data.params : data) as FaultParams,
  }
}

/** Shape: anything thrown → the words to show. */
export function failureFrom(error: unknown): Failure {
  const found = error instanceof Fault ? error : isRecord(error) ? carried(error) : null
  if (found !== null) {
    const { message, fix } = fault(found.code, found.params)
    return { code: found.code, message, fix, params: found.params }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { code: null, message, fix: '', params: {} }
}

/** Whether a call ended because the page itself gave it up. */
export function isAbort(error: unknown): boolean {
  return isRecord(error) && (error.name === 'AbortError' || (isRecord(error.cause) && error.cause.name === 'AbortError'))
}

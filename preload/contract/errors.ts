/** Every error a person can meet: a code, why, and what to do. Thrown by `fault(code, params)`; never an ad-hoc Error. */
import { ACCESS_ERRORS } from './errors/access'
import { BUNDLE_ERRORS } from './errors/bundle'
import { CASE_ERRORS } from './errors/case'
import { ENGINE_ERRORS } from './errors/engine'
import { EVIDENCE_ERRORS } from './errors/evidence'
import { QUERY_ERRORS } from './errors/query'
import { REPORT_ERRORS } from './errors/report'
import { SHELL_ERRORS } from './errors/shell'
import { SQL_ERRORS } from './errors/sql'

export type FaultParams = Record<string, string | number>
/** `why` and `fix` may name parameters as `{name}`. */
export interface FaultText {
  why: string
  fix: string
}

export const FAULTS = {
  ...ACCESS_ERRORS,
  ...BUNDLE_ERRORS,
  ...CASE_ERRORS,
  ...ENGINE_ERRORS,
  ...EVIDENCE_ERRORS,
  ...QUERY_ERRORS,
  ...REPORT_ERRORS,
  ...SHELL_ERRORS,
  ...SQL_ERRORS,
} satisfies Record<string, FaultText>
export type FaultCode = keyof typeof FAULTS

const fill = (text: string, params: FaultParams) => text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))

/** An error with a code; `message` is the why, `fix` says what to do. Crosses the bridge as `{code, params}`. */
export class Fault extends Error {
  readonly fix: string
  constructor(
    readonly code: FaultCode,
    readonly params: FaultParams = {},
    options?: ErrorOptions,
  ) {
    super(fill(FAULTS[code].why, params), options)
    this.name = 'Fault'
    this.fix = fill(FAULTS[code].fix, params)
  }
}

/** Shape: (code, params) → an error to throw. */
export function fault(code: FaultCode, params: FaultParams = {}, cause?: unknown): Fault {
  return new Fault(code, params, cause === undefined ? undefined : { cause })
}

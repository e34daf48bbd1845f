/** What a command says: one JSON document or plain text on stdout, everything else on stderr, an exit status. */
import { ORPCError } from '@orpc/server'
import picocolors from 'picocolors'
import { fault, Fault, FAULTS, type FaultCode, type FaultParams } from '#contract/errors'

/** What a command found out. */
export interface Answer {
  /** The document for `--json`, keys as in the public contract; undefined = already printed. */
  json: unknown
  /** The same for a person, without the last line break; '' says nothing. */
  text: string
  /** Whether what was asked holds; false ends with status 1 though nothing failed. */
  ok?: boolean
}

export const EXIT_OK = 0
export const EXIT_FAILED = 1
export const EXIT_USAGE = 2

/** Where a command writes; tests hand in their own. */
export interface Streams {
  out: (text: string) => void
  err: (text: string) => void
}

export const standardStreams: Streams = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
}

const isCode = (code: unknown): code is FaultCode => typeof code === 'string' && code in FAULTS

/** Shape: anything thrown, also what crossed the bridge as `{code, params}` → an error with a code, a why and a fix. */
export function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error
  if (error instanceof ORPCError && isCode(error.code)) {
    const { params } = (error.data ?? {}) as { params?: FaultParams }
    return fault(error.code, params ?? {}, error)
  }
  if (error instanceof Error && error.cause instanceof Fault) return error.cause
  return fault('SHL-005', { reason: error instanceof Error ? error.message : String(error) }, error)
}

/** Shape: answer → what stands on stdout and the exit status. */
export function writeAnswer(answer: Answer, json: boolean, { out }: Streams): number {
  if (json && answer.json !== undefined) out(`${JSON.stringify(answer.json)}\n`)
  else if (!json && answer.text !== '') out(`${answer.text}\n`)
  return answer.ok === false ? EXIT_FAILED : EXIT_OK
}

/** Shape: anything thrown → the error document on stdout or the sentence on stderr, and the exit status. */
export function writeFailure(error: unknown, json: boolean, { out, err }: Streams): number {
  const { code, message, fix } = asFault(error)
  if (json) out(`${JSON.stringify({ error: { code, message, fix } })}\n`)
  else err(`${picocolors.red('backtrail:')} ${message} ${fix} (${code})\n`)
  return code === 'SHL-006' ? EXIT_USAGE : EXIT_FAILED
}

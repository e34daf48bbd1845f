/** The result of a file as `add`, the ledger and the preview say it. */
import { Fault } from '#contract/errors'
import type { FileResult, SourceCheck } from '#contract/evidence'
import { isoFromMicros } from '#contract/units'
import type { ParseSummary } from './batch'
import type { Decision } from './decide'

/** Shape: path and size → the result of a file of which nothing is known yet. */
export function emptyResult(path: string, sizeBytes: number, status: FileResult['status']): FileResult {
  return {
    ...{ path, sha256: null, size_bytes: sizeBytes, format: null, zone: null, zone_rule: null, year: null },
    ...{ records: 0, represented: 0, rejected: 0, structural: 0, recovered: 0, events: 0, first_ts: null, last_ts: null },
    ...{ checks: [], status },
  }
}

/** Shape: an error → the result of a file that failed because of it. Errors: the error itself, where it is none of ours. */
export function failedResult(path: string, sizeBytes: number, error: unknown): FileResult {
  if (!(error instanceof Fault)) throw error
  const { code, message, fix } = error
  return { ...emptyResult(path, sizeBytes, 'failed'), error: { code, message, fix } }
}

/** Shape: result × decision → the result with format, zone and year. */
export function withDecision(result: FileResult, decision: Decision): FileResult {
  const { format, clock, rule, mapping } = decision
  const read = mapping === undefined ? {} : { mapping }
  return { ...result, format: format.id, zone: clock.zone, zone_rule: rule, year: clock.year, ...read }
}

/** Shape: result × what a reading gave → the result with counts, times and checks. */
export function withSummary(result: FileResult, summary: Omit<ParseSummary, 'sha256' | 'sensor' | 'stopped'>): FileResult {
  const { counts, firstTsUs, lastTsUs, checks } = summary
  return {
    ...result,
    ...counts,
    first_ts: firstTsUs === null ? null : isoFromMicros(firstTsUs),
    last_ts: lastTsUs === null ? null : isoFromMicros(lastTsUs),
    checks: [...result.checks, accounted(counts), ...checks],
  }
}

function accounted(counts: ParseSummary['counts']): SourceCheck {
  const { records, represented, rejected } = counts
  const missing = Math.abs(records - represented - rejected)
  const text = `records = represented + rejected (${records} = ${represented} + ${rejected})`
  return { id: 'records-accounted', level: missing === 0 ? 'ok' : 'error', text, count: missing }
}

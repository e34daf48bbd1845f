/** The ladder of session lengths: measured, never the sensor's label. */
import type { SessionState } from '#contract/event'

/** Rungs by their lower bound, seconds. Source: thresholds of common session-length classes; chosen so that a minute, five minutes and an hour are borders. */
export const RUNGS = [
  { id: 'under-5s', fromSeconds: 0 },
  { id: '5-60s', fromSeconds: 5 },
  { id: '1-5min', fromSeconds: 60 },
  { id: '5-30min', fromSeconds: 300 },
  { id: '30-60min', fromSeconds: 1800 },
  { id: '1-12h', fromSeconds: 3600 },
  { id: 'over-12h', fromSeconds: 43200 },
] as const

/**
 * Where a session stands on the ladder.
 *
 * Shape: state and measured seconds → `no-answer`, `refused`, `probe`, a rung, or `unmeasured`.
 */
export function ladderRung(state: SessionState | null, durationSeconds: number | null): string {
  if (state === 'no-answer' || state === 'refused' || state === 'probe') return state
  if (durationSeconds === null) return 'unmeasured'
  return RUNGS.findLast(({ fromSeconds }) => durationSeconds >= fromSeconds)?.id ?? 'unmeasured'
}

/** Shape: column of measured µs → SQL of the place of its rung in `RUNGS`, NULL where there is no length. */
export const rungSql = (column: string): string =>
  `(CASE ${RUNGS.toReversed()
    .map(({ fromSeconds }, index) => `WHEN ${column} >= ${fromSeconds}000000 THEN ${RUNGS.length - 1 - index}`)
    .join(' ')} END)::INTEGER`

/** Every place on the ladder, from what never came about to what lasted. */
export const LADDER: readonly string[] = ['no-answer', 'refused', 'probe', ...RUNGS.map(({ id }) => id), 'unmeasured']

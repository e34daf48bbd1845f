/**
 * The one order over all detections. In this order, the next only where the one before is equal:
 *
 * 1. consequence (severity), the gravest first;
 * 2. authorisation: not authorised, then nothing stated, then what is no question of access, then authorised;
 * 3. subject, as `SUBJECTS` has them: access before attempts before alarms of sensors before lasting contact, and doubtful records last;
 * 4. time, the earliest first; then detector and key.
 *
 * WHY: no count, volume, length or score takes part: the loudest and most regular traffic is most often innocent.
 */
import type { Detection, Verdict } from '#contract/detections'
import { SEVERITIES } from '#contract/event'
import { isoFromMicros } from '#contract/units'
import { SUBJECTS, type Found, type Subject } from './detector'

const VERDICT_ORDER: readonly (Verdict | null)[] = ['not_authorised', 'no_statement', null, 'authorised']
const VERDICT_WORDS: Record<Verdict, string> = {
  not_authorised: 'the access register does not authorise it',
  no_statement: 'nothing states that it was authorised',
  authorised: 'the access register authorises it',
}
const SUBJECT_WORDS: Record<Subject, string> = {
  access: 'someone got through to a service',
  attempt: 'someone tried',
  alarm: 'sensors raised alarms about a host',
  contact: 'two hosts keep in touch',
  growth: 'a host did more than it usually does',
  novelty: 'something was not seen before',
  change: 'a host was changed, or is set up so that it is easier to enter',
  doubt: 'a record cannot be right as it stands',
}

/** What was found and by which detector. */
export interface Attributed extends Found {
  detector: string
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Shape: two findings → negative where the first stands before the second; never 0 for two of different keys. */
export function compareFound(a: Attributed, b: Attributed): number {
  return (
    b.severity - a.severity ||
    VERDICT_ORDER.indexOf(a.verdict) - VERDICT_ORDER.indexOf(b.verdict) ||
    SUBJECTS.indexOf(a.subject) - SUBJECTS.indexOf(b.subject) ||
    a.firstUs - b.firstUs ||
    compareText(a.detector, b.detector) ||
    compareText(a.key, b.key)
  )
}

/** Shape: findings in any order → detections, the most consequential first, each with the reason for its place. */
export function ranked(found: readonly Attributed[]): Detection[] {
  return [...found].sort(compareFound).map((one, index) => {
    const reasons = [`${SEVERITIES[one.severity]}: ${one.consequence}`]
    if (one.verdict !== null) reasons.push(VERDICT_WORDS[one.verdict])
    reasons.push(SUBJECT_WORDS[one.subject])
    return {
      detector: one.detector,
      key: one.key,
      rank: index + 1,
      because: reasons.join('; '),
      score: one.score,
      severity: one.severity,
      title: one.title,
      summary: one.summary,
      first_ts: isoFromMicros(one.firstUs),
      last_ts: isoFromMicros(one.lastUs),
      evidence_count: one.evidenceCount,
      where: one.where,
      detail: one.detail,
    }
  })
}

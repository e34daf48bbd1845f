/** What analysts decided about detections, laid over what detectors find. */
import { detectionId, type Detection, type DetectorDecisions, type DetectorSummary, type DismissedAt } from '#contract/detections'

export const NOTHING_DECIDED: DetectorDecisions = { params: new Map(), dismissals: new Map() }

/** Shape: detection, its detector as it is in force → what a dismissal now would rest on. */
export function restsOn(
  { evidence_count, first_ts, last_ts }: Detection,
  { version, params }: Pick<DetectorSummary, 'version' | 'params'>,
): DismissedAt {
  const values = Object.fromEntries(Object.entries(params).map(([name, { value }]) => [name, value]))
  return { version, params: values, evidence_count, first_ts, last_ts }
}

/** Shape: what a dismissal rested on, and what it would rest on now → what is different, in words. */
export function changesSince(then: DismissedAt, now: DismissedAt): string[] {
  const changes: string[] = []
  const told = (what: string, before: string | number, after: string | number): void => {
    if (before !== after) changes.push(`${what} ${before} → ${after}`)
  }
  told('events', then.evidence_count, now.evidence_count)
  told('first', then.first_ts, now.first_ts)
  told('last', then.last_ts, now.last_ts)
  told('version of the detector', then.version, now.version)
  for (const name of new Set([...Object.keys(then.params), ...Object.keys(now.params)]))
    told(name, then.params[name] ?? 'none', now.params[name] ?? 'none')
  return changes
}

/** Shape: detection, detectors as they are in force, decisions → the same, marked where it was dismissed. */
export function withDismissal(
  detection: Detection,
  detectors: readonly DetectorSummary[],
  { dismissals }: DetectorDecisions,
): Detection {
  const dismissal = dismissals.get(detectionId(detection))
  const detector = detectors.find(({ id }) => id === detection.detector)
  if (dismissal === undefined || detector === undefined) return detection
  const changed = dismissal.made_at === null ? [] : changesSince(dismissal.made_at, restsOn(detection, detector))
  return { ...detection, dismissed: { ...dismissal, changed } }
}

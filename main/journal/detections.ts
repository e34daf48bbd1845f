/** What was decided about detections: thresholds of detectors, and detections that were dismissed. */
import { detectionId, type DetectorDecisions, type Dismissal } from '#contract/detections'
import { stampTime } from './clock'
import { authorLabel, type OperationOf } from './fold'

type DetectionOperation = OperationOf<'detector.set' | 'detection.dismissed'>

/** Shape: operations in order → thresholds in force by detector, dismissals by detection; the later decision counts, a null takes back. */
export function foldDetections(operations: DetectionOperation[], authors: ReadonlyMap<string, string>): DetectorDecisions {
  const params = new Map<string, Readonly<Record<string, number>>>()
  const dismissals = new Map<string, Dismissal>()
  for (const operation of operations) {
    if (operation.kind === 'detector.set') {
      const { id, params: set } = operation.payload
      if (set === null) params.delete(id)
      else params.set(id, set)
    } else {
      const { detector, key, reason, made_at } = operation.payload
      const id = detectionId({ detector, key })
      if (reason === null) dismissals.delete(id)
      else
        dismissals.set(id, {
          reason,
          author: authorLabel(operation.author, authors),
          at: stampTime(operation.hlc),
          made_at: made_at ?? null,
        })
    }
  }
  return { params, dismissals }
}

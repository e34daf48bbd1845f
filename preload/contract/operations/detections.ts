/** Detections and the detectors that made them. */
import { oc } from '@orpc/contract'
import { Detection, DetectionDismissal, DetectionQuery, Detections, DetectorChange, DetectorSummary } from '../detections'

export const detectionOperations = {
  list: oc.input(DetectionQuery).output(Detections),
  setParams: oc.input(DetectorChange).output(DetectorSummary),
  dismiss: oc.input(DetectionDismissal).output(Detection),
}

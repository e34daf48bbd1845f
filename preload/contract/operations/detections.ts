/** Detections and the detectors that made them. */
import { oc } from '@orpc/contract'
import { DetectionQuery, Detections } from '../detections'

export const detectionOperations = {
  list: oc.input(DetectionQuery).output(Detections),
}

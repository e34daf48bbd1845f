/** Detections over the open case. */
import { detect } from '#main/detectors/kit/detect'
import { operations as os } from '../answering'
import type { Workspace } from '../workspace'

export function detectionHandlers(workspace: Workspace) {
  return {
    list: os.detections.list.handler(({ input, signal }) => detect(workspace.case.store, input, { signal })),
  }
}

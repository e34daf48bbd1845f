/** Detections over the open case, and what analysts decide about them. */
import type { Detection, DetectionDismissal, DetectorChange, DetectorSummary } from '#contract/detections'
import { fault } from '#contract/errors'
import { restsOn } from '#main/detectors/kit/decided'
import { chosen, detect, summaryOf } from '#main/detectors/kit/detect'
import { operations as os } from '../answering'
import { withCoverageBefore } from '../coverage-before'
import type { OpenCase } from '../open-case'
import type { Workspace } from '../workspace'

/** Errors: QRY-005 no such detector; QRY-007 a threshold it does not have, or that is no number of 0 or more. */
async function setParams(open: OpenCase, { id, params }: DetectorChange): Promise<DetectorSummary> {
  const [detector] = chosen([id])
  const known = Object.keys(detector!.params)
  for (const [name, value] of Object.entries(params ?? {}))
    if (!known.includes(name) || !Number.isFinite(value) || value < 0)
      throw fault('QRY-007', { id, name, value: String(value), known: known.join(', ') })
  await open.journal.append('detector.set', { id, params })
  open.changed()
  return summaryOf(detector!, open.journal.state.detecting)
}

/** Errors: QRY-005 no such detector; QRY-008 it finds nothing of that name. */
async function dismiss(open: OpenCase, { detector, key, reason }: DetectionDismissal, signal?: AbortSignal): Promise<Detection> {
  const found = async () => {
    const answer = await detect(open.store, { only: [detector] }, { signal }, open.journal.state.detecting)
    const one = answer.detections.find((candidate) => candidate.key === key)
    if (one === undefined) throw fault('QRY-008', { detector, key })
    return { one, summary: answer.detectors[0]! }
  }
  const { one, summary } = await found()
  const made_at = reason === null ? null : restsOn(one, summary)
  await open.journal.append('detection.dismissed', { detector, key, reason, made_at })
  open.changed()
  return (await found()).one
}

export function detectionHandlers(workspace: Workspace) {
  return {
    list: os.detections.list.handler(async ({ input, signal }) => {
      const { store, journal } = workspace.case
      return withCoverageBefore(store, await detect(store, input, { signal }, journal.state.detecting), { signal })
    }),
    setParams: os.detections.setParams.handler(({ input }) => setParams(workspace.case, input)),
    dismiss: os.detections.dismiss.handler(({ input, signal }) => dismiss(workspace.case, input, signal)),
  }
}

/** Runs detectors over a case and ranks what they find. */
import type { DetectionQuery, Detections, DetectorSummary } from '#contract/detections'
import { fault } from '#contract/errors'
import type { Asking, Store } from '#main/store/store'
import type { Detector, Found, Parameters, ValuesOf } from './detector'
import { ranked, type Attributed } from './rank'
import { DETECTORS } from './registry'

/** Shape: detector → its parameters by name, as they stand. */
export const valuesOf = <P extends Parameters>({ params }: Detector<P>): ValuesOf<P> =>
  Object.fromEntries(Object.entries(params).map(([name, { value }]) => [name, value])) as ValuesOf<P>

/** Shape: detector × case → what it finds with its parameters as they stand. */
export function run(detector: Detector, store: Store, asking: Asking = {}): Promise<Found[]> {
  return detector.find({ store, params: valuesOf(detector), asking })
}

function summaryOf({ id, version, title, params, falsePositives, sources }: Detector): DetectorSummary {
  return { id, version, title, params, false_positives: [...falsePositives], sources: [...sources] }
}

function chosen(only: readonly string[] | undefined): readonly Detector[] {
  if (only === undefined) return DETECTORS
  const unknown = only.find((id) => DETECTORS.every((detector) => detector.id !== id))
  if (unknown !== undefined) throw fault('QRY-005', { id: unknown, known: DETECTORS.map(({ id }) => id).join(', ') })
  return DETECTORS.filter(({ id }) => only.includes(id))
}

/**
 * Ask detectors about a case.
 *
 * Shape:  ids, or all → detectors asked, and their detections, the most consequential first. Same events, same answer.
 * Errors: QRY-005 for an id that no detector has.
 */
export async function detect(store: Store, query: DetectionQuery, asking: Asking = {}): Promise<Detections> {
  const detectors = chosen(query.only)
  const found: Attributed[] = []
  for (const detector of detectors) {
    asking.signal?.throwIfAborted()
    found.push(...(await run(detector, store, asking)).map((one) => ({ ...one, detector: detector.id })))
  }
  return { detectors: detectors.map(summaryOf), detections: ranked(found) }
}

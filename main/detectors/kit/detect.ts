/** Runs detectors over a case and ranks what they find. */
import type { DetectionQuery, Detections, DetectorDecisions, DetectorSummary } from '#contract/detections'
import { fault } from '#contract/errors'
import type { Asking, Store } from '#main/store/store'
import { NOTHING_DECIDED, withDismissal } from './decided'
import type { Detector, Found, Parameters, ValuesOf } from './detector'
import { ask } from './kept'
import { ranked, type Attributed } from './rank'
import { DETECTORS } from './registry'

/** Shape: detector, decisions → its parameters by name, as they are in force. */
export const valuesOf = <P extends Parameters>({ id, params }: Detector<P>, { params: set }: DetectorDecisions): ValuesOf<P> =>
  Object.fromEntries(Object.entries(params).map(([name, { value }]) => [name, set.get(id)?.[name] ?? value])) as ValuesOf<P>

/** Shape: detector × case → what it finds with its parameters as they are in force; the same answer is given again while it is true. */
export function run(
  detector: Detector,
  store: Store,
  asking: Asking = {},
  decided: DetectorDecisions = NOTHING_DECIDED,
): Promise<readonly Found[]> {
  return ask(store, detector, valuesOf(detector, decided), asking)
}

/** Shape: detector, decisions → its summary; a threshold that was set to another value says the usual one too. */
export function summaryOf(detector: Detector, decided: DetectorDecisions): DetectorSummary {
  const { id, version, title, falsePositives, sources } = detector
  const values = valuesOf(detector, decided)
  const params = Object.entries(detector.params).map(([name, usual]) => {
    const value = values[name]!
    return [name, value === usual.value ? usual : { ...usual, value, usual: usual.value }] as const
  })
  return { id, version, title, params: Object.fromEntries(params), false_positives: [...falsePositives], sources: [...sources] }
}

/** Shape: ids, or all → detectors. Errors: QRY-005 for an id that no detector has. */
export function chosen(only: readonly string[] | undefined): readonly Detector[] {
  if (only === undefined) return DETECTORS
  const unknown = only.find((id) => DETECTORS.every((detector) => detector.id !== id))
  if (unknown !== undefined) throw fault('QRY-005', { id: unknown, known: DETECTORS.map(({ id }) => id).join(', ') })
  return DETECTORS.filter(({ id }) => only.includes(id))
}

/**
 * Ask detectors about a case.
 *
 * Shape:  ids or all, decisions → detectors asked, and their detections, the most consequential first; dismissed ones are among them, marked.
 *         Same events and decisions, same answer.
 * Errors: QRY-005 for an id that no detector has.
 */
export async function detect(
  store: Store,
  query: DetectionQuery,
  asking: Asking = {},
  decided: DetectorDecisions = NOTHING_DECIDED,
): Promise<Detections> {
  const detectors = chosen(query.only)
  const found: Attributed[] = []
  for (const detector of detectors) {
    asking.signal?.throwIfAborted()
    for (const one of await run(detector, store, asking, decided)) found.push({ ...one, detector: detector.id })
  }
  const summaries = detectors.map((detector) => summaryOf(detector, decided))
  return { detectors: summaries, detections: ranked(found).map((one) => withDismissal(one, summaries, decided)) }
}

/** What “for the first time” rests on: whether the time before could have been seen at all. */
import type { Detection, Detections } from '#contract/detections'
import type { EvidenceClass } from '#contract/formats'
import { microsFromIso, MICROS_PER_SECOND, SECONDS_PER_DAY } from '#contract/units'
import { absenceOf } from '#main/queries/coverage/absence'
import type { Asking, Store } from '#main/store/store'

/** Looked back where a detector names no warm-up of its own. Chosen: a week holds each day once. */
const USUAL_DAYS = 7
/** What would have shown it earlier, by what was new; anything else could have been shown by any evidence. */
const CLASSES: Readonly<Record<string, readonly EvidenceClass[]>> = {
  peer: ['flow', 'packets'],
  service: ['flow', 'packets'],
  login: ['authentication'],
}

const isFirst = ({ detector, detail }: Detection): boolean => detector === 'first-seen' || detail['peer'] === 'new'

function askedOf({ detail, first_ts }: Detection, days: number) {
  const { server_ip: host, kind } = detail
  const toUs = microsFromIso(first_ts) ?? 0
  return {
    selection: {
      clauses: [],
      window: { kind: 'between' as const, fromUs: toUs - days * SECONDS_PER_DAY * MICROS_PER_SECOND, toUs },
    },
    hosts: typeof host === 'string' ? [host] : undefined,
    classes: [...(CLASSES[typeof kind === 'string' ? kind : 'peer'] ?? [])],
  }
}

/** Shape: detections → the same; those of something new say in `detail.before` what not having been seen before is worth. */
export async function withCoverageBefore(store: Store, found: Detections, asking: Asking = {}): Promise<Detections> {
  const daysOf = new Map(found.detectors.map(({ id, params }) => [id, params['warmUpDays']?.value ?? USUAL_DAYS]))
  const detections: Detection[] = []
  for (const one of found.detections) {
    if (!isFirst(one)) {
      detections.push(one)
      continue
    }
    const { text } = await absenceOf(store, askedOf(one, daysOf.get(one.detector) ?? USUAL_DAYS), asking)
    detections.push({ ...one, detail: { ...one.detail, before: text } })
  }
  return { ...found, detections }
}

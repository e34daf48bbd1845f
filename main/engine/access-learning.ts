/** From which sessions accesses may be learned: none that is suspected, and nothing from the first suspicion of weight on. */
import type { AccessSuggestions } from '#contract/access'
import type { Detection, DetectorDecisions } from '#contract/detections'
import { microsFromIso } from '#contract/units'
import { detect } from '#main/detectors/kit/detect'
import { accessSuggestions, LEAST_DAYS, type Barred } from '#main/queries/access-suggestions'
import type { Asking, Store } from '#main/store/store'

const SUSPECTING = ['unattested-session', 'attempt-burst']
/** Chosen: medium and graver; a first session of an inside host is slight and bars itself alone. */
const LEAST_SEVERITY = 2

function barredBy({ detail, first_ts, last_ts }: Detection): Barred[] {
  const { server_ip, server_port } = detail
  const [fromUs, toUs] = [microsFromIso(first_ts), microsFromIso(last_ts)]
  if (typeof server_ip !== 'string' || typeof server_port !== 'number' || fromUs === null || toUs === null) return []
  return [{ server_ip, server_port, fromUs, toUs }]
}

/** Shape: → proposals, and where learning ends and why. WHY: an intruder who is in already would teach himself into the register. */
export async function learnedAccess(store: Store, asking: Asking, decided: DetectorDecisions): Promise<AccessSuggestions> {
  const { detections } = await detect(store, { only: SUSPECTING }, asking, decided)
  const [first] = detections
    .filter(({ severity }) => severity >= LEAST_SEVERITY)
    .sort((a, b) => (microsFromIso(a.first_ts) ?? 0) - (microsFromIso(b.first_ts) ?? 0))
  const beforeUs = first === undefined ? null : microsFromIso(first.first_ts)
  const barred = detections.flatMap(barredBy).filter(({ fromUs }) => beforeUs === null || fromUs < beforeUs)
  return {
    learned_before: first?.first_ts ?? null,
    because:
      first === undefined
        ? 'Learned from the whole case: no session on a log-in service and no burst of attempts is suspected.'
        : `Learned only from what began before ${first.first_ts.slice(0, 19).replace('T', ' ')} UTC: then “${first.title}” (${first.detector}), and whoever came in that way would be learned too.`,
    least_days: LEAST_DAYS,
    rows: await accessSuggestions(store, { beforeUs, barred }, asking),
  }
}

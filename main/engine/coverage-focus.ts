/** The sessions that nothing authorises, as places and times that evidence is needed of. */
import { microsFromIso } from '#contract/units'
import { detect } from '#main/detectors/kit/detect'
import type { Focus } from '#main/queries/coverage/focus'
import type { Asking, Store } from '#main/store/store'

const ACCESS = 'unattested-session'
const remembered = new WeakMap<Store, { changes: number; focus: Focus[] }>()

/** Shape: case → its sessions of that kind, the most consequential first. */
export async function focusOf(store: Store, asking: Asking = {}): Promise<Focus[]> {
  const { changes } = store
  const known = remembered.get(store)
  if (known?.changes === changes) return known.focus
  const { detections } = await detect(store, { only: [ACCESS] }, asking)
  const focus = detections.flatMap(({ detail, first_ts, last_ts, severity, title }) => {
    const [fromUs, toUs] = [microsFromIso(first_ts), microsFromIso(last_ts)]
    const { server_ip: host } = detail
    return typeof host === 'string' && fromUs !== null && toUs !== null ? [{ host, fromUs, toUs, severity, title }] : []
  })
  remembered.set(store, { changes, focus })
  return focus
}

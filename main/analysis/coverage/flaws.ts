/** Where a log is known to lack something although it was being written. */
import type { EvidenceClass } from '#contract/formats'
import type { Asking, Store } from '#main/store/store'
import type { Logs } from './logs'
import type { Span } from './rhythm'

export interface Flaw {
  /** Id of the log. */
  log: number
  /** Classes it lessens; null = all that the log gives. */
  classes: readonly EvidenceClass[] | null
  text: string
  /** Where; null = all of it, since nothing tells where. */
  spans: readonly Span[] | null
}

/** Shape: logs → their flaws. */
export async function flawsOf(_store: Store, _logs: Logs, _asking: Asking = {}): Promise<Flaw[]> {
  return Promise.resolve([])
}

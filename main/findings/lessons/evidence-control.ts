/** How far one class of evidence is there, over all the time of a case. */
import type { Coverage, CoverageState } from '#contract/coverage'
import type { EvidenceClass } from '#contract/formats'

export interface ClassState {
  state: CoverageState
  /** Share of the time that is covered fully or in part, 0–1. */
  share: number
  /** Of the first cell that is not covered. */
  reason: string
}

/** Shape: coverage of a case or a host → the state of a class inside the case's span. */
export function classState({ cells, from, to, host }: Coverage, evidence: EvidenceClass): ClassState {
  const inside = cells.filter((cell) => cell.class === evidence && cell.host === host && cell.state !== 'unknown')
  if (from === null || to === null || inside.length === 0)
    return { state: 'unknown', share: 0, reason: 'the case has no evidence of any time.' }
  const share = inside.reduce((sum, cell) => sum + cell.share, 0) / inside.length
  const lacking = inside.find(({ state }) => state !== 'covered')
  if (lacking === undefined) return { state: 'covered', share: 1, reason: '' }
  const nowhere = inside.every(({ state }) => state === 'absent')
  return { state: nowhere ? 'absent' : 'partial', share: nowhere ? 0 : share, reason: lacking.reason }
}

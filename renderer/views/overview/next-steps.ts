/** What to do next in a case, told from what is there; at most four steps, the first the most useful. */
import type { CaseInfo } from '#contract/case'
import type { Entry } from '#contract/notebook'
import { text } from '../../text/en'

export type StepPlace = 'evidence' | 'settings' | 'quiet' | 'notebook' | 'report'
export interface NextStep {
  id: string
  says: string
  place: StepPlace
}
const MOST = 4

/** Shape: case, entries, number of quiet sessions → the steps in order. */
export function nextSteps(info: CaseInfo, entries: readonly Entry[], quiet: number): NextStep[] {
  const words = text.overview.next
  const findings = entries.filter(({ kind }) => kind === 'finding')
  const uncited = findings.filter(({ citations }) => citations.length === 0).length
  const steps: (NextStep | false)[] = [
    info.evidence.length === 0 && { id: 'evidence', says: words.addEvidence, place: 'evidence' },
    info.evidence.length > 0 && info.home_networks.length === 0 && { id: 'homes', says: words.setHomes, place: 'settings' },
    quiet > 0 && findings.length === 0 && { id: 'quiet', says: words.quiet(quiet), place: 'quiet' },
    info.events > 0 && findings.length === 0 && { id: 'finding', says: words.finding, place: 'notebook' },
    uncited > 0 && { id: 'cite', says: words.cite(uncited), place: 'notebook' },
    findings.length > 0 &&
      !entries.some(({ kind }) => kind === 'lesson') && { id: 'lesson', says: words.lesson, place: 'notebook' },
    findings.length > 0 && uncited === 0 && { id: 'report', says: words.report, place: 'report' },
  ]
  return steps.filter((step) => step !== false).slice(0, MOST)
}

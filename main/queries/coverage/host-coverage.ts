/** What the evidence can say of one host, over the whole span of the case. */
import type { ClassCoverage } from '#contract/coverage'
import { EVIDENCE_CLASSES } from '#contract/formats'
import { isoFromMicros } from '#contract/units'
import { cellOf } from '#main/analysis/coverage/cells'
import { reachOf } from '#main/analysis/coverage/reach'
import type { Asking, Store } from '#main/store/store'
import { caseGround } from './case-ground'
import { subjectsOf } from './subjects'

/** Shape: address → by class of evidence, what covers the host and from when to when; empty where the case has no evidence. */
export async function hostCoverage(store: Store, host: string, asking: Asking = {}): Promise<Record<string, ClassCoverage>> {
  const ground = await caseGround(store, asking)
  if (ground === null) return {}
  const [subject] = await subjectsOf(store, ground, [host], asking)
  if (subject === undefined) return {}
  return Object.fromEntries(
    EVIDENCE_CLASSES.map((evidence): [string, ClassCoverage] => {
      const reach = reachOf(ground, subject, evidence)
      const { state, reason, share } = cellOf(ground, reach, ground.span)
      const spans = reach.contributions.flatMap(({ some }) => some)
      const titles = [...new Set(reach.contributions.map(({ title }) => title))]
      return [
        evidence,
        {
          ...{ state, reason, share, source: titles.length === 0 ? null : titles.join(', ') },
          first_ts:
            spans.length === 0
              ? null
              : isoFromMicros(Math.max(ground.span.fromUs, Math.min(...spans.map(({ fromUs }) => fromUs)))),
          last_ts:
            spans.length === 0 ? null : isoFromMicros(Math.min(ground.span.toUs, Math.max(...spans.map(({ toUs }) => toUs))) - 1),
        },
      ]
    }),
  )
}

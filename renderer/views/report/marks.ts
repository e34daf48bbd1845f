/** Marks of entries beside the mark of the report. */
import { TLP_LEVELS } from '#contract/case'
import type { Entry } from '#contract/notebook'

const rank = (level: string | null) => TLP_LEVELS.findIndex((known) => known === level)

/** Shape: entries, mark of the report → the strictest mark among them that is stricter than it, or null. */
export function stricterMark(entries: readonly Pick<Entry, 'tlp'>[], report: string | null): string | null {
  const own = rank(report)
  const ranks = entries.map(({ tlp }) => rank(tlp)).filter((each) => each >= 0 && each < own)
  return ranks.length === 0 ? null : (TLP_LEVELS[Math.min(...ranks)] ?? null)
}

/** What needs attention in a case, in plain words, worst first. */
import type { CaseInfo } from '#contract/case'
import type { ClockComparison } from '#contract/clocks'
import type { EvidenceSource } from '#contract/evidence'
import { microsFromIso } from '#contract/units'
import type { CitationState } from '#contract/notebook'
import { formatDuration } from '../../format/duration'
import { text } from '../../text/en'

export type Urgency = 'bad' | 'warn' | 'note'
export interface Attention {
  id: string
  urgency: Urgency
  says: string
  /** Where it is put right. */
  at: { view: 'evidence'; sha256: string | null } | { view: 'settings' } | { view: 'notebook' }
}

const words = text.overview.attention
const RANK: Record<Urgency, number> = { bad: 0, warn: 1, note: 2 }

/** A zone rule that says the zone was taken, not read or solved. */
const ASSUMED = /assum/i

/** WHY: members of an archive that were not read are counted by a check of the archive itself. */
function ofStatus(source: EvidenceSource): Omit<Attention, 'at'>[] {
  if (source.member !== undefined) return []
  const { name, status } = source
  if (status === 'unrecognised') return [{ id: `${name}-unrecognised`, urgency: 'warn', says: words.unrecognised(name) }]
  if (status === 'failed') return [{ id: `${name}-failed`, urgency: 'bad', says: words.failed(name) }]
  if (status === 'excluded') {
    return [{ id: `${name}-excluded`, urgency: 'note', says: words.excluded(name, source.excluded_because ?? '') }]
  }
  return []
}

function ofChecks(source: EvidenceSource): Omit<Attention, 'at'>[] {
  const count = (level: string) => source.checks.filter((check) => check.level === level && check.count > 0).length
  const found: Omit<Attention, 'at'>[] = []
  const [errors, warnings] = [count('error'), count('warning')]
  if (errors > 0) found.push({ id: `${source.name}-errors`, urgency: 'bad', says: words.checksFailed(errors, source.name) })
  if (warnings > 0) found.push({ id: `${source.name}-warnings`, urgency: 'warn', says: words.checksWarn(warnings, source.name) })
  if (source.rejected > 0) {
    found.push({ id: `${source.name}-rejects`, urgency: 'warn', says: words.rejects(source.rejected, source.name) })
  }
  return found
}

function ofClock(source: EvidenceSource): Omit<Attention, 'at'>[] {
  const found: Omit<Attention, 'at'>[] = []
  if (source.zone !== null && ASSUMED.test(source.zone_rule ?? '')) {
    found.push({ id: `${source.name}-zone`, urgency: 'note', says: words.zoneAssumed(source.name, source.zone) })
  }
  if (source.year !== null) {
    found.push({ id: `${source.name}-year`, urgency: 'note', says: words.yearAssumed(source.name, source.year) })
  }
  return found
}

const FAR_US = 300 * 86_400_000_000
const usOf = (ts: string | null) => (ts === null ? null : microsFromIso(ts))

/** A source whose year was decided for it, and which then lies far from all that write their own. */
function ofYear(source: EvidenceSource, all: readonly EvidenceSource[]): Omit<Attention, 'at'>[] {
  const [from, to] = [usOf(source.first_ts), usOf(source.last_ts)]
  const sure = all.filter((one) => one.year === null && one.status !== 'excluded')
  const [starts, ends] = [sure.flatMap((one) => usOf(one.first_ts) ?? []), sure.flatMap((one) => usOf(one.last_ts) ?? [])]
  if (source.year === null || from === null || to === null || starts.length === 0) return []
  const far = from > Math.max(...ends) + FAR_US || to < Math.min(...starts) - FAR_US
  return far ? [{ id: `${source.name}-far`, urgency: 'bad', says: words.far(source.name, source.year) }] : []
}

/** Clocks that are apart: sessions both sensors saw stand in the timeline twice, and what came first is not what it seems. */
const ofClocks = (clocks: readonly ClockComparison[]): Attention[] =>
  clocks
    .filter(({ reading }) => reading === 'clock' || reading === 'zone')
    .map(({ sha256, name, other_sha256, other_name, later_s, reading }) => ({
      id: `${sha256}-${other_sha256}-clocks`,
      urgency: 'warn',
      says: words.clocks[reading as 'clock' | 'zone'](name, other_name, formatDuration(Math.abs(later_s))),
      at: { view: 'evidence', sha256 },
    }))

/** Shape: case, last known citation states, clocks of its sources → what needs attention, worst first, in the order of the sources. */
export function attention(
  info: CaseInfo,
  citations: readonly CitationState[],
  clocks: readonly ClockComparison[] = [],
): Attention[] {
  const found: Attention[] = []
  if (info.home_networks.length === 0) found.push({ id: 'homes', urgency: 'bad', says: words.homes, at: { view: 'settings' } })
  const lost = citations.filter(({ state }) => state !== 'verified' && state !== 'checking').length
  if (lost > 0) found.push({ id: 'citations', urgency: 'bad', says: words.citations(lost), at: { view: 'notebook' } })
  if (info.journal.repaired !== null) {
    found.push({ id: 'repaired', urgency: 'warn', says: words.repaired(info.journal.repaired), at: { view: 'notebook' } })
  }
  for (const source of info.evidence) {
    const points =
      source.status === 'excluded'
        ? ofStatus(source)
        : [...ofStatus(source), ...ofYear(source, info.evidence), ...ofChecks(source), ...ofClock(source)]
    found.push(...points.map((point) => ({ ...point, at: { view: 'evidence', sha256: source.sha256 } as const })))
  }
  found.push(...ofClocks(clocks))
  return found.sort((a, b) => RANK[a.urgency] - RANK[b.urgency])
}

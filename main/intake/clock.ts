/** Zone and year a source is read with: what the format decides, what the case adds, and the rule as one sentence. */
import type { SourceOptions } from '#contract/evidence'
import { decideClock, qualityOf } from '#main/formats/kit/clock-decision'
import { civilUs, isZone } from '#main/formats/kit/clock'
import type { ClockDecision, FormatDefinition, Head } from '#main/formats/kit/format'

/** Chosen: nobody keeps rotated files for longer. */
const MOST_YEARS_BACK = 8

/** What the case knows that may hint at the clock of a file. */
export interface ClockSurroundings {
  modifiedUs: number | null
  /** The zone people of this case read times in, or null. */
  displayZone: string | null
  /** Year of the other evidence of the case, or null. */
  caseYear: number | null
  /** When the file that was written after this one begins, µs in the zone of the file, or null; of a set of rotated files. */
  notAfterUs?: number | null
}

/** What was decided for a source before, as the journal keeps it. */
export interface KnownClock {
  zone: string | null
  zoneRule: string | null
  year: number | null
}

/**
 * Decide the clock of a source.
 *
 * Shape: format × beginning × options × surroundings × what was decided before → decision. In this order: what the records settle; what
 *        the analyst states; what was decided before; for the zone the case's display zone, else UTC; for the year the date of the file,
 *        else the year of the case's other evidence. What is assumed marks `ts_quality`.
 */
export function decideSourceClock(
  format: FormatDefinition,
  head: Head,
  options: SourceOptions,
  surroundings: ClockSurroundings,
  known: KnownClock | null = null,
): ClockDecision {
  const decision = decideClock(format, head, options, { modifiedUs: surroundings.modifiedUs })
  const zoneIsAssumed = decision.zone !== null && decision.zoneRule.startsWith('assumed')
  const yearIsAssumed = decision.year !== null && options.year === undefined
  const result = { ...decision }
  if (decision.quality !== 'solved') result.quality = qualityOf({ zone: zoneIsAssumed, year: yearIsAssumed })
  if (zoneIsAssumed) assumeZone(result, surroundings.displayZone, known)
  if (yearIsAssumed && known !== null && known.year !== null) result.year = known.year
  else if (yearIsAssumed && surroundings.modifiedUs === null && surroundings.caseYear !== null) {
    result.year = surroundings.caseYear
    result.yearRule = 'assumed from the other evidence of the case'
  }
  const { notAfterUs = null } = surroundings
  const first = format.clockEvidence?.(head, options.mapping)?.first
  if (yearIsAssumed && notAfterUs !== null && first !== undefined && (known === null || known.year === null))
    keepOrder(result, first, notAfterUs)
  return result
}

/** WHY: the date of a rotated file is often that of its packing; it was written before the file that follows it all the same. */
function keepOrder(decision: ClockDecision, first: { month: number; day: number }, notAfterUs: number): void {
  if (decision.year === null) return
  for (let back = 0; back <= MOST_YEARS_BACK; back++) {
    const year = decision.year - back
    if (!(civilUs(year, first.month, first.day, 0, 0, 0) <= notAfterUs)) continue
    if (back > 0) decision.yearRule = 'assumed from the order of its set: it was written before the file that follows it'
    decision.year = year
    return
  }
}

function assumeZone(decision: ClockDecision, displayZone: string | null, known: KnownClock | null): void {
  if (known !== null && known.zone !== null && isZone(known.zone)) {
    decision.zone = known.zone
    decision.zoneRule = known.zoneRule?.split('; year ')[0] ?? 'as decided when the file was added'
  } else if (displayZone !== null && isZone(displayZone) && displayZone !== 'UTC') {
    decision.zone = displayZone
    decision.zoneRule = "assumed: the file writes no zone and none was stated; read in the case's display zone"
  }
}

/** Shape: decision → the rule as the ledger shows it, zone and year in one sentence. */
export function ruleOf(clock: ClockDecision): string {
  return clock.year === null ? clock.zoneRule : `${clock.zoneRule}; year ${clock.year} ${clock.yearRule}`
}

/** Zone and year of a file, decided from what the analyst stated, what the file says, and last what is assumed; always with its rule in words. */
import type { TsQuality } from '#contract/event'
import type { SourceOptions } from '#contract/evidence'
import { civilUs, isZone, offsetText } from './clock'
import type { ClockDecision, ClockEvidence, ClockNeed, FormatDefinition, Head } from './format'

/** What stands around a file and may hint at its clock. */
export interface ClockHints {
  /** Last modification of the original file, µs UTC, or null. */
  modifiedUs: number | null
}

const DAY_US = 86_400_000_000

/** Shape: what a record does not say → how its `ts_quality` reads. */
export function qualityOf(need: ClockNeed): TsQuality {
  if (need.zone) return need.year ? 'zone-and-year-assumed' : 'zone-assumed'
  return need.year ? 'year-assumed' : 'exact'
}

function zoneOf(stated: string | undefined, evidence: ClockEvidence): { zone: string; zoneRule: string } {
  if (evidence.solved !== undefined) {
    return { zone: offsetText(evidence.solved.offsetMinutes), zoneRule: evidence.solved.why }
  }
  if (stated !== undefined && isZone(stated)) return { zone: stated, zoneRule: 'stated by the analyst' }
  return { zone: 'UTC', zoneRule: 'assumed: the file writes no zone and none was stated' }
}

/** A file is modified when its last line is written, and its first line is at most a year older; 29 February needs a leap year. */
function yearBefore(modifiedUs: number, first: { month: number; day: number } | undefined): number {
  const year = new Date(modifiedUs / 1000).getUTCFullYear()
  if (first === undefined) return year
  for (let back = 0; back <= 8; back++) {
    if (civilUs(year - back, first.month, first.day, 0, 0, 0) <= modifiedUs + DAY_US) return year - back
  }
  return year
}

function yearOf(stated: number | undefined, evidence: ClockEvidence, hints: ClockHints): { year: number; yearRule: string } {
  if (stated !== undefined) return { year: stated, yearRule: 'stated by the analyst' }
  if (hints.modifiedUs === null)
    return { year: 1970, yearRule: 'unknown: the file writes no year, none was stated, and it has no date' }
  return {
    year: yearBefore(hints.modifiedUs, evidence.first),
    yearRule: 'assumed from the date of the file: its first record is at most a year older',
  }
}

/**
 * Decide the clock a file is read with.
 *
 * Shape: (format, beginning of the file, options, hints) → zone, year and the rule of each. Times that the records themselves settle are
 *        never touched by options; `zone: null` = nothing had to be decided.
 */
export function decideClock(format: FormatDefinition, head: Head, options: SourceOptions, hints: ClockHints): ClockDecision {
  const evidence = format.clockEvidence?.(head, options.mapping) ?? {}
  const need: ClockNeed = {
    zone: format.clock.zone && evidence.absolute !== true,
    year: format.clock.year && evidence.absolute !== true && evidence.yearWritten !== true,
  }
  const zone = need.zone
    ? zoneOf(options.zone, evidence)
    : { zone: null, zoneRule: 'times are written as UTC or with their offset' }
  const year = need.year ? yearOf(options.year, evidence, hints) : { year: null, yearRule: 'written in the records' }
  return { ...zone, ...year, quality: evidence.solved !== undefined ? 'solved' : qualityOf(need) }
}

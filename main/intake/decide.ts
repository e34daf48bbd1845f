/** What a file is and how its clock is read, from its first bytes. */
import type { SourceOptions } from '#contract/evidence'
import type { FormatId } from '#contract/formats'
import type { ColumnMapping, StatedMapping } from '#contract/mapping'
import { fault } from '#contract/errors'
import { candidates, type Candidate } from '#main/formats/kit/detect'
import type { ClockDecision, FormatDefinition } from '#main/formats/kit/format'
import { resolveMapping } from '#main/formats/kit/mapping/propose'
import { FORMATS, formatOf } from '#main/formats/kit/registry'
import { decideSourceClock, ruleOf, type ClockSurroundings, type KnownClock } from './clock'
import type { SourceReader } from './source-reader'

export interface Decision {
  format: FormatDefinition
  clock: ClockDecision
  /** How zone and year were decided, as one sentence. */
  rule: string
  /** What the columns mean, of formats that cannot know it. */
  mapping: ColumnMapping | undefined
}

/** What was decided for a source before, as the journal keeps it. */
export interface KnownDecision extends KnownClock {
  format: FormatId | null
  mapping?: ColumnMapping | undefined
}

/**
 * Decide format and clock.
 *
 * Shape:  reader × options × surroundings × what was decided before → decision (null where nobody claims the file) and every candidate.
 * Errors: EVD-006 the format asked for is not there.
 */
export async function decideSource(
  reader: SourceReader,
  options: SourceOptions,
  surroundings: ClockSurroundings,
  known: KnownDecision | null = null,
): Promise<{ decision: Decision | null; candidates: Candidate[]; headLines: string[] }> {
  const head = await reader.head()
  const claims = candidates(head, FORMATS)
  const stated = options.format ?? known?.format ?? null
  const format = stated === null ? claims[0]?.format : formatOf(stated)
  if (stated !== null && format === undefined) throw fault('EVD-006', { format: stated })
  if (format === undefined) return { decision: null, candidates: claims, headLines: head.lines }
  const mapping = format.columns && resolveMapping(format.columns(head), mappingOf(options, known))
  const clock = decideSourceClock(format, head, { ...options, mapping }, surroundings, known)
  const decision = { ...decided(format, clock, known), mapping }
  return { decision, candidates: claims, headLines: head.lines }
}

/** Shape: → what is stated; without columns those that were decided before. */
function mappingOf({ mapping: stated }: SourceOptions, known: KnownDecision | null): StatedMapping | undefined {
  const before = known?.mapping
  return stated === undefined || before === undefined ? (stated ?? before) : { columns: before.columns, ...stated }
}

/** WHY: when a source is read again as before, the sentence stays the one that was shown and signed then. */
function decided(format: FormatDefinition, clock: ClockDecision, known: KnownDecision | null): Omit<Decision, 'mapping'> {
  const isAsBefore = known !== null && known.zoneRule !== null && known.zone === clock.zone && known.year === clock.year
  return { format, clock, rule: isAsBefore ? known.zoneRule! : ruleOf(clock) }
}

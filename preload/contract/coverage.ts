/** Coverage: what the evidence of a case could have shown, of whom and when; so that “not seen” is never said without it. */
import { z } from 'zod'
import { EVIDENCE_CLASSES } from './formats'
import { Bin } from './query'

/**
 * `covered` evidence of the class speaks of that host all through the bin · `partial` through part of it, or not of everything ·
 * `absent` none, inside the case's span · `unknown` outside the span, or not to be determined.
 */
export const COVERAGE_STATES = ['covered', 'partial', 'absent', 'unknown'] as const
export const CoverageState = z.enum(COVERAGE_STATES)
export type CoverageState = z.infer<typeof CoverageState>

export const ANSWERS = ['answerable', 'partly', 'not_answerable'] as const
export const Answer = z.enum(ANSWERS)
export type Answer = z.infer<typeof Answer>

const EvidenceClass = z.enum(EVIDENCE_CLASSES)

export const CoverageCell = z.object({
  /** Address, or the name of a host that no evidence gives an address; null = the case as a whole. */
  host: z.string().nullable(),
  class: EvidenceClass,
  /** Start of the bin. */
  bin: z.string(),
  state: CoverageState,
  reason: z.string(),
  /** Share of the bin that is covered fully, or at least in part, 0–1. */
  share: z.number(),
  /** SHA-256 of the evidence it rests on. */
  evidence: z.array(z.string()),
})
export type CoverageCell = z.infer<typeof CoverageCell>

export const CoverageQuestion = z.object({
  id: z.string(),
  text: z.string(),
  answer: Answer,
  because: z.string(),
  /** Classes that could answer it, and those that look as if they could. */
  classes: z.array(EvidenceClass),
  lookalikes: z.array(z.object({ class: EvidenceClass, because: z.string() })),
})
export type CoverageQuestion = z.infer<typeof CoverageQuestion>

/** Evidence to ask for, most needed first. */
export const AskFor = z.object({
  class: EvidenceClass,
  host: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  because: z.string(),
})
export type AskFor = z.infer<typeof AskFor>

/** A host that coverage can be asked of. */
export const CoverageHost = z.object({ host: z.string(), name: z.string().nullable(), because: z.string() })
export type CoverageHost = z.infer<typeof CoverageHost>

export const CoverageQuery = z.object({
  /** Address or name; without it the case as a whole, and each host that evidence names or that was logged in to. */
  host: z.string().optional(),
  bin: Bin.default('1d'),
  /** Most bins that `auto` gives. */
  maxBins: z.number().int().min(2).max(2000).default(200),
  /** Only the case as a whole, or the one host. */
  single: z.boolean().default(false),
})
export type CoverageQuery = z.infer<typeof CoverageQuery>

export const Coverage = z.object({
  host: z.string().nullable(),
  classes: z.array(EvidenceClass),
  /** Starts of the bins; the first lies before the evidence and the last after it. */
  bins: z.array(z.string()),
  bin_seconds: z.number(),
  /** First and last time of the evidence. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  hosts: z.array(CoverageHost),
  cells: z.array(CoverageCell),
  questions: z.array(CoverageQuestion),
  ask_for: z.array(AskFor),
})
export type Coverage = z.infer<typeof Coverage>

/** Shape: share 0–1 → `not observed (coverage: 40 %)`: the only way the product says that something was not seen. */
export function notObserved(share: number): string {
  const percent = share > 0 && share < 0.01 ? '< 1' : share < 1 && share > 0.99 ? '> 99' : String(Math.round(share * 100))
  return `not observed (coverage: ${percent} %)`
}

/** Coverage: what the evidence of a case could have shown, of whom and when; so that “not seen” is never said without it. */
import { z } from 'zod'
import type { EventType } from './event'
import { EVIDENCE_CLASSES } from './formats'
import { Bin } from './query'
import { EVERYTHING, Selection } from './selection'

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

/** What one host's evidence comes to, over the whole span of the case: as a dossier says it. */
export const ClassCoverage = z.object({
  state: CoverageState,
  reason: z.string(),
  share: z.number(),
  /** What covers it; null where nothing does. */
  source: z.string().nullable(),
  first_ts: z.string().nullable(),
  last_ts: z.string().nullable(),
})
export type ClassCoverage = z.infer<typeof ClassCoverage>

/** Where each class reaches, of the case or of a host: for drawing under a time axis. */
export const CoverageLane = z.object({
  class: EvidenceClass,
  spans: z.array(z.object({ fromUs: z.number(), toUs: z.number(), state: z.enum(['covered', 'partial']) })),
})
export type CoverageLane = z.infer<typeof CoverageLane>

/** What is in view; hosts and classes are told from its filter where they are not stated. */
export const AbsenceQuery = z.object({
  selection: Selection.default(EVERYTHING),
  hosts: z.array(z.string()).optional(),
  classes: z.array(EvidenceClass).optional(),
})
export type AbsenceQuery = z.infer<typeof AbsenceQuery>

/** What “not seen” is worth in a view. */
export const Absence = z.object({
  /** Share of the time that is covered without limit, and at least in part. */
  share: z.number(),
  partial: z.number(),
  /** `not observed (coverage: 40 %)`. */
  text: z.string(),
  hosts: z.array(z.string()),
  /** Classes that could show it; empty = any. */
  classes: z.array(EvidenceClass),
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** What is missing, in words. */
  because: z.array(z.string()),
  /** Where those classes, of those hosts, reach. */
  lanes: z.array(CoverageLane),
})
export type Absence = z.infer<typeof Absence>

/** Which classes show an event of a type; what is only stated is shown by none. */
export const CLASSES_OF_TYPE: Partial<Record<EventType, readonly (typeof EVIDENCE_CLASSES)[number][]>> = {
  network: ['flow', 'packets'],
  connection: ['flow', 'packets'],
  intrusion: ['ids'],
  scanning: ['ids', 'flow', 'packets'],
  dos: ['ids', 'flow', 'packets'],
  login: ['authentication'],
  'login-failure': ['authentication'],
  logout: ['authentication'],
  'access-denied': ['authentication', 'audit'],
  firewall: ['firewall'],
  'web-access': ['web'],
  'web-error': ['web'],
  dns: ['dns'],
  dhcp: ['dhcp'],
  process: ['process'],
  'file-access': ['file'],
  vulnerability: ['vulnerability-scan'],
  compliance: ['vulnerability-scan'],
  'detected-change': ['audit', 'config', 'passive-discovery'],
}

function percentText(share: number): string {
  if (share > 0 && share < 0.01) return '< 1 %'
  if (share < 1 && share > 0.99) return '> 99 %'
  return `${Math.round(share * 100)} %`
}

/**
 * The only way the product says that something was not seen.
 *
 * Shape:  shares 0–1 of the time that is covered, and covered at least in part → `not observed (coverage: 40 %)`.
 */
export function notObserved(share: number, partial = share): string {
  const more = partial - share >= 0.005 ? `, in part ${percentText(partial)}` : ''
  return `not observed (coverage: ${percentText(share)}${more})`
}

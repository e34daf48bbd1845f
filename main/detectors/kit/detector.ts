/** What a detector is: one object in one file, with its thresholds, its sources, what it mistakes, and examples of its own. */
import type { AccessDraft } from '#contract/access'
import type { Parameter, Verdict } from '#contract/detections'
import type { Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'

/**
 * What a detection is about; people who got in stand before people who tried, and both before what merely repeats, grows or is new. `alarm`
 * is what sensors kept saying of a host, `change` what was done to a host or how it is set up, `doubt` a record that cannot be right.
 */
export const SUBJECTS = ['access', 'attempt', 'alarm', 'contact', 'growth', 'novelty', 'change', 'doubt'] as const
export type Subject = (typeof SUBJECTS)[number]

/** What a detector finds; ranking and wording of the place come after. */
export interface Found {
  /** Unique within the detector, the same for the same evidence. */
  key: string
  subject: Subject
  /** Consequence if it is what it looks like, 0 info to 4 critical. */
  severity: number
  /** Why this severity: a clause in lower case. */
  consequence: string
  /** Null where access is not the question. */
  verdict: Verdict | null
  /** 0 to 1, or null where the detector measures nothing. */
  score: number | null
  title: string
  summary: string
  firstUs: number
  lastUs: number
  /** Events that `where` shows. */
  evidenceCount: number
  /** In the query language. */
  where: string
  detail: Record<string, unknown>
}

/** Events drawn as a table (`main/store/test/events.ts`), one row a line under a head; `home` begins addresses that are home, `register` is in force. */
export interface Example {
  title: string
  home?: string
  register?: readonly AccessDraft[]
  events: string
}

/** An example that must be detected: what of each detection is looked at, in order. */
export interface FiringExample extends Example {
  expected: readonly Partial<Found>[]
}

export type Parameters = Record<string, Parameter>
export type ValuesOf<P extends Parameters> = { readonly [K in keyof P]: number }

/** What a detector may ask: the case, and its own parameters by name. */
export interface Looking<P extends Parameters = Parameters> {
  store: Store
  params: ValuesOf<P>
  asking: Asking
}

/**
 * What the answer of a detector rests on: events for which the condition on `event e` is true, and, where `span` says so, the first and last time
 * of the case. Sessions seen twice, home networks and verdicts of the register are looked at for every detector.
 */
export interface Rests {
  on: Sql
  span?: boolean
}

export interface Detector<P extends Parameters = Parameters> {
  /** The file's name. */
  id: string
  /** Raised whenever the same events would give another answer. */
  version: number
  title: string
  params: P
  falsePositives: readonly string[]
  sources: readonly string[]
  /** Left out where it rests on anything in the case: it is then asked again after every write. */
  rests?: Rests
  /** Deterministic; needs no order of its own. */
  find: (looking: Looking<P>) => Promise<Found[]>
  examples: { fires: readonly FiringExample[]; silent: readonly Example[] }
}

/** Shape: definition → the same, its parameters typed by name. */
export function defineDetector<const P extends Parameters>(definition: Detector<P>): Detector {
  return definition as unknown as Detector
}

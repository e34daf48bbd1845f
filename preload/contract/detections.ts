/** Detections: what a detector says about some events, ranked by consequence and authorisation. */
import { z } from 'zod'

/** Whether the access register says that a session may be; `no_statement` where it says nothing. */
export const VERDICTS = ['not_authorised', 'no_statement', 'authorised'] as const
export const Verdict = z.enum(VERDICTS)
export type Verdict = z.infer<typeof Verdict>

/** A threshold in force. `unit` is what the value counts, `source` where the number comes from; `usual` is given where an analyst set another value. */
export const Parameter = z.object({ value: z.number(), unit: z.string(), source: z.string(), usual: z.number().optional() })
export type Parameter = z.infer<typeof Parameter>

export const DetectorSummary = z.object({
  id: z.string(),
  version: z.number(),
  title: z.string(),
  params: z.record(z.string(), Parameter),
  /** What fires it without anything being wrong. */
  false_positives: z.array(z.string()),
  sources: z.array(z.string()),
})
export type DetectorSummary = z.infer<typeof DetectorSummary>

/** What a detection rested on when it was dismissed. */
export const DismissedAt = z.object({
  version: z.number(),
  params: z.record(z.string(), z.number()),
  evidence_count: z.number(),
  first_ts: z.string(),
  last_ts: z.string(),
})
export type DismissedAt = z.infer<typeof DismissedAt>

export const Dismissal = z.object({ reason: z.string(), author: z.string(), at: z.string(), made_at: DismissedAt.nullable() })
export type Dismissal = z.infer<typeof Dismissal>

export const Detection = z.object({
  detector: z.string(),
  /** Stays the same for the same evidence, whatever else is detected. */
  key: z.string(),
  /** 1 is the most consequential. */
  rank: z.number(),
  /** Why it stands where it stands. */
  because: z.string(),
  /** The detector's own measure, 0 to 1, where it has one. Never decides the rank. */
  score: z.number().nullable(),
  /** Consequence if it is what it looks like: 0 info, 1 low, 2 medium, 3 high, 4 critical. */
  severity: z.number().int().min(0).max(4),
  title: z.string(),
  summary: z.string(),
  first_ts: z.string(),
  last_ts: z.string(),
  /** Events that `where` shows. */
  evidence_count: z.number(),
  /** A filter that shows the events. */
  where: z.string(),
  /** The counts and measures it rests on, by name, with the unit in the name. */
  detail: z.record(z.string(), z.unknown()),
  /** Somebody explained it away. `changed` says what is different since then; where that is not empty, it is to be looked at again. */
  dismissed: Dismissal.extend({ changed: z.array(z.string()) }).optional(),
})
export type Detection = z.infer<typeof Detection>

/** Shape: detection → what stands for it in a link and in the journal. */
export const detectionId = ({ detector, key }: Pick<Detection, 'detector' | 'key'>): string => `${detector} ${key}`

/** Decisions of analysts that detecting follows: thresholds by detector, dismissals by `detectionId`. */
export interface DetectorDecisions {
  params: ReadonlyMap<string, Readonly<Record<string, number>>>
  dismissals: ReadonlyMap<string, Dismissal>
}

/** Other thresholds for a detector, by name; those not named are as usual. Null takes all of them back. */
export const DetectorChange = z.object({ id: z.string(), params: z.record(z.string(), z.number()).nullable() })
export type DetectorChange = z.infer<typeof DetectorChange>

/** A null reason takes a dismissal back. */
export const DetectionDismissal = z.object({
  detector: z.string(),
  key: z.string(),
  reason: z.string().min(1).nullable(),
})
export type DetectionDismissal = z.infer<typeof DetectionDismissal>

/** Detectors to ask; all of them where left out. */
export const DetectionQuery = z.object({ only: z.array(z.string()).optional() })
export type DetectionQuery = z.infer<typeof DetectionQuery>

export const Detections = z.object({ detectors: z.array(DetectorSummary), detections: z.array(Detection) })
export type Detections = z.infer<typeof Detections>

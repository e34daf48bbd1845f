/** Competing explanations: how expected each observation would be under each, rated by every analyst alone, then put side by side. */
import { z } from 'zod'
import { EVIDENCE_CLASSES } from './formats'

/** What an explanation stands for; one that is innocent and one that says the evidence cannot tell must be among them. */
export const EXPLANATION_ROLES = ['hostile', 'benign', 'evidence-missing', 'other'] as const
export const ExplanationRole = z.enum(EXPLANATION_ROLES)
export type ExplanationRole = z.infer<typeof ExplanationRole>

/** How expected an observation would be if the explanation were true: 0 very unexpected … 4 very expected. */
export const MOST_EXPECTED = 4
export const Rating = z.number().int().min(0).max(MOST_EXPECTED)

/** Likelihood that a rating stands for. Chosen: even steps that never reach 0 or 1, since no observation proves an explanation alone. */
export const LIKELIHOODS = [0.05, 0.25, 0.5, 0.75, 0.95] as const

/** Rows whose spread is smaller tell the explanations not apart. Chosen: a tenth of all belief. */
export const LEAST_SPREAD = 0.1

/** Evidence that an observation waits for: nobody has seen it yet, its outcome is what would be observed. */
export const AwaitedEvidence = z.object({ class: z.enum(EVIDENCE_CLASSES), host: z.string().nullable() })
export type AwaitedEvidence = z.infer<typeof AwaitedEvidence>

export const ObservationDraft = z.object({
  text: z.string().min(1),
  /** Entry of the notebook that shows it, with its citations. */
  entry: z.string().nullable().default(null),
  awaits: AwaitedEvidence.nullable().default(null),
})
export type ObservationDraft = z.infer<typeof ObservationDraft>

export const Explanation = z.object({ id: z.string(), title: z.string(), role: ExplanationRole })
export type Explanation = z.infer<typeof Explanation>

/** An observation under one explanation. */
export const ExplanationCell = z.object({
  explanation: z.string(),
  /** What this analyst rated; null = not yet. */
  own: Rating.nullable(),
  /** Share of belief that the observation leaves to the explanation, 0–1, averaged over analysts who rated the whole row; null = none has. */
  share: z.number().nullable(),
  /** Largest difference between two analysts' shares. */
  disagreement: z.number().nullable(),
  /** Ratings of every analyst who may be seen. */
  ratings: z.array(z.object({ analyst: z.string(), rating: Rating })),
})
export type ExplanationCell = z.infer<typeof ExplanationCell>

export const Observation = z.object({
  id: z.string(),
  text: z.string(),
  entry: z.string().nullable(),
  awaits: AwaitedEvidence.nullable(),
  cells: z.array(ExplanationCell),
  /** Largest share less smallest: how far the observation tells the explanations apart; null = not rated. */
  diagnosticity: z.number().nullable(),
  discriminates: z.boolean(),
})
export type Observation = z.infer<typeof Observation>

export const MATRIX_LACKS = ['three-explanations', 'benign', 'evidence-missing'] as const

export const ExplanationMatrix = z.object({
  explanations: z.array(Explanation),
  /** Those that tell most first, those that wait for evidence after what was seen. */
  observations: z.array(Observation),
  analysts: z.array(
    z.object({
      fingerprint: z.string(),
      name: z.string(),
      own: z.boolean(),
      /** Cells rated. */
      rated: z.number(),
      /** They let others see their ratings. */
      revealed: z.boolean(),
    }),
  ),
  /** Own ratings are revealed, so those of others are shown. */
  revealed: z.boolean(),
  /** What the set of explanations lacks to be a fair one. */
  lacks: z.array(z.enum(MATRIX_LACKS)),
})
export type ExplanationMatrix = z.infer<typeof ExplanationMatrix>

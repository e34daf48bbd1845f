/** Lessons that run: the control that would have caught it, and what it says of a case. */
import { z } from 'zod'
import { AccessFields } from './access'
import { EVIDENCE_CLASSES } from './formats'

const EvidenceClass = z.enum(EVIDENCE_CLASSES)

/** What would have caught it, so that it can be run. `needs`: evidence without which its silence says nothing. */
export const Control = z.discriminatedUnion('kind', [
  /** Fires at every event that a filter finds. */
  z.object({ kind: z.literal('query'), where: z.string().min(1), needs: z.array(EvidenceClass) }),
  /** Fires at every detection of a detector. */
  z.object({ kind: z.literal('detector'), detector: z.string(), needs: z.array(EvidenceClass) }),
  /** A rule of the access register: fires at every session on the service of the targets that comes from elsewhere. */
  z.object({
    kind: z.literal('access'),
    ...AccessFields.pick({ source: true, target: true, service: true }).shape,
    /** Shorter sessions, and those that were not established, do not count. Seconds. */
    min_seconds: z.number().nonnegative(),
  }),
  /** Evidence that must be there; without a host of the case as a whole. */
  z.object({ kind: z.literal('evidence'), class: EvidenceClass, host: z.string().nullable() }),
])
export type Control = z.infer<typeof Control>

/** What a control says of a case. */
export const LESSON_VERDICTS = ['violated', 'not_testable', 'satisfied'] as const
export const LessonVerdict = z.enum(LESSON_VERDICTS)
export type LessonVerdict = z.infer<typeof LessonVerdict>

/** One time a control would have fired. */
export const Firing = z.object({
  ts: z.string(),
  what: z.string(),
  /** A filter that shows it. */
  where: z.string(),
  /** How long after the first firing, seconds: the lead that acting on the first would have given. */
  after_first_s: z.number(),
})
export type Firing = z.infer<typeof Firing>

/** A control run over the evidence of a case. */
export const LessonRun = z.object({
  /** Entry of the case's notebook, or lesson of the library. */
  id: z.string(),
  origin: z.enum(['case', 'library']),
  title: z.string(),
  control: Control,
  verdict: LessonVerdict,
  because: z.string(),
  /** How often it fires on this evidence. */
  alerts: z.number(),
  /** There are more; `alerts` is where counting ended. */
  at_least: z.boolean(),
  /** Null where the evidence covers no time. */
  alerts_per_week: z.number().nullable(),
  first_fired_at: z.string().nullable(),
  /** From the first firing to the end of the evidence, seconds. */
  lead_s: z.number().nullable(),
  /** The first ones, in order of time. */
  fired: z.array(Firing),
})
export type LessonRun = z.infer<typeof LessonRun>

/** A lesson kept for other cases, in the analyst's own folder. */
export const LibraryLesson = z.object({
  id: z.string(),
  title: z.string(),
  body: z.string(),
  control: Control,
  /** Name of the case it was learned in. */
  case_name: z.string(),
  kept_at: z.string(),
  /** It is run no more; its history stays. */
  retired_at: z.string().nullable(),
})
export type LibraryLesson = z.infer<typeof LibraryLesson>

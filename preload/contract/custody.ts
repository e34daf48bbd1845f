/** The chain of custody of an evidence file: what is stated of the time before the case, and what happened to it since. */
import { z } from 'zod'

/** As somebody states it, in their own words; empty = nobody said. */
export const CustodyFields = z.object({
  acquired_by: z.string(),
  /** Machine, device, place. */
  acquired_where: z.string(),
  /** Tool, command, write blocker. */
  acquired_how: z.string(),
  /** ISO 8601; null = not stated. */
  acquired_at: z.string().nullable(),
  received_from: z.string(),
  received_at: z.string().nullable(),
})
export type CustodyFields = z.infer<typeof CustodyFields>

export const NO_CUSTODY: CustodyFields = {
  ...{ acquired_by: '', acquired_where: '', acquired_how: '', acquired_at: null },
  ...{ received_from: '', received_at: null },
}

/** One step: `at` ISO 8601 UTC, or null where nobody stated when. `stated` = somebody's word, not what the workbench did itself. */
export const CustodyStep = z.object({
  at: z.string().nullable(),
  who: z.string(),
  what: z.string(),
  stated: z.boolean(),
})
export type CustodyStep = z.infer<typeof CustodyStep>

export const Custody = z.object({ sha256: z.string(), fields: CustodyFields, steps: z.array(CustodyStep) })
export type Custody = z.infer<typeof Custody>

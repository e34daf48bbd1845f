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

/** One step: `at` ISO 8601 UTC, or null where nobody stated when. `stated` is somebody's word; the workbench did and recorded the others. */
export const CustodyStep = z.object({
  at: z.string().nullable(),
  who: z.string(),
  what: z.string(),
  kind: z.enum(['stated', 'done', 'export']),
})
export type CustodyStep = z.infer<typeof CustodyStep>

export const CustodyChange = CustodyFields.partial().extend({ sha256: z.string() })
export type CustodyChange = z.infer<typeof CustodyChange>

export const Custody = z.object({ sha256: z.string(), fields: CustodyFields, steps: z.array(CustodyStep) })
export type Custody = z.infer<typeof Custody>

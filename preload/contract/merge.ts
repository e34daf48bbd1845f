/** Bringing in a colleague's copy of the case. */
import { z } from 'zod'
import { Conflict, JournalLine } from './notebook'

export const MergeResult = z.object({
  /** Nothing was written. */
  dry_run: z.boolean(),
  /** Fingerprint of the bundle's signer, and the name they go by. */
  signer: z.string(),
  signer_name: z.string(),
  /** What was not here: decisions, by what they are too, and evidence files. */
  added: z.object({ decisions: z.number(), evidence: z.number(), by_kind: z.record(z.string(), z.number()) }),
  /** The evidence files that were not here. */
  evidence: z.array(z.object({ sha256: z.string(), name: z.string(), size_bytes: z.number() })),
  /** The decisions that were not here, newest first; of thousands the newest. */
  decisions: z.array(JournalLine),
  /** Open now (or would be), with a side in the bundle. */
  conflicts: z.array(Conflict),
  /** Decisions of the bundle that were here. */
  already_there: z.number(),
  /** The operation that undoing takes the merge back by; null where nothing was written. */
  merge: z.string().nullable(),
})
export type MergeResult = z.infer<typeof MergeResult>

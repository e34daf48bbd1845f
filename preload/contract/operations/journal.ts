/** The journal as such: what contends, what is taken back, the state as one text. */
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Conflict, JournalLine } from '../notebook'

export const journalOperations = {
  /** What is open now. */
  conflicts: oc.output(z.array(Conflict)),
  /** Settle a conflict: keep the side of this operation, or give another value (JSON). */
  resolve: oc
    .input(z.object({ id: z.string(), keep: z.string().optional(), value: z.unknown().optional() }))
    .output(z.array(Conflict)),
  /** Take an operation back by another one; of a merge, all it brought. The new line of the journal. */
  undo: oc.input(z.object({ id: z.string() })).output(JournalLine),
  /** The state in its canonical form: the same bytes in every copy that holds the same decisions. */
  canonical: oc.output(z.object({ text: z.string(), sha256: z.string() })),
}

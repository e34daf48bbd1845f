/** The journal as such: what contends, what is taken back, the state as one text. */
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Custody, CustodyChange } from '../custody'
import { Conflict, JournalLine, Person } from '../notebook'

export const journalOperations = {
  /** What is open now. */
  conflicts: oc.output(z.array(Conflict)),
  /** Settle a conflict: keep the side of this operation, or give another value (JSON). */
  resolve: oc
    .input(z.object({ id: z.string(), keep: z.string().optional(), value: z.unknown().optional() }))
    .output(z.array(Conflict)),
  /** Take an operation back by another one; of a merge, all it brought. The new line of the journal. */
  undo: oc.input(z.object({ id: z.string() })).output(JournalLine),
  /** What happened to an evidence file, before the case and since. Errors: ENG-003 the case does not hold it. */
  custody: oc.input(z.object({ sha256: z.string() })).output(Custody),
  /** State where a file was before; what is not named stays. */
  setCustody: oc.input(CustodyChange).output(Custody),
  /** Who writes, by key. */
  people: oc.output(z.array(Person)),
  /** Call the holder of a key by a name (null takes it back), or say that two keys are one person's. */
  namePerson: oc
    .input(
      z.object({ fingerprint: z.string(), name: z.string().nullable().optional(), same_as: z.string().nullable().optional() }),
    )
    .output(z.array(Person)),
  /** The state in its canonical form: the same bytes in every copy that holds the same decisions. */
  canonical: oc.output(z.object({ text: z.string(), sha256: z.string() })),
}

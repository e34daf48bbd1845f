/** SQL of one's own, run in a process of its own. */
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { SqlQuestion, SqlResult, SqlView } from '../sql'

export const sqlOperations = {
  /** Waits while a job writes; ends at its limits of time, memory and size; can be cancelled. */
  run: oc.input(SqlQuestion).output(SqlResult),
  /** What can be asked, for completion. */
  views: oc.output(z.array(SqlView)),
}

/** What people looked at, on this machine alone. */
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { AttentionRecord, AttentionReport } from '../attention'

export const attentionOperations = {
  record: oc.input(AttentionRecord).output(z.object({})),
  report: oc.output(AttentionReport),
  /** `forget` throws away what was recorded of this case. */
  set: oc.input(z.object({ recording: z.boolean().optional(), forget: z.boolean().optional() })).output(z.object({})),
}

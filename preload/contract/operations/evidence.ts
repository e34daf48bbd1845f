/** Evidence: preview before commit, add with progress and cancel, ledger, rejects, corrections. */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { ClockComparison } from '../clocks'
import { AddMessage, EvidencePreview, EvidenceSource, RejectRow, SourceOptions } from '../evidence'

const Item = z.object({ path: z.string(), options: SourceOptions.default({}) })

export const evidenceOperations = {
  /** Walks folders; one preview per file, each as soon as it is ready. Nothing is committed. */
  preview: oc.input(z.object({ items: z.array(Item) })).output(eventIterator(EvidencePreview)),
  /** Runs as a job (also seen by `jobs.watch`); ends when every file is done. Ending the stream cancels the job. */
  add: oc.input(z.object({ items: z.array(Item), in_place: z.boolean().default(false) })).output(eventIterator(AddMessage)),
  list: oc.output(z.array(EvidenceSource)),
  rejects: oc
    .input(z.object({ sha256: z.string().optional(), after: z.number().default(0), limit: z.number().default(200) }))
    .output(z.object({ rows: z.array(RejectRow), total: z.number() })),
  /** How the clocks of sources compare, from the sessions that two of them saw. */
  clocks: oc.output(z.array(ClockComparison)),
  /** What a correction would change: the source read again with these options. Nothing is recorded. */
  previewSet: oc.input(z.object({ sha256: z.string(), options: SourceOptions })).output(EvidencePreview),
  /** Correct a decision about a source: recorded, then derived again. */
  set: oc.input(z.object({ sha256: z.string(), options: SourceOptions })).output(EvidenceSource),
  exclude: oc.input(z.object({ sha256: z.string(), reason: z.string().min(1) })).output(EvidenceSource),
}

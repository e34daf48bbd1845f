/** The notebook: entries, citations, tags, manual events, journal. */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { CitationState, CiteRequest, Entry, EntryChange, EntryDraft, JournalLine } from '../notebook'

export const notebookOperations = {
  list: oc.output(z.array(Entry)),
  create: oc.input(EntryDraft).output(Entry),
  change: oc.input(EntryChange).output(Entry),
  remove: oc.input(z.object({ id: z.string() })).output(Entry),
  cite: oc.input(z.object({ entry: z.string(), cite: CiteRequest })).output(Entry),
  uncite: oc.input(z.object({ entry: z.string(), citation: z.string() })).output(Entry),
  /** Re-executes every citation; each state as soon as it is known. */
  verify: oc.output(eventIterator(CitationState)),
  tag: oc
    .input(z.object({ keys: z.array(z.string()).min(1), tag: z.string().min(1), remove: z.boolean().default(false) }))
    .output(z.object({ tagged: z.number() })),
  addEvent: oc
    .input(z.object({ ts: z.string(), type: z.string(), message: z.string().min(1) }))
    .output(z.object({ event_key: z.string() })),
  history: oc.input(z.object({ limit: z.number().default(200) })).output(z.array(JournalLine)),
}

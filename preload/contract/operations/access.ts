/** The access register, what it says of sessions, and the sheet for the owner of a server. */
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { AccessChange, AccessDraft, AccessRow, AccessSuggestions, SheetOptions, VerdictCounts } from '../access'
import { ReportResult } from '../report'

export const accessOperations = {
  /** Rows in force and out of it, in the order they were added. */
  list: oc.output(z.array(AccessRow)),
  add: oc.input(AccessDraft).output(AccessRow),
  change: oc.input(AccessChange).output(AccessRow),
  remove: oc.input(z.object({ id: z.string() })).output(AccessRow),
  counts: oc.output(VerdictCounts),
  suggestions: oc.output(AccessSuggestions),
  exportSheet: oc.input(z.object({ options: SheetOptions, path: z.string() })).output(ReportResult),
}

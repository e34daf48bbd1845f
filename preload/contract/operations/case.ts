/** Opening, making and setting cases. */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { CaseInfo, CaseSettings, HomeSuggestion, RecentCase, SampleCase } from '../case'
import { JobProgress } from '../evidence'

const Nothing = z.object({})

export const caseOperations = {
  recent: oc.output(z.array(RecentCase)),
  samples: oc.output(z.array(SampleCase)),
  /** Make a new case folder and open it. */
  create: oc
    .input(z.object({ path: z.string(), name: z.string().min(1), home_networks: z.array(z.string()), display_zone: z.string() }))
    .output(CaseInfo),
  open: oc.input(z.object({ path: z.string() })).output(CaseInfo),
  /** Make (once) and open a sample case in the user's data folder; progress until `done`, then ask `info`. */
  openSample: oc.input(z.object({ name: z.string() })).output(eventIterator(JobProgress)),
  /** Make a sample case in a folder of one's choice, and open it. */
  makeSample: oc.input(z.object({ name: z.string(), path: z.string() })).output(eventIterator(JobProgress)),
  close: oc.output(Nothing),
  /** The open case, or null. */
  info: oc.output(CaseInfo.nullable()),
  set: oc.input(CaseSettings).output(CaseInfo),
  suggestHomes: oc.output(z.array(HomeSuggestion)),
  rebuild: oc.output(eventIterator(JobProgress)),
  /** One message now and one at every change of the open case: its new revision (0 = no case). */
  watch: oc.output(eventIterator(z.object({ revision: z.number() }))),
}

/** What the shell around the engine offers: dialogs or a path browser, where files may be read and written. */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { JobProgress } from '../evidence'

export const ShellInfo = z.object({
  shell: z.enum(['electron', 'browser', 'cli', 'memory']),
  dialogs: z.enum(['native', 'page']),
  platform: z.string(),
  version: z.string(),
  /** Where new cases and exports are offered to go. */
  home: z.string(),
})
export type ShellInfo = z.infer<typeof ShellInfo>
export const DirectoryEntry = z.object({
  name: z.string(),
  path: z.string(),
  kind: z.enum(['folder', 'file', 'case']),
  size_bytes: z.number(),
  modified: z.string().nullable(),
})
export type DirectoryEntry = z.infer<typeof DirectoryEntry>

export const shellOperations = {
  info: oc.output(ShellInfo),
  /** Native dialogs; null = cancelled. With `dialogs: 'page'` use `listDir` instead. */
  pickOpen: oc
    .input(z.object({ title: z.string(), what: z.enum(['files', 'folder', 'case', 'bundle']) }))
    .output(z.array(z.string()).nullable()),
  pickSave: oc.input(z.object({ title: z.string(), suggested: z.string() })).output(z.string().nullable()),
  /** `null` = where browsing begins; an empty path = the folders that may be read, as a listing without a parent. */
  listDir: oc
    .input(z.object({ path: z.string().nullable() }))
    .output(z.object({ path: z.string(), parent: z.string().nullable(), entries: z.array(DirectoryEntry) })),
  reveal: oc.input(z.object({ path: z.string() })).output(z.object({})),
}
export const jobOperations = {
  /** Every running job now, then each change of any job. */
  watch: oc.output(eventIterator(JobProgress)),
  cancel: oc.input(z.object({ id: z.string() })).output(z.object({})),
}

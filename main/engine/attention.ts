/** What people looked at, kept in the user's data folder, one file a case; it is no part of the case, of its journal or of a bundle. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { AttentionRecord, AttentionReport } from '#contract/attention'
import { attentionReport, cellKey, cellsOfEvents } from '#main/queries/attention'
import type { Asking } from '#main/store/store'
import type { OpenCase } from './open-case'

const Deeds = z.object({ displayed: z.number(), opened: z.number(), cited: z.number() })
const Kept = z.object({
  recording: z.boolean(),
  cells: z.record(z.string(), Deeds),
  /** Keys of events whose record or session was opened or cited. */
  opened: z.array(z.string()),
})
type Kept = z.infer<typeof Kept>

const NOTHING = (): Kept => ({ recording: true, cells: {}, opened: [] })
const folderOf = ({ host }: OpenCase): string => join(host.dataDir, 'attention')
// WHY: a case id is checked to be a UUID when the folder is opened; it names a file and nothing else.
const fileOf = (open: OpenCase): string => join(folderOf(open), `${open.folder.caseId}.json`)

function read(open: OpenCase): Kept {
  try {
    return Kept.parse(JSON.parse(readFileSync(fileOf(open), 'utf8')))
  } catch {
    return NOTHING()
  }
}

/** A data folder that cannot be written is no reason to fail: attention is an aid, not evidence. */
function write(open: OpenCase, kept: Kept): void {
  try {
    mkdirSync(folderOf(open), { recursive: true, mode: 0o700 })
    writeFileSync(`${fileOf(open)}.new`, JSON.stringify(kept), { mode: 0o600 })
    renameSync(`${fileOf(open)}.new`, fileOf(open))
  } catch (error) {
    open.host.log.warn('what was looked at could not be kept', { reason: (error as Error).message })
  }
}

/** Note what was done with some events; nothing is noted while recording is off. */
export async function recordAttention(open: OpenCase, { deed, keys }: AttentionRecord, asking: Asking): Promise<void> {
  if (!read(open).recording) return
  const cells = await cellsOfEvents(open.store, keys, asking)
  // WHY: read again after the question, so that two recordings at once do not undo each other.
  const kept = read(open)
  for (const cell of cells) {
    const key = cellKey(cell)
    const deeds = Object.hasOwn(kept.cells, key) ? kept.cells[key]! : { displayed: 0, opened: 0, cited: 0 }
    kept.cells[key] = { ...deeds, [deed]: deeds[deed] + 1 }
  }
  const opened = deed === 'displayed' ? kept.opened : [...new Set([...kept.opened, ...keys])]
  write(open, { ...kept, opened })
}

/** Shape: case → what was looked at of it, and what was not. */
export async function attentionOf(open: OpenCase, asking: Asking): Promise<AttentionReport> {
  const { recording, cells, opened } = read(open)
  return { recording, ...(await attentionReport(open.store, new Map(Object.entries(cells)), new Set(opened), asking)) }
}

export function setAttention(open: OpenCase, { recording, forget }: { recording?: boolean; forget?: boolean }): void {
  const kept = forget === true ? { ...NOTHING(), recording: read(open).recording } : read(open)
  write(open, { ...kept, recording: recording ?? kept.recording })
}

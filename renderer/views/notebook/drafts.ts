/** What was typed and is not saved yet, kept in this browser so that it survives a crash. Keyed by case and entry. */

/** The fields of an entry that are typed. */
export interface EntryText {
  title: string
  body: string
  tlp: string | null
  control: string | null
}
/** `base` is the entry's `changed_at` when typing began: a later one means that somebody else saved meanwhile. */
export interface Draft extends EntryText {
  base: string
}

const key = (caseId: string, entryId: string) => `backtrail.draft.${caseId}.${entryId}`
const isText = (value: unknown): value is string => typeof value === 'string'
const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value)

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false
  const draft = value as Record<string, unknown>
  return [draft.title, draft.body, draft.base].every(isText) && [draft.tlp, draft.control].every(isTextOrNull)
}

/** Shape: → the draft kept for this entry, or null where there is none or it cannot be read. */
export function keptDraft(storage: Storage, caseId: string, entryId: string): Draft | null {
  try {
    const found: unknown = JSON.parse(storage.getItem(key(caseId, entryId)) ?? 'null')
    return isDraft(found) ? found : null
  } catch {
    return null
  }
}

/** Shape: → whether it was kept; false where the browser's storage is full or closed. */
export function keepDraft(storage: Storage, caseId: string, entryId: string, draft: Draft): boolean {
  try {
    storage.setItem(key(caseId, entryId), JSON.stringify(draft))
    return true
  } catch {
    return false
  }
}

export function dropDraft(storage: Storage, caseId: string, entryId: string): void {
  storage.removeItem(key(caseId, entryId))
}

/** Whether two texts of an entry say the same. */
export const sameText = (one: EntryText, other: EntryText): boolean =>
  one.title === other.title && one.body === other.body && one.tlp === other.tlp && one.control === other.control

/** Shape: entry → its typed fields alone. */
export const textOf = ({ title, body, tlp, control }: EntryText): EntryText => ({ title, body, tlp, control })

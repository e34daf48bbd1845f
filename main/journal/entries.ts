/** The notebook part of the fold: entries, their changes, their citations with stable labels. */
import type { Citation, Entry } from '#contract/notebook'
import { stampTime } from './clock'
import { authorLabel, stated, type OperationOf } from './fold'

type EntryOperation = OperationOf<'entry.created' | 'entry.changed' | 'entry.removed' | 'entry.cited' | 'entry.uncited'>

interface Draft {
  entry: Entry
  /** Every citation ever made here, so that a label is never given twice. */
  labels: Set<string>
  uncited: Set<string>
}

/** Shape: operations in order → entries in the order they were made. */
export function foldEntries(operations: EntryOperation[], authors: ReadonlyMap<string, string>): Entry[] {
  const drafts = new Map<string, Draft>()
  for (const operation of operations) {
    if (operation.kind !== 'entry.created' || drafts.has(operation.payload.id)) continue
    drafts.set(operation.payload.id, { entry: newEntry(operation, authors), labels: new Set(), uncited: new Set() })
  }
  // WHY: two passes, so that a change dated before the making (a clock that was set back) still finds its entry.
  for (const operation of operations) {
    const draft = drafts.get(entryOf(operation))
    if (draft !== undefined) applyToEntry(draft, operation)
  }
  return [...drafts.values()].map(({ entry, uncited }) => ({
    ...entry,
    citations: entry.citations.filter((citation) => !uncited.has(citation.id)),
  }))
}

function entryOf(operation: EntryOperation): string {
  return operation.kind === 'entry.cited' || operation.kind === 'entry.uncited' ? operation.payload.entry : operation.payload.id
}

function newEntry(operation: OperationOf<'entry.created'>, authors: ReadonlyMap<string, string>): Entry {
  const at = stampTime(operation.hlc)
  const { id, kind, title, body, tlp, control, check = null } = operation.payload
  const author = authorLabel(operation.author, authors)
  return { id, kind, title, body, tlp, author, created_at: at, changed_at: at, citations: [], control, check, removed: false }
}

function applyToEntry(draft: Draft, operation: EntryOperation): void {
  const { entry } = draft
  const at = stampTime(operation.hlc)
  if (at > entry.changed_at) entry.changed_at = at
  switch (operation.kind) {
    case 'entry.changed': {
      const { title, body, tlp, control, check } = operation.payload
      Object.assign(entry, stated({ title, body, tlp, control, check }))
      return
    }
    case 'entry.removed':
      entry.removed = true
      return
    case 'entry.cited':
      cite(draft, operation.payload.citation)
      return
    case 'entry.uncited':
      draft.uncited.add(operation.payload.citation)
  }
}

/** Two copies of a case may both have given E3; the later one gets the next free label. */
function cite(draft: Draft, citation: Citation): void {
  if (draft.entry.citations.some((known) => known.id === citation.id)) return
  const label = draft.labels.has(citation.label) ? nextLabel(draft.labels) : citation.label
  draft.labels.add(label)
  draft.entry.citations.push({ ...citation, label })
}

/** Shape: labels in use → the first free one of E1, E2, … */
export function nextLabel(labels: ReadonlySet<string>): string {
  let number = 1
  while (labels.has(`E${number}`)) number++
  return `E${number}`
}

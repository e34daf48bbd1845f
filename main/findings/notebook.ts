/** Writing the notebook: every change of an entry is one decision in the journal. */
import { fault } from '#contract/errors'
import { EVENT_TYPES } from '#contract/event'
import type { CiteRequest, Entry, EntryChange, EntryDraft } from '#contract/notebook'
import { isoFromMicros, microsFromIso } from '#contract/units'
import { canonicalJson } from '#main/journal/canonical'
import { nextLabel } from '#main/journal/entries'
import type { Journal } from '#main/journal/journal'
import type { PayloadInput, PayloadOf } from '#main/journal/operation-kinds'
import { cite } from './cite'
import { manualEventKey } from './manual-record'
import type { Questions } from './questions'

/** What the notebook needs of an open case. */
export interface NotebookCase {
  journal: Journal
  ask: Questions
  /** A new id that sorts by age. */
  uuid: () => string
}

/** Shape: entry id → the entry, removed ones too. Errors: CAS-030 none has this id. */
export function entryById(journal: Journal, id: string): Entry {
  const entry = journal.state.entries.find((candidate) => candidate.id === id)
  if (entry === undefined) throw fault('CAS-030', { id })
  return entry
}

export async function createEntry({ journal, uuid }: NotebookCase, draft: EntryDraft): Promise<Entry> {
  const id = uuid()
  const { kind, title, body, tlp, control, check } = draft
  await journal.append('entry.created', { id, kind, title, body, tlp, control, ...(check ? { check } : {}) })
  return entryById(journal, id)
}

/** Errors: CAS-030 no such entry. A change of nothing writes nothing. */
export async function changeEntry({ journal }: NotebookCase, change: EntryChange): Promise<Entry> {
  const entry = entryById(journal, change.id)
  const { title, body, tlp, control, check } = change
  const wanted = Object.entries({ title, body, tlp, control, check }) as [keyof typeof entry, unknown][]
  const changed = wanted.filter(
    ([field, value]) => value !== undefined && canonicalJson(value) !== canonicalJson(entry[field] ?? null),
  )
  if (changed.length > 0) await journal.append('entry.changed', { id: change.id, ...Object.fromEntries(changed) })
  return entryById(journal, change.id)
}

/** Errors: CAS-030 no such entry. The entry stays in the journal, marked as removed. */
export async function removeEntry({ journal }: NotebookCase, id: string): Promise<Entry> {
  if (!entryById(journal, id).removed) await journal.append('entry.removed', { id })
  return entryById(journal, id)
}

/**
 * Cite a record or a number in an entry, under the next free label.
 *
 * Errors: CAS-030 no such entry; whatever the question asked throws (QRY-002 no such event).
 */
export async function citeInEntry(
  { journal, ask, uuid }: NotebookCase,
  entryId: string,
  request: CiteRequest,
  signal?: AbortSignal,
): Promise<Entry> {
  entryById(journal, entryId)
  const cited = await cite(ask, request, signal)
  // WHY: counted after the question, so that two citations made at once do not get the same label.
  const label = nextLabel(labelsEverGiven(journal, entryId))
  await journal.append('entry.cited', { entry: entryId, citation: { ...cited, id: uuid(), label } })
  return entryById(journal, entryId)
}

/** Labels of citations that were taken out again count too: a text may still say `[E2]`. */
function labelsEverGiven(journal: Journal, entryId: string): Set<string> {
  const labels = new Set(entryById(journal, entryId).citations.map((citation) => citation.label))
  for (const { kind, payload } of journal.operations()) {
    if (kind !== 'entry.cited' || payload['entry'] !== entryId) continue
    labels.add((payload as unknown as PayloadOf<'entry.cited'>).citation.label)
  }
  return labels
}

/** Errors: CAS-030 no such entry; CAS-031 no such citation in it (an id or a label). */
export async function unciteInEntry({ journal }: NotebookCase, entryId: string, citation: string): Promise<Entry> {
  const found = entryById(journal, entryId).citations.find(({ id, label }) => id === citation || label === citation)
  if (found === undefined) throw fault('CAS-031', { entry: entryId, citation })
  await journal.append('entry.uncited', { entry: entryId, citation: found.id })
  return entryById(journal, entryId)
}

/** Shape: event keys and a tag → how many events changed. Nothing is written where nothing changes. */
export async function tagEvents(journal: Journal, keys: readonly string[], tag: string, remove: boolean): Promise<number> {
  const has = (key: string) => journal.state.tags.get(key)?.includes(tag) ?? false
  const changing = [...new Set(keys)].filter((key) => has(key) === remove)
  if (changing.length > 0) await journal.append(remove ? 'event.untagged' : 'event.tagged', { keys: changing, tag })
  return changing.length
}

/** What a person states of an event nobody logged. `ts` is ISO 8601; without a zone it is UTC. */
export type StatedEvent = Omit<PayloadInput<'event.added'>, 'id' | 'type'> & { type: string }

/**
 * Add an event by hand.
 *
 * Shape:  what happened → its event key.
 * Errors: CAS-032 `ts` is not a time; CAS-033 `type` is not a type of event.
 */
export async function addManualEvent({ journal, uuid }: NotebookCase, event: StatedEvent): Promise<string> {
  const type = EVENT_TYPES.find((known) => known === event.type)
  if (type === undefined) throw fault('CAS-033', { text: event.type })
  const times = { ts: statedTime(event.ts), ...(event.ts_end === undefined ? {} : { ts_end: statedTime(event.ts_end) }) }
  const operation = await journal.append('event.added', { ...event, ...times, type, id: uuid() })
  return manualEventKey(operation.payload as PayloadOf<'event.added'>)
}

function statedTime(text: string): string {
  const us = microsFromIso(text)
  if (us === null) throw fault('CAS-032', { text })
  return isoFromMicros(us)
}

/** Keeping the access register: what is stated is checked and written in one spelling, each change is one decision in the journal. */
import { accessRange, AccessFields, hoursText, parseHours, parseService, serviceText } from '#contract/access'
import type { AccessChange, AccessDraft, AccessRow } from '#contract/access'
import { fault } from '#contract/errors'
import { isoFromMicros, microsFromIso } from '#contract/units'
import type { Journal } from '#main/journal/journal'

/** What the register needs of an open case. */
export interface RegisterCase {
  journal: Journal
  /** A new id that sorts by age. */
  uuid: () => string
}

function rangesOf(texts: readonly string[], what: string): string[] {
  const named = texts.filter((text) => text.trim() !== '')
  if (named.length === 0) throw fault('ACC-004', { what })
  const canonical = named.map((text) => {
    const range = accessRange(text)
    if (range === null) throw fault('CAS-010', { text })
    return range.text
  })
  return [...new Set(canonical)].sort()
}

function momentOf(text: string | null): string | null {
  if (text === null || text.trim() === '') return null
  const us = microsFromIso(text)
  if (us === null) throw fault('CAS-032', { text })
  return isoFromMicros(us)
}

function checkedHours(text: string | null): string | null {
  if (text === null || text.trim() === '') return null
  const hours = parseHours(text)
  if (hours === null) throw fault('ACC-002', { text })
  return hoursText(hours)
}

/**
 * Shape:  what is stated → the same in one spelling: networks with their host bits cleared, times in UTC.
 * Errors: CAS-010 a network, CAS-032 a time, ACC-001 the service, ACC-002 the hours, ACC-003 no time between the ends, ACC-004 no address.
 */
export function checkedAccess(stated: AccessFields): AccessFields {
  const service = parseService(stated.service)
  if (service === null) throw fault('ACC-001', { text: stated.service })
  const [from, to] = [momentOf(stated.valid_from), momentOf(stated.valid_to)]
  if (from !== null && to !== null && microsFromIso(from)! >= microsFromIso(to)!) throw fault('ACC-003', { from, to })
  return {
    source: rangesOf(stated.source, 'source'),
    target: rangesOf(stated.target, 'target'),
    service: serviceText(service),
    hours: checkedHours(stated.hours),
    purpose: stated.purpose.trim(),
    owner: stated.owner.trim(),
    attested_by: stated.attested_by.trim(),
    attestation: stated.attestation.trim(),
    valid_from: from,
    valid_to: to,
  }
}

/** Shape: id → the row in force. Errors: ENG-003 none has this id. */
export function accessById(journal: Journal, id: string): AccessRow {
  const row = journal.state.access.find((candidate) => candidate.id === id)
  if (row === undefined) throw fault('ENG-003', { what: 'row of the access register with the id', id })
  return row
}

const NOTHING_STATED = { hours: null, purpose: '', owner: '', attested_by: '', attestation: '', valid_from: null, valid_to: null }

/** Errors: as `checkedAccess`. */
export async function addAccess({ journal, uuid }: RegisterCase, draft: AccessDraft): Promise<AccessRow> {
  const id = uuid()
  await journal.append('access.added', { id, ...checkedAccess({ ...NOTHING_STATED, ...draft }) })
  return accessById(journal, id)
}

/** Errors: ENG-003; as `checkedAccess`. A change of nothing writes nothing. */
export async function changeAccess({ journal }: RegisterCase, { id, ...change }: AccessChange): Promise<AccessRow> {
  const before = accessById(journal, id)
  const after = checkedAccess(AccessFields.parse({ ...before, ...change }))
  const fields = Object.keys(after) as (keyof AccessFields)[]
  const changed = fields.filter((field) => JSON.stringify(after[field]) !== JSON.stringify(before[field]))
  if (changed.length > 0)
    await journal.append('access.changed', { id, ...Object.fromEntries(changed.map((field) => [field, after[field]])) })
  return accessById(journal, id)
}

/** Shape: id → the row that was taken out. Errors: ENG-003. */
export async function removeAccess({ journal }: RegisterCase, id: string): Promise<AccessRow> {
  const row = accessById(journal, id)
  await journal.append('access.removed', { id })
  return row
}

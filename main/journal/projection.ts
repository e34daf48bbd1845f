/** What the journal says now: a pure fold of its operations, the same on every computer whatever order the files came in. */
import type { AccessRow } from '#contract/access'
import type { TlpLevel } from '#contract/case'
import type { DetectorDecisions } from '#contract/detections'
import { NO_CUSTODY, type CustodyFields } from '#contract/custody'
import type { SourceOptions } from '#contract/evidence'
import type { Entry, Person } from '#contract/notebook'
import { foldAccess } from './access'
import { stampTime } from './clock'
import { foldDetections } from './detections'
import { foldEntries } from './entries'
import { foldExplanations, type Explanations } from './explanations'
import { authorLabel, stated, type OperationOf } from './fold'
import type { KnownOperation, Operation } from './operation'
import type { PayloadOf } from './operation-kinds'
import { foldPeople, namesByKey } from './people'
import { historyOf, standingOperations } from './standing'

export interface CaseDecisions {
  name: string
  home_networks: string[]
  display_zone: string
  tlp: TlpLevel
}

/** A file of the case as the journal knows it. */
export interface EvidenceRecord extends PayloadOf<'evidence.added'> {
  added_by: string
  added_at: string
  excluded_because: string | null
  /** Of an archive: what was corrected for single members, by their address. */
  of_members: Record<string, MemberCorrection>
  custody: CustodyFields
}

export interface MemberCorrection {
  options: SourceOptions
  excluded_because: string | null
}

export interface ManualEvent extends PayloadOf<'event.added'> {
  author: string
  /** Of the author's key; a name can change, this cannot. */
  fingerprint: string
  at: string
}

export interface ExportRecord extends PayloadOf<'export.made'> {
  author: string
  at: string
}

export interface JournalState {
  settings: CaseDecisions
  /** In the order they were added. */
  evidence: EvidenceRecord[]
  /** Every entry ever made, removed ones marked, in the order they were made. */
  entries: Entry[]
  /** Event key → tags, both sorted. */
  tags: ReadonlyMap<string, readonly string[]>
  events: ManualEvent[]
  /** The access register, without rows that were removed, in the order they were added. */
  access: AccessRow[]
  detecting: DetectorDecisions
  explanations: Explanations
  exports: ExportRecord[]
  /** Key fingerprint → the name its holder goes by. */
  authors: ReadonlyMap<string, string>
  /** Who writes, by key, in the order of their keys. */
  people: Person[]
  /** Hashes of all files that were ever added, also of those whose adding is set aside. */
  everAdded: ReadonlySet<string>
  /** Operations of kinds this version does not know; a newer one wrote them. */
  notUnderstood: number
}

const DEFAULT_DECISIONS: CaseDecisions = { name: '', home_networks: [], display_zone: 'UTC', tlp: 'TLP:AMBER' }

/**
 * Fold operations into the present state.
 *
 * Shape: operations in any order, doubles allowed → state. A later operation wins over an earlier one, field by field; what is removed
 *        stays removed; an operation about something that was never made changes nothing.
 */
export function projectJournal(operations: Iterable<Operation>): JournalState {
  const history = historyOf(operations)
  const known = standingOperations(history)
  const of = <K extends KnownOperation['kind']>(...kinds: K[]): OperationOf<K>[] =>
    known.filter((operation): operation is OperationOf<K> => (kinds as string[]).includes(operation.kind))
  const people = foldPeople(of('replica.opened', 'author.named'))
  const authors = namesByKey(people)
  const signed = (operation: Operation) => ({ author: authorLabel(operation.author, authors), at: stampTime(operation.hlc) })
  return {
    settings: foldSettings(of('case.created', 'case.set')),
    evidence: foldEvidence(of('evidence.added', 'evidence.set', 'evidence.excluded', 'evidence.custody'), authors),
    entries: foldEntries(of('entry.created', 'entry.changed', 'entry.removed', 'entry.cited', 'entry.uncited'), authors),
    tags: foldTags(of('event.tagged', 'event.untagged')),
    events: firstOfEach(of('event.added')).map((operation) => ({
      ...operation.payload,
      ...signed(operation),
      fingerprint: operation.author,
    })),
    access: foldAccess(of('access.added', 'access.changed', 'access.removed'), authors),
    detecting: foldDetections(of('detector.set', 'detection.dismissed'), authors),
    explanations: foldExplanations(
      of('explanation.set', 'observation.added', 'observation.changed', 'observation.removed', 'rating.made', 'ratings.revealed'),
    ),
    exports: of('export.made').map((operation) => ({ ...operation.payload, ...signed(operation) })),
    authors,
    people,
    everAdded: new Set(
      history.known
        .filter(({ kind }) => kind === 'evidence.added')
        .map(({ payload }) => (payload as PayloadOf<'evidence.added'>).sha256),
    ),
    notUnderstood: history.notUnderstood,
  }
}

function firstOfEach(operations: OperationOf<'event.added'>[]): OperationOf<'event.added'>[] {
  const seen = new Set<string>()
  return operations.filter(({ payload: { id } }) => !seen.has(id) && seen.add(id))
}

function foldSettings(operations: OperationOf<'case.created' | 'case.set'>[]): CaseDecisions {
  const settings = { ...DEFAULT_DECISIONS, home_networks: [...DEFAULT_DECISIONS.home_networks] }
  for (const { payload } of operations) Object.assign(settings, stated(payload))
  return settings
}

function foldEvidence(
  operations: OperationOf<'evidence.added' | 'evidence.set' | 'evidence.excluded' | 'evidence.custody'>[],
  authors: ReadonlyMap<string, string>,
): EvidenceRecord[] {
  const records = new Map<string, EvidenceRecord>()
  for (const operation of operations.filter((candidate) => candidate.kind === 'evidence.added')) {
    const { payload } = operation
    if (records.has(payload.sha256)) continue
    const added = { added_by: authorLabel(operation.author, authors), added_at: stampTime(operation.hlc) }
    const nothing = { excluded_because: null, of_members: {}, custody: { ...NO_CUSTODY } }
    records.set(payload.sha256, { ...payload, options: { ...payload.options }, ...added, ...nothing })
  }
  for (const operation of operations) {
    const record = records.get(operation.payload.sha256)
    if (record === undefined) continue
    if (operation.kind === 'evidence.custody') {
      const { sha256: _, ...fields } = operation.payload
      Object.assign(record.custody, stated(fields))
      continue
    }
    if (operation.kind !== 'evidence.added' && operation.payload.member !== undefined) {
      correctMember(record, operation.payload.member, operation)
      continue
    }
    if (operation.kind === 'evidence.set') correctOptions(record, operation.payload.options)
    if (operation.kind === 'evidence.excluded') record.excluded_because = operation.payload.reason
    if (operation.kind === 'evidence.added') record.excluded_because = null
  }
  return [...records.values()]
}

function correctMember(
  record: EvidenceRecord,
  member: string,
  operation: OperationOf<'evidence.set' | 'evidence.excluded'>,
): void {
  const before = Object.hasOwn(record.of_members, member) ? record.of_members[member]! : { options: {}, excluded_because: null }
  const after =
    operation.kind === 'evidence.set'
      ? { ...before, options: { ...before.options, ...stated(operation.payload.options) } }
      : { ...before, excluded_because: operation.payload.reason }
  record.of_members = { ...record.of_members, [member]: after }
}

function correctOptions(record: EvidenceRecord, options: SourceOptions): void {
  Object.assign(record.options, stated(options))
}

function foldTags(operations: OperationOf<'event.tagged' | 'event.untagged'>[]): Map<string, string[]> {
  const tags = new Map<string, Set<string>>()
  for (const { kind, payload } of operations) {
    for (const key of payload.keys) {
      const ofKey = tags.get(key) ?? new Set()
      if (kind === 'event.tagged') ofKey.add(payload.tag)
      else ofKey.delete(payload.tag)
      tags.set(key, ofKey)
    }
  }
  const kept = [...tags].filter(([, ofKey]) => ofKey.size > 0).sort(([a], [b]) => (a < b ? -1 : 1))
  return new Map(kept.map(([key, ofKey]) => [key, [...ofKey].sort()]))
}

/** The notebook: entries that cite evidence, and the state of each citation. */
import { z } from 'zod'
import { Control } from './lessons'
import { PivotQuery } from './query'
import { SqlCell, SqlColumn } from './sql'

export const ENTRY_KINDS = ['finding', 'note', 'lesson', 'hypothesis', 'question', 'action'] as const
export const EntryKind = z.enum(ENTRY_KINDS)
export type EntryKind = z.infer<typeof EntryKind>

/** A record: its bytes and what was read from them. */
export const RowCitation = z.object({
  id: z.string(),
  label: z.string(),
  kind: z.literal('row'),
  event_key: z.string(),
  sha256: z.string(),
  file_name: z.string(),
  member: z.string(),
  line: z.number().nullable(),
  byte_offset: z.number(),
  byte_length: z.number(),
  /** SHA-256 of the record's bytes, and of the canonical JSON of the parsed fields. */
  bytes_sha256: z.string(),
  fields_sha256: z.string(),
  /** The record as text, cut after 16,384 characters; `bytes_sha256` is of the whole. */
  raw: z.string(),
  summary: z.string(),
  ts: z.string(),
  /** What was read from the record when it was cited: the event without its `event_id`. Says what changed where the digest differs. */
  fields: z.record(z.string(), z.unknown()).optional(),
  /** Layout of the event view it was read with. */
  view_version: z.number().optional(),
})
/** A number: the pivot that gives it and the digest of its ordered rows. */
export const AggregateCitation = z.object({
  id: z.string(),
  label: z.string(),
  kind: z.literal('aggregate'),
  title: z.string(),
  query: PivotQuery,
  view_version: z.number(),
  rows_sha256: z.string(),
  row_count: z.number(),
  total: z.number(),
  frozen: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
})
/** A result of SQL: the statement that gives it and the digest of its rows. */
export const SqlCitation = z.object({
  id: z.string(),
  label: z.string(),
  kind: z.literal('sql'),
  title: z.string(),
  statement: z.string(),
  /** Meaning of the views it was asked of. */
  view_version: z.number(),
  /** Of columns and rows, whatever their order. */
  rows_sha256: z.string(),
  row_count: z.number(),
  columns: z.array(SqlColumn),
  /** The first rows. */
  frozen: z.array(z.array(SqlCell)),
})
export const Citation = z.discriminatedUnion('kind', [RowCitation, AggregateCitation, SqlCitation])
export type Citation = z.infer<typeof Citation>
export type RowCitation = z.infer<typeof RowCitation>
export type AggregateCitation = z.infer<typeof AggregateCitation>
export type SqlCitation = z.infer<typeof SqlCitation>

export const CITATION_STATES = ['verified', 'changed', 'missing', 'engine-differs', 'checking'] as const
export type CitationStateWord = (typeof CITATION_STATES)[number]
export const CitationState = z.object({
  entry: z.string(),
  citation: z.string(),
  state: z.enum(CITATION_STATES),
  why: z.string(),
})
export type CitationState = z.infer<typeof CitationState>

export const Entry = z.object({
  id: z.string(),
  kind: EntryKind,
  title: z.string(),
  body: z.string(),
  tlp: z.string().nullable(),
  author: z.string(),
  created_at: z.string(),
  changed_at: z.string(),
  citations: z.array(Citation),
  /** Lessons: what would have caught it (a query, a register rule, a check), in words. */
  control: z.string().nullable(),
  /** The same as a control that can be run over evidence. */
  check: Control.nullable().optional(),
  removed: z.boolean(),
})
export type Entry = z.infer<typeof Entry>

export const EntryDraft = z.object({
  kind: EntryKind,
  title: z.string().min(1),
  body: z.string().default(''),
  tlp: z.string().nullable().default(null),
  control: z.string().nullable().default(null),
  check: Control.nullable().optional(),
})
export type EntryDraft = z.infer<typeof EntryDraft>
export const EntryChange = z.object({
  id: z.string(),
  title: z.string().optional(),
  body: z.string().optional(),
  tlp: z.string().nullable().optional(),
  control: z.string().nullable().optional(),
  check: Control.nullable().optional(),
})
export type EntryChange = z.infer<typeof EntryChange>

/** What to cite: a record by its key, a pivot by its query, a result of SQL by its statement. */
export const CiteRequest = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('row'), event_key: z.string() }),
  z.object({ kind: z.literal('aggregate'), title: z.string(), query: PivotQuery }),
  z.object({ kind: z.literal('sql'), title: z.string(), statement: z.string().min(1) }),
])
export type CiteRequest = z.infer<typeof CiteRequest>

/** A field of an object (`entry/<id>`, `evidence/<sha256>`, `case/`) and its text before and after; null = not stated. */
export const FieldChange = z.object({
  object: z.string(),
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})
export type FieldChange = z.infer<typeof FieldChange>

/** Who writes: a person is a key. `claimed` is what they call themselves, `name` what colleagues call them here. */
export const Person = z.object({
  fingerprint: z.string(),
  claimed: z.string(),
  name: z.string().nullable(),
  /** Another key of the same person. */
  same_as: z.string().nullable(),
})
export type Person = z.infer<typeof Person>

/** One line of the journal, for the history view. */
export const JournalLine = z.object({
  id: z.string(),
  at: z.string(),
  author: z.string(),
  kind: z.string(),
  summary: z.string(),
  verified: z.boolean(),
  /** What it changed; of many events the first. */
  changes: z.array(FieldChange).optional(),
  /** The operation that sets it aside, or null where it counts. */
  undone_by: z.string().nullable().optional(),
  can_undo: z.boolean().optional(),
})
export type JournalLine = z.infer<typeof JournalLine>

/** One of the decisions that contend. `value` is JSON, `text` the same for reading. */
export const ConflictSide = z.object({
  operation: z.string(),
  author: z.string(),
  fingerprint: z.string(),
  at: z.string(),
  value: z.unknown(),
  text: z.string().nullable(),
})
export type ConflictSide = z.infer<typeof ConflictSide>

/** Something that colleagues decided differently without knowing of each other. */
export const Conflict = z.object({
  id: z.string(),
  object: z.string(),
  field: z.string(),
  /** What the object is called. */
  name: z.string(),
  kind: z.enum(['changed-twice', 'removed-and-changed']),
  /** Text of our side and of theirs; of a removal null. */
  ours: z.string().nullable(),
  theirs: z.string().nullable(),
  /** All of them, in the order they were made. */
  sides: z.array(ConflictSide),
  /** `operation` of the side that holds until somebody settles it. */
  standing: z.string(),
})
export type Conflict = z.infer<typeof Conflict>

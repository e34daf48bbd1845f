/** Evidence files: what intake says of each, before and after it is committed. */
import { z } from 'zod'
import { FORMAT_IDS } from './formats'
import { ColumnMapping, ColumnSample, StatedMapping } from './mapping'

/** What the analyst states about a file; each applies only where the record itself cannot settle it. */
export const SourceOptions = z.object({
  format: z.enum(FORMAT_IDS).optional(),
  /** IANA name or ±HH:MM. */
  zone: z.string().optional(),
  year: z.number().int().min(1970).max(2255).optional(),
  sensor: z.string().optional(),
  /** Added to every time of the source, in seconds; originals stay as written. */
  skewSeconds: z.number().optional(),
  /** What the columns mean, of formats that cannot know it. */
  mapping: StatedMapping.optional(),
})
export type SourceOptions = z.infer<typeof SourceOptions>

/** One invariant checked over a whole source. `count` = records that fail it (0 = holds everywhere). */
export const SourceCheck = z.object({
  id: z.string(),
  level: z.enum(['ok', 'info', 'warning', 'error']),
  text: z.string(),
  count: z.number(),
})
export type SourceCheck = z.infer<typeof SourceCheck>

/** How the zone (and year) of a source was decided, in words a person can check. */
export const ZoneDecision = z.object({ zone: z.string().nullable(), rule: z.string() })

export const CONTAINER_KINDS = ['tar', 'zip'] as const

/** One file as `add` reports it; JSON keys as in the public contract. */
export const FileResult = z.object({
  path: z.string(),
  sha256: z.string().nullable(),
  size_bytes: z.number(),
  format: z.enum(FORMAT_IDS).nullable(),
  zone: z.string().nullable(),
  zone_rule: z.string().nullable(),
  year: z.number().nullable(),
  records: z.number(),
  represented: z.number(),
  rejected: z.number(),
  structural: z.number(),
  recovered: z.number(),
  events: z.number(),
  first_ts: z.string().nullable(),
  last_ts: z.string().nullable(),
  checks: z.array(SourceCheck),
  /** `added`, `already-there` (same bytes are in the case), `unrecognised`, `failed`, `cancelled`, `excluded`. */
  status: z.enum(['added', 'already-there', 'unrecognised', 'failed', 'cancelled', 'excluded']),
  error: z.object({ code: z.string(), message: z.string(), fix: z.string() }).optional(),
  /** Of an archive: what kind; it has no records of its own, each of its members follows with a result of its own. */
  container: z.enum(CONTAINER_KINDS).optional(),
  /** Of a member: its address in the archive and the archive's SHA-256, which its events give as `evidence`; `sha256` is that of its own bytes. */
  member: z.string().optional(),
  member_of: z.string().optional(),
  /** Of files that one program wrote one after another: the name it writes to, and the place among those in the case, 1 = the oldest. */
  set: z.object({ name: z.string(), position: z.number(), of: z.number() }).optional(),
  /** What its columns were read as, of formats that cannot know it. */
  mapping: ColumnMapping.optional(),
})
export type FileResult = z.infer<typeof FileResult>

/** A file in the case's ledger: the result of its intake and where it came from. */
export const EvidenceSource = FileResult.extend({
  name: z.string(),
  sensor: z.string().nullable(),
  added_by: z.string(),
  added_at: z.string(),
  options: SourceOptions,
  excluded_because: z.string().nullable(),
  in_place: z.boolean(),
})
export type EvidenceSource = z.infer<typeof EvidenceSource>

/** Whether it came in as a file of its own, not as a member of an archive. */
export const isFile = ({ member }: FileResult): boolean => member === undefined
/** Whether it is read for events: no archive, and no member that was left unread. */
export const isSource = ({ container, member, format }: FileResult): boolean =>
  container === undefined && (member === undefined || format !== null)

/** What a file looks like before anything is committed: read from its beginning only when it is large (`whole: false`). */
export const EvidencePreview = z.object({
  path: z.string(),
  size_bytes: z.number(),
  candidates: z.array(z.object({ format: z.enum(FORMAT_IDS), confidence: z.number(), why: z.string() })),
  result: FileResult,
  whole: z.boolean(),
  sample: z.array(z.record(z.string(), z.unknown())),
  rejects: z.array(z.object({ line: z.number().nullable(), reason: z.string(), raw: z.string() })),
  /** Its columns with first values, of formats that cannot know what they mean. */
  columns: z.array(ColumnSample).optional(),
  /** The first lines as text, for files nobody claims. */
  head: z.array(z.string()),
})
export type EvidencePreview = z.infer<typeof EvidencePreview>

export const RejectRow = z.object({
  evidence: z.string(),
  line: z.number().nullable(),
  byte_offset: z.number(),
  byte_length: z.number(),
  reason: z.string(),
  raw: z.string(),
})
export type RejectRow = z.infer<typeof RejectRow>

/** Progress of a long job; `done`/`total` in `unit`. The last message of a job has `state` other than `running`. */
export const JobProgress = z.object({
  id: z.string(),
  title: z.string(),
  detail: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  done: z.number(),
  total: z.number().nullable(),
  unit: z.string(),
  records: z.number().optional(),
  perSecond: z.number().optional(),
  /** The file at work, in jobs over files; as in its `FileResult`. */
  path: z.string().optional(),
})
export type JobProgress = z.infer<typeof JobProgress>

/** What `add` says while it works: progress of the job, and each file's result as soon as it is final. */
export const AddMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), progress: JobProgress }),
  z.object({ kind: z.literal('file'), file: FileResult }),
])
export type AddMessage = z.infer<typeof AddMessage>

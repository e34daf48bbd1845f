/** Everything an analyst can decide or write, as kinds of operations with their payloads. The list only grows. */
import { z } from 'zod'
import { AccessFields } from '#contract/access'
import { TlpLevel } from '#contract/case'
import { DismissedAt } from '#contract/detections'
import { EVENT_TYPES } from '#contract/event'
import { CONTAINER_KINDS, SourceOptions } from '#contract/evidence'
import { AwaitedEvidence, ExplanationRole, Rating } from '#contract/explanations'
import { Control } from '#contract/lessons'
import { CustodyFields } from '#contract/custody'
import { ColumnMapping } from '#contract/mapping'
import { Citation, EntryKind } from '#contract/notebook'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const Fingerprint = z.string().regex(/^[0-9a-f]{32}$/)
/** ISO 8601, UTC. */
const Time = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/)

/** What an entry of the notebook holds; every field can be changed by itself. */
const EntryFields = z.object({
  title: z.string(),
  body: z.string(),
  tlp: z.string().nullable(),
  control: z.string().nullable(),
  check: Control.nullable().optional(),
})

/** A row of the access register; every field can be changed by itself. */
const AccessStated = AccessFields.extend({ valid_from: Time.nullable(), valid_to: Time.nullable() })

/** A member of an archive, by its address in it, with the SHA-256 of its own bytes. */
const MemberDecision = z.object({
  member: z.string(),
  sha256: Sha256,
  size_bytes: z.number().int().nonnegative(),
  format: z.string().nullable(),
  zone: z.string().nullable(),
  zone_rule: z.string().nullable(),
  year: z.number().int().nullable(),
  /** What its columns were read as, of formats that cannot know it. */
  mapping: ColumnMapping.optional(),
})
export type MemberDecision = z.output<typeof MemberDecision>

export const OPERATION_KINDS = {
  /** First line of every journal file: who writes it. */
  'replica.opened': z.object({ display_name: z.string() }),
  /** How the holder of a key is called here, whatever they call themselves; null takes it back. `same_as` is another key of theirs. */
  'author.named': z.object({
    author: Fingerprint,
    name: z.string().nullable().optional(),
    same_as: Fingerprint.nullable().optional(),
  }),
  'case.created': z.object({ name: z.string(), home_networks: z.array(z.string()), display_zone: z.string() }),
  'case.set': z.object({
    home_networks: z.array(z.string()).optional(),
    display_zone: z.string().optional(),
    name: z.string().optional(),
    tlp: TlpLevel.optional(),
  }),
  'evidence.added': z.object({
    sha256: Sha256,
    size_bytes: z.number().int().nonnegative(),
    name: z.string(),
    path: z.string(),
    format: z.string().nullable(),
    options: SourceOptions,
    zone: z.string().nullable(),
    zone_rule: z.string().nullable(),
    year: z.number().int().nullable(),
    in_place: z.boolean(),
    /** Last modification of the original file, µs UTC: it stands for the time of records that write none. */
    modified_us: z.number().int().nullable().optional(),
    mapping: ColumnMapping.optional(),
    /** Sums of equal blocks, so that a change can be found by its place: bytes of a block, CRC-32 of each, 8 hex digits. */
    blocks: z.object({ block_bytes: z.number().int().positive(), crc32: z.string() }).optional(),
    /** Of an archive: what kind, and what was decided for each member that was read. */
    container: z.enum(CONTAINER_KINDS).optional(),
    members: z.array(MemberDecision).optional(),
  }),
  /** A correction; options that are not named stay. With a member's address it is about that member of the archive alone. */
  'evidence.set': z.object({ sha256: Sha256, member: z.string().optional(), options: SourceOptions }),
  /** A null reason takes the file in again. */
  'evidence.excluded': z.object({ sha256: Sha256, member: z.string().optional(), reason: z.string().nullable() }),
  /** Where a file was before it came into the case, as somebody states it; what is not named stays. */
  'evidence.custody': CustodyFields.partial().extend({ sha256: Sha256 }),
  'entry.created': EntryFields.extend({ id: z.string(), kind: EntryKind }),
  'entry.changed': EntryFields.partial().extend({ id: z.string() }),
  'entry.removed': z.object({ id: z.string() }),
  'entry.cited': z.object({ entry: z.string(), citation: Citation }),
  /** `citation` is the id of the citation. */
  'entry.uncited': z.object({ entry: z.string(), citation: z.string() }),
  'event.added': z.object({
    id: z.string(),
    ts: Time,
    type: z.enum(EVENT_TYPES),
    message: z.string(),
    ts_end: Time.optional(),
    host_name: z.string().optional(),
    user_name: z.string().optional(),
    src_ip: z.string().optional(),
    src_port: z.number().int().min(0).max(65535).optional(),
    dst_ip: z.string().optional(),
    dst_port: z.number().int().min(0).max(65535).optional(),
    severity: z.number().int().min(0).max(4).optional(),
  }),
  'event.tagged': z.object({ keys: z.array(z.string()), tag: z.string() }),
  'event.untagged': z.object({ keys: z.array(z.string()), tag: z.string() }),
  /** An operation is set aside as if it had never been written; of a merge, every operation it brought. Undoing this one takes it up again. */
  'operation.undone': z.object({ operation: Sha256 }),
  /** What a field is to be after it was changed on two sides; `over` are the operations it decides between, and it holds while they all do. */
  'conflict.resolved': z.object({ object: z.string(), field: z.string(), value: z.unknown(), over: z.array(Sha256).min(1) }),
  /** Where operations came from that were not here before. */
  'merge.made': z.object({ signer: z.string(), operations: z.array(Sha256) }),
  'access.added': AccessStated.extend({ id: z.string() }),
  'access.changed': AccessStated.partial().extend({ id: z.string() }),
  'access.removed': z.object({ id: z.string() }),
  /** `id` is an entry of kind hypothesis. */
  'explanation.set': z.object({ id: z.string(), role: ExplanationRole }),
  'observation.added': z.object({
    id: z.string(),
    text: z.string(),
    entry: z.string().nullable(),
    awaits: AwaitedEvidence.nullable(),
  }),
  'observation.changed': z.object({ id: z.string(), text: z.string().optional() }),
  'observation.removed': z.object({ id: z.string() }),
  /** Of the author alone; null takes it back. */
  'rating.made': z.object({ observation: z.string(), explanation: z.string(), rating: Rating.nullable() }),
  'ratings.revealed': z.object({}),
  /** Thresholds that differ from the usual ones, by name; null takes them back. */
  'detector.set': z.object({ id: z.string(), params: z.record(z.string(), z.number()).nullable() }),
  /** A null reason takes it back. `made_at` is what the detection rested on then. */
  'detection.dismissed': z.object({
    detector: z.string(),
    key: z.string(),
    reason: z.string().nullable(),
    made_at: DismissedAt.nullable().optional(),
  }),
  'export.made': z.object({ what: z.string(), path_name: z.string(), sha256: Sha256 }),
} as const

export type OperationKind = keyof typeof OPERATION_KINDS
export type PayloadOf<K extends OperationKind> = z.output<(typeof OPERATION_KINDS)[K]>
/** What may be handed in: fields with a default can be left out. */
export type PayloadInput<K extends OperationKind> = z.input<(typeof OPERATION_KINDS)[K]>
/** Shape: kind and payload of one decision, before it is signed. */
export type Decision = { [K in OperationKind]: { kind: K; payload: PayloadInput<K> } }[OperationKind]

/** Records of the journal itself, of merges and of exports: they decide nothing, so the head does not name them. */
export const BOOKKEEPING: ReadonlySet<string> = new Set<OperationKind>(['replica.opened', 'merge.made', 'export.made'])

export const isOperationKind = (kind: string): kind is OperationKind => Object.hasOwn(OPERATION_KINDS, kind)

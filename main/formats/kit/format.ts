/** What a format is, and the sink it writes to. A format knows its bytes and nothing of where events go. */
import type { Direction, EventType, Outcome, RoleRule, SessionState, Specificity, TsQuality } from '#contract/event'
import type { EvidenceClass, FormatId } from '#contract/formats'
import type { SourceCheck } from '#contract/evidence'
import type { ColumnSample, StatedMapping } from '#contract/mapping'

/** Id of a text in the sink's dictionary; 0 = no text. */
export type TextId = number
/** Id of an address in the sink's dictionary; 0 = no address. */
export type IpId = number

/** The beginning of a file (after decompression), for `sniff`. `text` is latin-1, so one character is one byte. */
export interface Head {
  bytes: Uint8Array
  text: string
  /** Whole lines of `text` without their line ends; the last one may be cut when the file is longer. */
  lines: string[]
  /** The whole file is in `bytes`. */
  whole: boolean
}

/** A claim on a file: 0 no, 1 certain. Two formats must never claim the same file with the same confidence. */
export interface Claim {
  confidence: number
  why: string
}

/** Value of an attribute, as JSON has them. */
export type AttrValue = string | number | boolean | null | readonly AttrValue[] | { readonly [name: string]: AttrValue }

/** One line with its place. `bytes[start, end)` has no line end; `length` counts the line end too. */
export interface Line {
  bytes: Uint8Array
  start: number
  end: number
  /** 1-based. */
  number: number
  offset: number
  length: number
}

/** Where a record lies in its (decompressed) file. `record` is 1-based and unique in the file; for line formats the line number. */
export interface Span {
  record: number
  offset: number
  length: number
}

/** Bytes of one file, decompressed, read once from start to end. */
export interface SourceInput {
  /** File name as text for messages; hostile, never a path. */
  name: string
  /** Last modification of the original file, µs UTC, or null; a hint for the year only. */
  modifiedUs: number | null
  /**
   * Every line, the last one even without a line end; LF, CRLF and lone CR end a line. Lines of any length are whole. Their bytes stay as they
   * are only until the next lines are asked for.
   */
  lines(): AsyncIterable<Line[]>
  /** Blocks of bytes in order, for formats that are not lines. */
  blocks(): AsyncIterable<Uint8Array>
}

/** Time zone and year a file's clock is read with, decided before `read` from options and from `inferClock`. */
export interface ClockDecision {
  /** IANA name or ±HH:MM; null where the format's times are absolute. */
  zone: string | null
  zoneRule: string
  /** Year of the FIRST record, for formats that write none; later records roll over at new year. */
  year: number | null
  yearRule: string
  /** How `ts_quality` reads for rows whose time needed the decision. */
  quality: TsQuality
}

/**
 * The event being built; one mutable object, reset by `emit`. Numbers: NaN = none, ids: 0 = none.
 *
 * Sides: `src`/`dst` as the sensor wrote them. `srcBytes` is what the src side sent.
 * `roles` = the rule by which src is the client and dst the server; `none` where it is not a talk between two hosts;
 * `arrow` where the format cannot tell and the roles must be worked out from the whole case (DOMAIN C.8).
 */
export interface EventDraft {
  tsUs: number
  /** Measured length, µs; `ts_end` = tsUs + durationUs. */
  durationUs: number
  tsQuality: TsQuality
  type: EventType
  name: TextId
  specificity: Specificity
  /** Sensor or host that wrote it; 0 = the source's own sensor. */
  sensor: TextId
  srcIp: IpId
  srcPort: number
  dstIp: IpId
  dstPort: number
  roles: RoleRule
  /** Roles are by `handshake` but the sensor itself doubts them (Zeek `^`): confidence is lowered. */
  rolesDoubted: boolean
  proto: TextId
  service: TextId
  srcBytes: number
  dstBytes: number
  srcPkts: number
  dstPkts: number
  sessionState: SessionState
  userName: TextId
  hostName: TextId
  processName: TextId
  /** 0 info … 4 critical. */
  severity: number
  signatureId: TextId
  signature: TextId
  outcome: Outcome
  /** One line for people; null where the fields say it all. */
  message: string | null
  /** The check this record fails against itself, e.g. `label says at least 300 s, measured 69 s`. */
  sensorDisagrees: TextId
  /** Direction the sensor itself states, where it does (kept in attrs by the format; roles decide ours). */
  statedDirection: Direction
}

/** A dated statement about a host that is not an event: OS, name, MAC, listening service, software. */
export interface FactDraft {
  host: string
  kind: 'os' | 'name' | 'mac' | 'service' | 'software' | 'credentialed-scan' | 'scan-target' | 'account' | 'cpe'
  value: string
  port?: number
  proto?: string
  tsUs: number | null
}

/**
 * Where a format puts what it reads. Every record is begun once, then gives events or facts, is part of another record, or is rejected.
 * A record that is none of these when the next begins is rejected by the sink: nothing vanishes.
 */
export interface RecordSink {
  readonly event: EventDraft
  begin(span: Span): void
  /** Take `event` as the next event of this record (ordinals count from 0) and reset it. */
  emit(): void
  /**
   * Take `event` as event `ordinal` of a record that was begun earlier and is part of another (a flow belongs to its first packet), whatever
   * record is open, and reset it. The format counts these ordinals itself, each once per record, and does not mix them with `emit`.
   */
  emitFor(place: Span, ordinal: number): void
  fact(fact: FactDraft): void
  /** The record is part of a record that was or will be represented (joined lines, packets of a flow). */
  partOf(): void
  reject(reason: string): void
  /** Header, blank or comment: not a record. */
  structural(span: Span): void
  /** A record carved from damaged space: represented beside the count, not in it. Call before `emit`. */
  recovered(): void
  /** Intern a text. */
  text(value: string): TextId
  /** Intern UTF-8 bytes; invalid sequences become U+FFFD. */
  textBytes(bytes: Uint8Array, start: number, end: number): TextId
  /** Intern an address; returns 0 and keeps nothing where it is not an IPv4 or IPv6 address. Canonical form per RFC 5952. */
  ip(value: string): IpId
  ipBytes(bytes: Uint8Array, start: number, end: number): IpId
  /** Every other field of the record, by its source name. Packed where the layout declares it, else kept as JSON. */
  attr(name: string, value: AttrValue): void
  attrBytes(name: string, bytes: Uint8Array, start: number, end: number): void
  /** A check over the whole source, or one more record that fails it. Same id adds up. */
  check(check: SourceCheck): void
  /** Sensor name the file itself states, for rows with `sensor` 0. */
  sourceSensor(name: string): void
}

/** What decides the clock of formats that write no zone or no year. */
export interface ClockNeed {
  zone: boolean
  year: boolean
}

/** Facts a format can read off the file itself about its clock, e.g. an epoch beside the text. */
export interface ClockEvidence {
  /** The first records write zone and year: nothing has to be decided. */
  absolute?: boolean
  /** The first records write the year, though the format allows leaving it out. */
  yearWritten?: boolean
  /** Month (1–12) and day of the first record, for formats that write no year. */
  first?: { month: number; day: number }
  /** UTC offset in minutes solved from the records, with votes for it and against it. */
  solved?: { offsetMinutes: number; votes: number; dissenters: number; why: string }
}

/** One field of a format: its name in the file, unit, meaning, and when it lies. */
export interface FieldDoc {
  name: string
  unit: string
  doc: string
}

/** One event name a format gives: the second level of the taxonomy, as data. `*` in a name stands for a word out of the evidence. */
export interface TaxonomyEntry {
  name: string
  type: EventType
  specificity: Specificity
  doc: string
  /** Where the name comes from: the vendor's documentation, an article, or chosen here. */
  provenance: string
}

/** A layout packs the attributes that nearly every record of a format has; others go to JSON. */
export interface AttrLayout {
  /** At most one: long or unique text. */
  text?: string
  /** At most three: text that repeats. */
  words?: readonly string[]
  /** At most four: integers below 2^53. */
  integers?: readonly string[]
}

export interface FormatDefinition {
  id: FormatId
  title: string
  /** Manual that defines the format. */
  source: string
  recordUnit: 'line' | 'packet' | 'report-item' | 'record'
  classes: readonly EvidenceClass[]
  clock: ClockNeed
  fields: readonly FieldDoc[]
  taxonomy: readonly TaxonomyEntry[]
  attrs?: AttrLayout
  sniff(head: Head): Claim
  /** Look at the first records for what they say about the clock; absent = nothing. */
  clockEvidence?(head: Head, mapping?: StatedMapping): ClockEvidence
  /** The columns of the beginning, of formats that cannot know what their columns mean: these are read with a mapping. */
  columns?(head: Head): readonly ColumnSample[]
  /** Read the whole file. Throws only for a file that cannot be read further; what was emitted stays. */
  read(input: SourceInput, sink: RecordSink, clock: ClockDecision, mapping?: StatedMapping): Promise<void>
}

/** Shape: the definition itself, checked by type; the folder's `format.ts` exports it as default. */
export function defineFormat(definition: FormatDefinition): FormatDefinition {
  return definition
}

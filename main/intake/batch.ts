/** What the parser hands to the loader: runs of events as columns, and what goes with them. Only plain data, so that it crosses threads. */
import type { SourceCheck } from '#contract/evidence'
import type { RecordCounts } from '#main/formats/kit/accounting'
import type { FactDraft } from '#main/formats/kit/format'

/** WHY: two of DuckDB's row groups exactly, so that a run is written as it is and no partial group is left behind. */
export const RUN_ROWS = 2 * 122_880
/** Bytes of a reject that are kept; its full length is recorded beside them. */
export const REJECT_BYTES = 65_536

export type EventTable = 'event_settled' | 'event_unsettled'

/** How the cells of a column lie in memory and what they become. `text` and `ip` are ids of the source's own dictionaries. */
export type ColumnKind = 'micros' | 'i64' | 'u64' | 'u32' | 'u16' | 'u8' | 'port' | 'text' | 'ip' | 'varchar'

/** One column of a run, in the order of time. A column that holds one value throughout is `constant` and has no cells. */
export interface SlabColumn {
  name: string
  kind: ColumnKind
  constant: number | null | undefined
  /** Byte place of the cells in `Slab.buffer`. */
  at: number
  /** Byte place of the validity bits, or -1 where no cell is NULL. */
  validityAt: number
  /** For `varchar`: the bytes that its cells (pairs of place and length) point into. */
  arena: Uint8Array | null
}

/** A run of events of one table, sorted by time. */
export interface Slab {
  table: EventTable
  rows: number
  /** Events of this source in earlier runs; the ids of this run follow them. */
  eventsBefore: number
  buffer: ArrayBuffer
  columns: SlabColumn[]
}

/** New entries of a dictionary, ids from `firstId` on. */
export interface FreshTexts {
  firstId: number
  bytes: Uint8Array
  /** End of each text in `bytes`; each begins where the one before ends. */
  ends: Uint32Array
}

export interface Reject {
  record: number
  offset: number
  length: number
  reason: string
  raw: Uint8Array | null
}

/** A fact with its host as an address, or null where the host is named otherwise. */
export interface BatchFact extends FactDraft {
  hostIp: string | null
}

/** One step of a load, committed whole. The same bytes read the same way give the same batches, so `ordinal` names it for ever. */
export interface Batch {
  ordinal: number
  firstRecord: number
  lastRecord: number
  events: number
  slabs: Slab[]
  texts: FreshTexts
  addresses: { firstId: number; values: string[] }
  rejects: Reject[]
  facts: BatchFact[]
}

/** Shape: batch → its large buffers, which can cross threads without being copied and be used again. */
export function buffersOf(batch: Batch): ArrayBuffer[] {
  const buffers = batch.slabs.flatMap((slab) => [slab.buffer, ...slab.columns.map((column) => column.arena?.buffer)])
  return buffers.filter((buffer): buffer is ArrayBuffer => buffer instanceof ArrayBuffer && buffer.byteLength > 0)
}

/** What is known when a source has been read to its end. */
export interface ParseSummary {
  counts: RecordCounts
  firstTsUs: number | null
  lastTsUs: number | null
  checks: SourceCheck[]
  sensor: string | null
  /** Why the format could not read further, where it could not. */
  stopped: string | null
  sha256: string | null
}

/** Questions about events, as data: pivots, facets, trends, pages, raw records. Values are text as the `events` view shows it. */
import { z } from 'zod'
import { EventRow } from './event'
import { Selection } from './selection'

/**
 * What a pivot can group by. Besides event columns: `port`/`ip` do not group; `block_8|16|24` are the network blocks of the
 * client when it is outside and of the server otherwise; `list` is the server's host list; `day`, `hour` are UTC calendar units.
 */
export const PIVOT_FIELDS = [
  'type',
  'name',
  'specificity',
  'format',
  'sensor',
  'src_ip',
  'src_port',
  'dst_ip',
  'dst_port',
  'client_ip',
  'client_port',
  'server_ip',
  'server_port',
  'role_rule',
  'role_confidence',
  'direction',
  'proto',
  'service',
  'session_state',
  'user_name',
  'host_name',
  'process_name',
  'severity',
  'signature_id',
  'signature',
  'outcome',
  'ts_quality',
  'evidence',
  'sensor_disagrees',
  'block_8',
  'block_16',
  'block_24',
  'list',
  'tag',
  'day',
  'hour',
] as const
export const PivotField = z.enum(PIVOT_FIELDS)
export type PivotField = z.infer<typeof PivotField>

/** `auto` picks the smallest step that gives at most 200 bins. */
export const Bin = z.enum(['auto', '1m', '5m', '15m', '1h', '6h', '1d'])
export type Bin = z.infer<typeof Bin>

/** `count` events · sums of bytes or of `duration_s` · `distinct:FIELD`. */
export const Measure = z.union([
  z.enum(['count', 'client_bytes', 'server_bytes', 'duration']),
  z.templateLiteral([z.literal('distinct:'), PivotField]),
])
export type Measure = z.infer<typeof Measure>

export const PivotOrder = z.enum(['count', 'rarest', 'first-seen', 'newest', 'value'])
export type PivotOrder = z.infer<typeof PivotOrder>

export const PivotQuery = z.object({
  by: z.array(PivotField).min(1).max(6),
  bin: Bin.optional(),
  measure: Measure.default('count'),
  top: z.number().int().positive().optional(),
  order: PivotOrder.default('count'),
  selection: Selection,
})
export type PivotQuery = z.infer<typeof PivotQuery>

export const Cell = z.union([z.string(), z.number(), z.null()])
/** `key` in the order of `by`; with a bin, `binUs` is its start. */
export const PivotRow = z.object({ key: z.array(Cell), binUs: z.number().optional(), value: z.number() })
export type PivotRow = z.infer<typeof PivotRow>
export const PivotResult = z.object({
  rows: z.array(PivotRow),
  /** Groups there are in all, before `top`. */
  groups: z.number(),
  /** The measure over everything in view. */
  total: z.number(),
  fromUs: z.number().nullable(),
  toUs: z.number().nullable(),
  binSeconds: z.number().optional(),
})
export type PivotResult = z.infer<typeof PivotResult>

/** One pivot panel's need; several go in one question so that the filter is applied once. */
export const FacetRequest = z.object({
  id: z.string(),
  by: PivotField,
  top: z.number().int().positive().default(8),
  order: PivotOrder.default('count'),
  /** Bins of the sparkline over the window in view; 0 = none. */
  sparkBins: z.number().int().min(0).max(60).default(0),
  /** Keep only keys whose text contains this (the panel's search box). */
  search: z.string().default(''),
})
export type FacetRequest = z.infer<typeof FacetRequest>
export const FacetRow = z.object({
  key: Cell,
  count: z.number(),
  firstUs: z.number(),
  lastUs: z.number(),
  spark: z.array(z.number()),
})
export type FacetRow = z.infer<typeof FacetRow>
/** `groups` there are in all and `total` events, both over what this facet sees: its own clauses left out, before `top`. */
export const FacetResult = z.object({ id: z.string(), groups: z.number(), total: z.number(), rows: z.array(FacetRow) })
export type FacetResult = z.infer<typeof FacetResult>

/** Stacked counts over time; `keys` are at most `top` series, the rest is summed under `…other`. */
export const TrendQuery = z.object({
  selection: Selection,
  by: PivotField.optional(),
  top: z.number().int().positive().default(8),
  bin: Bin.default('auto'),
  maxBins: z.number().int().positive().max(1000).default(200),
})
export type TrendQuery = z.infer<typeof TrendQuery>
export const TrendResult = z.object({
  fromUs: z.number(),
  toUs: z.number(),
  binSeconds: z.number(),
  series: z.array(z.object({ key: Cell, counts: z.array(z.number()) })),
  total: z.number(),
})
export type TrendResult = z.infer<typeof TrendResult>
export const OTHER_SERIES = '…other'

export const PageOrder = z.enum(['ts', '-ts'])
export const PageQuery = z.object({
  selection: Selection,
  order: PageOrder.default('ts'),
  limit: z.number().int().positive().max(5000).default(200),
  /** `next` of the page before; opaque. */
  after: z.string().optional(),
  /** `prev` of the page after; opaque. Gives the `limit` rows before it, in `order`. */
  before: z.string().optional(),
  /** Start in the middle: the page holds this event, or the first one at or past this time, with rows before and after it. */
  around: z.union([z.object({ key: z.string() }), z.object({ tsUs: z.number() })]).optional(),
})
export type PageQuery = z.infer<typeof PageQuery>
/** `next` and `prev` are null where nothing follows or precedes. */
export const PageResult = z.object({
  rows: z.array(EventRow),
  next: z.string().nullable(),
  prev: z.string().nullable().default(null),
})
export type PageResult = z.infer<typeof PageResult>

/** A record as it lies in its file. `raw` is text with U+FFFD for what is not UTF-8; `hex` is given for binary formats. */
export const RawRecord = z.object({
  event_key: z.string(),
  evidence: z.string(),
  member: z.string(),
  sha256: z.string(),
  byte_offset: z.number(),
  byte_length: z.number(),
  line: z.number().nullable(),
  raw: z.string(),
  hex: z.string().optional(),
  /** SHA-256 of exactly `byte_length` bytes of the record as they lie in the file. */
  bytes_sha256: z.string().optional(),
  /** The bytes were read again and the file's SHA-256 is still the one recorded. */
  verified: z.boolean(),
  /** Neighbouring records of the same file, for context; this one is not among them. */
  before: z.array(z.object({ line: z.number().nullable(), raw: z.string() })),
  after: z.array(z.object({ line: z.number().nullable(), raw: z.string() })),
})
export type RawRecord = z.infer<typeof RawRecord>

/** Result of reading a filter text: canonical form, or where and why it is wrong (0-based columns, half-open). */
export const ParsedQuery = z.object({
  ok: z.boolean(),
  canonical: z.string(),
  errors: z.array(z.object({ from: z.number(), to: z.number(), expected: z.string() })),
})
export type ParsedQuery = z.infer<typeof ParsedQuery>

export const Completion = z.object({ label: z.string(), detail: z.string(), count: z.number().optional(), apply: z.string() })
export type Completion = z.infer<typeof Completion>
export const CompletionResult = z.object({ from: z.number(), options: z.array(Completion) })
export type CompletionResult = z.infer<typeof CompletionResult>

export const ExportFormat = z.enum(['csv', 'jsonl', 'parquet'])
export type ExportFormat = z.infer<typeof ExportFormat>

/** Questions about events. */
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { EventRow } from '../event'
import {
  CompletionResult,
  ExportFormat,
  FacetRequest,
  FacetResult,
  PageQuery,
  PageResult,
  ParsedQuery,
  PivotQuery,
  PivotResult,
  RawRecord,
  TrendQuery,
  TrendResult,
} from '../query'
import { Selection } from '../selection'

export const queryOperations = {
  parse: oc.input(z.object({ text: z.string() })).output(ParsedQuery),
  complete: oc.input(z.object({ text: z.string(), position: z.number(), selection: Selection })).output(CompletionResult),
  pivot: oc.input(PivotQuery).output(PivotResult),
  /** Several facets over one selection; each leaves out the clauses whose source is its own id. */
  facets: oc
    .input(z.object({ selection: Selection, facets: z.array(FacetRequest) }))
    .output(z.object({ facets: z.array(FacetResult), total: z.number() })),
  trend: oc.input(TrendQuery).output(TrendResult),
  page: oc.input(PageQuery).output(PageResult),
  count: oc.input(z.object({ selection: Selection })).output(z.object({ count: z.number() })),
  event: oc.input(z.object({ key: z.string() })).output(EventRow),
  raw: oc.input(z.object({ key: z.string(), context: z.number().int().min(0).max(50).default(5) })).output(RawRecord),
  /** Ids of events before `key` in the order given, to find a row again after a deep link. */
  position: oc.input(z.object({ key: z.string(), selection: Selection })).output(z.object({ index: z.number().nullable() })),
  /** `path` comes from `host.pickSave`. */
  exportEvents: oc
    .input(z.object({ selection: Selection, format: ExportFormat, path: z.string() }))
    .output(z.object({ path: z.string(), rows: z.number(), sha256: z.string() })),
}

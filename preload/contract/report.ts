/** Reports and bundles. */
import { z } from 'zod'
import { TlpLevel } from './case'
import { CitationState } from './notebook'

export const REPORT_TEMPLATES = ['full'] as const
export const ReportOptions = z.object({
  template: z.enum(REPORT_TEMPLATES).default('full'),
  tlp: TlpLevel.optional(),
  /** Finding ids in the order wanted; empty = all. */
  findings: z.array(z.string()).default([]),
  sections: z.array(z.string()).optional(),
})
export type ReportOptions = z.infer<typeof ReportOptions>
/** Sections of the full report in their order; `sections` of the options keeps a subset. */
export const REPORT_SECTIONS = [
  'summary',
  'chronology',
  'hosts',
  'indicators',
  'findings',
  'charts',
  'lessons',
  'questions',
  'evidence',
  'method',
] as const

export const ReportPreview = z.object({
  pages: z.number(),
  svg: z.array(z.string()),
  citations: z.array(CitationState),
  journal_head: z.string().nullable(),
})
export type ReportPreview = z.infer<typeof ReportPreview>
export const ReportResult = z.object({ path: z.string(), pages: z.number(), sha256: z.string() })
export type ReportResult = z.infer<typeof ReportResult>

export const VerifyResult = z.object({
  ok: z.boolean(),
  /** Everything that is not as it should be; `code` is that of the error that opening would give. */
  bad: z.array(
    z.object({
      member: z.string(),
      why: z.string(),
      code: z.string().optional(),
      /** Bytes of the member in which it differs, half-open, as closely as they are known. */
      ranges: z.array(z.object({ from: z.number(), until: z.number() })).optional(),
    }),
  ),
  evidence: z.array(z.object({ sha256: z.string(), name: z.string(), state: z.enum(['verified', 'changed', 'missing']) })),
  journal: z.object({
    ok: z.boolean(),
    operations: z.number(),
    files: z.array(z.object({ name: z.string(), operations: z.number(), ok: z.boolean(), why: z.string().nullable() })),
  }),
  citations: z.array(z.object({ finding: z.string(), kind: z.string(), state: z.string(), why: z.string().optional() })),
  signature: z.object({ ok: z.boolean(), signer: z.string().nullable() }).nullable(),
  /** Of a report: the set of decisions it was made from, whether the case still has exactly those, and whether it then gives the same pages. */
  report: z
    .object({ journal_head: z.string().nullable(), same_head: z.boolean(), pages: z.enum(['same', 'differ', 'not-compared']) })
    .optional(),
})
export type VerifyResult = z.infer<typeof VerifyResult>

export const BundleResult = z.object({ path: z.string(), members: z.number(), size_bytes: z.number(), sha256: z.string() })
export type BundleResult = z.infer<typeof BundleResult>

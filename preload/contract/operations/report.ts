/** Reports and bundles. */
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { MergeResult } from '../merge'
import { BundleResult, ReportOptions, ReportPreview, ReportResult, VerifyResult } from '../report'

export const reportOperations = {
  preview: oc.input(ReportOptions).output(ReportPreview),
  /** Check a report, from whoever it came, against the open case. */
  verify: oc.input(z.object({ path: z.string() })).output(VerifyResult),
  /** `path` comes from `host.pickSave`. */
  exportPdf: oc.input(z.object({ options: ReportOptions, path: z.string() })).output(ReportResult),
}
/** What opens an encrypted bundle: its passphrase, or age identities (`AGE-SECRET-KEY-1…`). */
const Unlock = z.object({ passphrase: z.string().optional(), identities: z.array(z.string()).optional() })

export const bundleOperations = {
  /** `recipients` are age recipients (`age1…`); with either the bundle is encrypted. */
  write: oc
    .input(z.object({ path: z.string(), passphrase: z.string().optional(), recipients: z.array(z.string()).default([]) }))
    .output(BundleResult),
  /** A bundle file, or the open case where no path is given. */
  verify: oc.input(Unlock.extend({ path: z.string().optional() })).output(VerifyResult),
  /** Unpack a verified bundle into a new case folder and open it. */
  open: oc.input(Unlock.extend({ path: z.string(), target: z.string() })).output(z.object({ path: z.string() })),
  /** Bring the decisions and evidence of a copy of the open case in; `dry_run` only says what would happen. */
  merge: oc.input(Unlock.extend({ path: z.string(), dry_run: z.boolean().default(false) })).output(MergeResult),
}

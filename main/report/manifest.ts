/** What a report cites, as data inside its PDF, signed: whoever has the case can check the report without asking who wrote it. */
import { inflateSync } from 'node:zlib'
import { z } from 'zod'
import { Citation, EntryKind } from '#contract/notebook'
import { ReportOptions } from '#contract/report'
import { canonicalJson } from '#main/journal/canonical'
import { fingerprintOf, isSignedBy, type Identity } from '#main/journal/identity'
import type { ReportContent } from './content'
import { pdfObjects, pdfParts } from './pdf-objects'

/** Name of the attachment. */
export const MANIFEST_NAME = 'citations.json'
/** Longest manifest that is read (chosen): some thousand citations with their records. */
const LARGEST_BYTES = 64 << 20

export const ReportManifest = z.object({
  what: z.literal('backtrail-report'),
  format: z.literal(1),
  case_id: z.string(),
  case_name: z.string(),
  engine: z.string(),
  journal_head: z.string().nullable(),
  options: ReportOptions,
  /** What the report tells, with everything it cites. */
  entries: z.array(z.object({ id: z.string(), kind: EntryKind, title: z.string(), citations: z.array(Citation) })),
  evidence: z.array(z.object({ sha256: z.string(), name: z.string(), size_bytes: z.number() })),
})
export type ReportManifest = z.infer<typeof ReportManifest>

const Envelope = z.object({
  manifest: z.record(z.string(), z.unknown()),
  signer: z.object({ fingerprint: z.string(), public_key: z.string() }),
  signature: z.string(),
})

/** Shape: content of a report → what its pages rest on. */
export function manifestOf(content: ReportContent): ReportManifest {
  const told = [...content.findings, ...content.lessons, ...content.questions, ...content.notes]
  return {
    ...{ what: 'backtrail-report', format: 1, case_id: content.case.id, case_name: content.case.name },
    ...{ engine: content.engineVersion, journal_head: content.journal.head, options: content.options },
    entries: told.map(({ id, kind, title, citations }) => ({ id, kind, title, citations })),
    evidence: content.evidence.flatMap(({ sha256, name, size_bytes }) => (sha256 === null ? [] : [{ sha256, name, size_bytes }])),
  }
}

/** Shape: manifest, who signs → the attachment; the same for the same signer. */
export function signReportManifest(manifest: ReportManifest, identity: Identity): string {
  const signer = { fingerprint: identity.fingerprint, public_key: identity.publicKey }
  return canonicalJson({ manifest, signer, signature: identity.sign(Buffer.from(canonicalJson(manifest))) })
}

export interface ReadManifest {
  manifest: ReportManifest
  signer: string
  isSigned: boolean
}

/** Shape: text of an attachment → the manifest and whether its signer signed exactly it; null where it is none of ours. */
export function readReportManifest(text: string): ReadManifest | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  const envelope = Envelope.safeParse(value)
  const manifest = envelope.success ? ReportManifest.safeParse(envelope.data.manifest) : null
  if (!envelope.success || !manifest?.success) return null
  const { signer, signature } = envelope.data
  const isSigned =
    fingerprintOf(signer.public_key) === signer.fingerprint &&
    isSignedBy(Buffer.from(canonicalJson(envelope.data.manifest)), signature, signer.public_key)
  return { manifest: manifest.data, signer: signer.fingerprint, isSigned }
}

/** Shape: bytes of a PDF, whoever made it → the text attached under our name, or null where there is none that can be read. */
export function attachedManifest(bytes: Buffer): string | null {
  const objects = pdfObjects(bytes)
  const reference = (object: Buffer | null, pattern: RegExp): Buffer | null => {
    const number = object === null ? undefined : pattern.exec(pdfParts(object).dictionary)?.[1]
    return number === undefined ? null : (objects?.at(Number(number)) ?? null)
  }
  const catalog = objects?.at(objects.trailer.root) ?? null
  const file = reference(catalog, new RegExp(`\\(${MANIFEST_NAME.replace('.', '\\.')}\\)\\s+(\\d+)\\s+0\\s+R`))
  const content = reference(file, /\/EF\s*<<[^>]*\/F\s+(\d+)\s+0\s+R/)
  const { dictionary, stream } = content === null ? { dictionary: '', stream: null } : pdfParts(content)
  if (stream === null) return null
  try {
    const isPacked = dictionary.includes('/FlateDecode')
    return (isPacked ? inflateSync(stream, { maxOutputLength: LARGEST_BYTES }) : stream.subarray(0, LARGEST_BYTES)).toString(
      'utf8',
    )
  } catch {
    return null
  }
}

/** Where tests find real evidence: a `shared/data` folder beside the checkout. Absent = skipped aloud; required by BACKTRAIL_EVIDENCE=required. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../../../../shared/data')

/** One row of the manifest: what independent tools say about a file. */
export interface ManifestRow {
  kind: string
  file: string
  sizeBytes: number
  sha256: string
  note: string
  groundTruth: string
}

/** Whether the evidence folder is there. */
export const hasEvidence = existsSync(resolve(ROOT, 'MANIFEST.tsv'))

if (!hasEvidence && process.env['BACKTRAIL_EVIDENCE'] === 'required') {
  throw new Error('BACKTRAIL_EVIDENCE=required, but there is no shared/data folder beside the checkout')
}
if (!hasEvidence) console.warn('skipped: no shared evidence')

/** Shape: path inside the evidence folder → absolute path. */
export const evidencePath = (file: string): string => resolve(ROOT, file)

/** Shape: every row of the manifest, in its order; empty where there is no evidence. */
export function manifest(): ManifestRow[] {
  if (!hasEvidence) return []
  const [, ...lines] = readFileSync(resolve(ROOT, 'MANIFEST.tsv'), 'utf8').trimEnd().split('\n')
  return lines.map((line) => {
    const [kind = '', file = '', , , , , size = '0', sha256 = '', note = '', groundTruth = ''] = line.split('\t')
    return { kind, file, sizeBytes: Number(size), sha256, note, groundTruth }
  })
}

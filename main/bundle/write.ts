/** Writing a bundle: the whole case as one signed archive, streamed; the same case gives the same bytes. */
import { createHash } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fault, Fault } from '#contract/errors'
import type { BundleResult } from '#contract/report'
import { openCaseFolder } from '#main/journal/case-folder'
import type { Identity } from '#main/journal/identity'
import { headOf } from '#main/journal/journal'
import { parseJournalFile } from '#main/journal/journal-file'
import { projectJournal } from '#main/journal/projection'
import { journalFileNames } from '#main/journal/verification'
import { archiveBytes, type Part } from './archive'
import { evidenceFiles, plainFile } from './evidence-files'
import { encrypted, isLocked, type Lock } from './wrap'

export interface WriteOptions extends Lock {
  identity: Identity
  /** Version of the program. */
  version: string
  signal?: AbortSignal | undefined
  /** Bytes of the case taken in, of all. */
  onProgress?: ((doneBytes: number, totalBytes: number) => void) | undefined
}

/**
 * Write a bundle of a case.
 *
 * Shape:  case folder, path of the file → what was written. The file appears whole or not at all; one that is there is replaced.
 * Errors: CAS-001 no case; BND-013 evidence is missing or not what was added; BND-015 the file cannot be written; BND-017 a recipient
 *         that is none; the signal's reason.
 */
export async function writeBundle(caseDir: string, path: string, options: WriteOptions): Promise<BundleResult> {
  const target = resolve(path)
  const draft = `${target}.${process.pid}.new`
  try {
    const { parts, ...head } = await caseParts(caseDir)
    const totalBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0)
    let doneBytes = 0
    const onBytes = (bytes: number) => {
      options.signal?.throwIfAborted()
      options.onProgress?.((doneBytes += bytes), totalBytes)
    }
    const plain = archiveBytes(parts, { ...head, engine: options.version }, options.identity, onBytes)
    const written = await writeAll(draft, isLocked(options) ? await encrypted(plain, options) : plain)
    await rename(draft, target)
    return { path: target, members: parts.length + 2, ...written }
  } catch (error) {
    await rm(draft, { force: true })
    options.signal?.throwIfAborted()
    if (error instanceof Fault || (error as NodeJS.ErrnoException).code === undefined) throw error
    throw fault('BND-015', { path: target, reason: (error as Error).message }, error)
  }
}

async function writeAll(path: string, bytes: AsyncIterable<Uint8Array>): Promise<{ size_bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  let size_bytes = 0
  const handle: FileHandle = await open(path, 'w', 0o600)
  try {
    for await (const piece of bytes) {
      hash.update(piece)
      size_bytes += piece.length
      await handle.writeFile(piece)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { size_bytes, sha256: hash.digest('hex') }
}

/** What of a case goes into its bundle, in the order of the archive. */
async function caseParts(caseDir: string): Promise<{ parts: Part[]; case_id: string; journal_head: string | null }> {
  const folder = openCaseFolder(caseDir)
  // WHY: the journal may grow while the evidence is read; what is bundled is the journal as it is now, whole lines only.
  const journals = journalFileNames(folder.journalDir).map((name) => ({ name, bytes: wholeLines(join(folder.journalDir, name)) }))
  const operations = journals.flatMap(({ name, bytes }) => parseJournalFile(name, bytes).operations)
  const parts = [
    textPart('case.json', readFileSync(join(folder.dir, 'case.json'))),
    ...journals.map(({ name, bytes }) => textPart(`journal/${name}`, bytes)),
    ...(await evidenceParts(folder.evidenceDir, projectJournal(operations).evidence)),
  ]
  return { parts, case_id: folder.caseId, journal_head: headOf(operations) }
}

function wholeLines(path: string): Buffer {
  const bytes = readFileSync(path)
  return bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1)
}

const textPart = (path: string, bytes: Buffer): Part => ({ path, sizeBytes: bytes.length, content: () => [bytes] })

async function evidenceParts(
  evidenceDir: string,
  records: readonly { sha256: string; name: string; excluded_because: string | null }[],
): Promise<Part[]> {
  const names = new Map(records.map((record) => [record.sha256, record.name]))
  const files = new Map((await evidenceFiles(evidenceDir)).map((file) => [file.sha256, file.path]))
  const needed = records.filter((record) => record.excluded_because === null).map((record) => record.sha256)
  const parts: Part[] = []
  for (const sha256 of [...new Set([...files.keys(), ...needed])].sort()) {
    const path = files.get(sha256) ?? null
    const file = await plainFile(path)
    const refuse = (reason: string) => fault('BND-013', { sha256, name: names.get(sha256) ?? sha256, reason })
    if (file === null && needed.includes(sha256)) throw refuse('the file is not there')
    if (file === null) continue
    parts.push({
      path: `evidence/${sha256}`,
      sizeBytes: file.sizeBytes,
      modifiedS: file.modifiedS,
      content: () => createReadStream(path!),
      sha256,
      changed: () => refuse('it is not the file that was added'),
    })
  }
  return parts
}

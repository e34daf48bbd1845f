/** The SHA-256 of a file, taken while its bytes are copied into the case; the copy is read-only and is never written again. */
import { createHash } from 'node:crypto'
import { constants, type Stats } from 'node:fs'
import { chmod, copyFile, mkdir, open, readdir, rename, rm, stat, utimes, writeFile, type FileHandle } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fault } from '#contract/errors'
import type { SourceCheck } from '#contract/evidence'
import { blockBytesFor, BlockSummer, type BlockSums } from './block-sums'
import { blocksOf, openForReading, reasonOf } from './files'

const BLOCK_BYTES = 1 << 20
const READ_ONLY = 0o444

export interface Fingerprint {
  sha256: string
  sizeBytes: number
  /** Where it would have changed, should it ever. */
  blocks: BlockSums
  /** The case did not have these bytes before. */
  isNew: boolean
  /** What has to be said about the copying, where something has. */
  checks: SourceCheck[]
}

export interface FingerprintOptions {
  inPlace: boolean
  signal?: AbortSignal | undefined
  onBytes?: ((bytes: number) => void) | undefined
}

/** Shape: path → SHA-256 of its bytes. */
export async function sha256Of(path: string, signal?: AbortSignal): Promise<string> {
  const handle = await openForReading(path)
  try {
    return (await hashBlocks(handle, signal)).sha256
  } finally {
    await handle.close()
  }
}

async function hashBlocks(
  handle: FileHandle,
  signal?: AbortSignal,
  take?: (block: Uint8Array, total: number) => Promise<unknown> | void,
): Promise<{ sha256: string; sizeBytes: number }> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  for await (const block of blocksOf(handle, BLOCK_BYTES, 1)) {
    signal?.throwIfAborted()
    hash.update(block)
    sizeBytes += block.length
    await take?.(block, sizeBytes)
  }
  return { sha256: hash.digest('hex'), sizeBytes }
}

const sameFile = (before: Stats, after: Stats): boolean =>
  before.size === after.size && before.mtimeMs === after.mtimeMs && before.ino === after.ino

/**
 * Take a file into the evidence folder, or note where it stays.
 *
 * Shape:  path × evidence folder → its hash; `evidence/<sha256>` holds the bytes that were read, or `<sha256>.ref.json` their place.
 *         A file that changes while it is read is said in `checks`.
 * Errors: EVD-001 it cannot be read; CAS-005 the disk is full; the signal's reason. Nothing is left behind then.
 */
export async function fingerprint(path: string, evidenceDir: string, options: FingerprintOptions): Promise<Fingerprint> {
  await mkdir(evidenceDir, { recursive: true })
  const handle = await openForReading(path)
  const incoming = join(evidenceDir, incomingName())
  try {
    const before = await handle.stat()
    const read = options.inPlace ? await hashOnly(handle, options) : await copy(path, handle, incoming, options)
    const after = await stat(path).catch(() => null)
    const checks =
      after !== null && sameFile(before, after) && read.sizeBytes === before.size ? [] : [changed(before.size, read.sizeBytes)]
    const isNew = options.inPlace
      ? await keepReference(path, evidenceDir, read)
      : await keepCopy(incoming, evidenceDir, read.sha256, before)
    return { ...read, isNew, checks }
  } catch (error) {
    throw explainedCopy(error, path, evidenceDir)
  } finally {
    await handle.close()
    await rm(incoming, { force: true })
  }
}

let copies = 0
const INCOMING = '.incoming-'
/** A name for bytes on their way in; whatever still has one when nothing is added is left over. */
export const incomingName = (): string => `${INCOMING}${process.pid}-${copies++}`

/** Remove what a copy that was cut off left behind. Call it only while no other file is being added. */
export async function sweepIncoming(evidenceDir: string): Promise<void> {
  const names = await readdir(evidenceDir).catch(() => [])
  for (const name of names) if (name.startsWith(INCOMING)) await rm(join(evidenceDir, name), { force: true })
}

type Reading = Pick<Fingerprint, 'sha256' | 'sizeBytes' | 'blocks'>

async function hashOnly(handle: FileHandle, options: FingerprintOptions): Promise<Reading> {
  const summer = new BlockSummer(blockBytesFor((await handle.stat()).size))
  const read = await hashBlocks(handle, options.signal, (block, total) => {
    summer.take(block)
    options.onBytes?.(total)
  })
  return { ...read, blocks: summer.end() }
}

async function copy(path: string, handle: FileHandle, incoming: string, options: FingerprintOptions): Promise<Reading> {
  const isClone = await copyFile(path, incoming, constants.COPYFILE_FICLONE_FORCE | constants.COPYFILE_EXCL).then(
    () => true,
    () => false,
  )
  if (isClone) {
    const clone = await open(incoming, 'r')
    try {
      return await hashOnly(clone, options)
    } finally {
      await clone.close()
    }
  }
  await rm(incoming, { force: true })
  const target = await open(incoming, 'wx', 0o600)
  try {
    const summer = new BlockSummer(blockBytesFor((await handle.stat()).size))
    const read = await hashBlocks(handle, options.signal, async (block, total) => {
      summer.take(block)
      await target.writeFile(block)
      options.onBytes?.(total)
    })
    await target.sync()
    return { ...read, blocks: summer.end() }
  } finally {
    await target.close()
  }
}

async function keepCopy(incoming: string, evidenceDir: string, sha256: string, original: Stats): Promise<boolean> {
  const kept = join(evidenceDir, sha256)
  const isThere = await stat(kept).then(
    () => true,
    () => false,
  )
  if (isThere) return false
  await utimes(incoming, original.atime, original.mtime)
  await chmod(incoming, READ_ONLY)
  await rename(incoming, kept)
  return true
}

async function keepReference(path: string, evidenceDir: string, read: { sha256: string; sizeBytes: number }): Promise<boolean> {
  const file = join(evidenceDir, `${read.sha256}.ref.json`)
  const text = `${JSON.stringify({ path: resolve(path), size_bytes: read.sizeBytes })}\n`
  return writeFile(file, text, { flag: 'wx', mode: READ_ONLY }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false
      throw error
    },
  )
}

/** Take a piece of evidence out of the folder again; for a file whose adding was cancelled. */
export async function discardEvidence(evidenceDir: string, sha256: string): Promise<void> {
  await rm(join(evidenceDir, sha256), { force: true })
  await rm(join(evidenceDir, `${sha256}.ref.json`), { force: true })
}

function changed(sizeBefore: number, sizeRead: number): SourceCheck {
  const text = `the file changed while it was read (${sizeBefore} bytes before, ${sizeRead} read): the case holds what was read; add it again when it is at rest`
  return { id: 'changed-while-read', level: 'warning', text, count: 1 }
}

export function explainedCopy(error: unknown, path: string, evidenceDir: string): unknown {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOSPC' || code === 'EDQUOT') return fault('CAS-005', { path: evidenceDir }, error)
  if (code === 'EIO') return fault('EVD-001', { path, reason: reasonOf(error) }, error)
  return error
}

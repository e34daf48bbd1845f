/** Reading files in blocks, and the places of evidence in a case folder. */
import { open, readFile, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { fault } from '#contract/errors'

/** Shape: a system error → a few plain words. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code
  const words: Record<string, string> = {
    ENOENT: 'it does not exist',
    EACCES: 'you may not read it',
    EPERM: 'you may not read it',
    EISDIR: 'it is a folder',
    ENAMETOOLONG: 'its name is too long for this system',
    EIO: 'the disk reports a read error',
  }
  return (code === undefined ? undefined : words[code]) ?? (error instanceof Error ? error.message : String(error))
}

export async function openForReading(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r')
  } catch (error) {
    throw fault('EVD-001', { path, reason: reasonOf(error) }, error)
  }
}

/**
 * Read a file in blocks.
 *
 * Shape: open file × bytes per block → its bytes from the start. Each block is a buffer of its own; or, where a number of buffers is
 *        given, it stays as it is until so many more blocks were read.
 */
export async function* blocksOf(handle: FileHandle, blockBytes: number, buffers?: number): AsyncGenerator<Uint8Array> {
  const ring: Buffer[] = []
  for (let position = 0, turn = 0; ; turn++) {
    const used = buffers === undefined ? undefined : ring[turn % buffers]
    const buffer = used ?? Buffer.allocUnsafeSlow(blockBytes)
    if (buffers !== undefined) ring[turn % buffers] = buffer
    const { bytesRead } = await handle.read(buffer, 0, blockBytes, position)
    if (bytesRead === 0) return
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

/** Where the bytes of a piece of evidence are. */
export interface EvidencePlace {
  path: string
  inPlace: boolean
}

/**
 * Find the bytes of a piece of evidence: the copy in the case, or the file it was left in.
 *
 * Errors: EVD-003 neither is there.
 */
export async function evidencePlace(evidenceDir: string, sha256: string): Promise<EvidencePlace> {
  const copy = join(evidenceDir, sha256)
  if (await exists(copy)) return { path: copy, inPlace: false }
  try {
    const reference = JSON.parse(await readFile(`${copy}.ref.json`, 'utf8')) as { path?: unknown }
    if (typeof reference.path === 'string' && (await exists(reference.path))) return { path: reference.path, inPlace: true }
  } catch (error) {
    throw fault('EVD-003', { sha256 }, error)
  }
  throw fault('EVD-003', { sha256 })
}

const exists = async (path: string): Promise<boolean> =>
  stat(path).then(
    (entry) => entry.isFile(),
    () => false,
  )

/** A bundle as a plain archive file: itself, or a decrypted copy that is gone afterwards. */
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openArchive } from './inspect'
import { decryptFile, isEncrypted, type Unlock } from './wrap'

export interface PlainOptions extends Unlock {
  /** Folder for the decrypted copy, on a disk with room for it. */
  temporaryDir: string
  signal?: AbortSignal | undefined
}

/**
 * Work on a bundle whether it is encrypted or not.
 *
 * Errors: BND-001 the file cannot be read; BND-009, BND-010, BND-016 it cannot be decrypted; whatever the work throws.
 */
export async function withPlainArchive<T>(path: string, options: PlainOptions, work: (plain: string) => Promise<T>): Promise<T> {
  await (await openArchive(path)).close()
  if (!(await isEncrypted(path))) return work(path)
  const dir = await mkdtemp(join(options.temporaryDir, '.backtrail-'))
  try {
    const plain = join(dir, 'bundle.btz')
    await decryptFile(path, plain, options, options.signal)
    return await work(plain)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** SHA-256 of whole files, remembered for as long as the file looks the same. */
import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { blocksOf, openForReading } from '#main/intake/files'

const BLOCK_BYTES = 4 << 20
/** Most files remembered. */
const MOST = 1000

const known = new Map<string, string>()

/** What changes whenever somebody writes to a file. */
async function identity(path: string): Promise<string> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true })
  return [path, dev, ino, size, mtimeNs, ctimeNs].join('\n')
}

/**
 * Hash a file.
 *
 * Shape:  path → 64 hex digits. The same file (inode, size and times unchanged) is read once per process.
 * Errors: EVD-001 it cannot be read; the signal's reason.
 */
export async function sha256OfFile(path: string, signal?: AbortSignal): Promise<string> {
  const handle = await openForReading(path)
  try {
    const before = await identity(path)
    const digest = known.get(before)
    if (digest !== undefined) return digest
    const hash = createHash('sha256')
    for await (const block of blocksOf(handle, BLOCK_BYTES)) {
      signal?.throwIfAborted()
      hash.update(block)
    }
    const found = hash.digest('hex')
    if (known.size >= MOST) known.clear()
    if ((await identity(path)) === before) known.set(before, found)
    return found
  } finally {
    await handle.close()
  }
}

/** Writing small files so that a crash leaves either the old content or the new one. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Make a folder's entries durable; does nothing where the platform cannot (Windows). */
export function syncFolder(path: string): void {
  try {
    const handle = openSync(path, 'r')
    try {
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  } catch {
    // WHY: folders cannot be opened or synced on every platform; the file itself is synced.
  }
}

/** Shape: path, content, mode → the file has this content whole, or still the old one. */
export function replaceFile(path: string, content: string | Uint8Array, mode: number): void {
  const draft = `${path}.${process.pid}.new`
  const handle = openSync(draft, 'w', mode)
  try {
    writeFileSync(handle, content)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  try {
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
  syncFolder(dirname(path))
}

/** Shape: the bytes are on disk at this place, or the file is as long as before. */
export async function writeDurably(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  try {
    let done = 0
    while (done < bytes.length) done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten
    await handle.datasync()
  } catch (error) {
    await handle.truncate(position).catch(() => undefined)
    throw error
  }
}

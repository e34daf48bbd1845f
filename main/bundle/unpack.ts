/** Writing one member of a checked archive to a file. */
import { chmod, open, utimes, type FileHandle } from 'node:fs/promises'
import { fault } from '#contract/errors'
import { readContent, type StoredMember } from './check'
import { evidenceOf } from './manifest'

/**
 * Write a member's content to a new file; evidence keeps its date and becomes read-only.
 *
 * Shape:  archive, member, path that the caller vouches for → the file is there and on disk.
 * Errors: BND-011 the content is no longer what the manifest lists; the disk's; the signal's reason.
 */
export async function unpackMember(handle: FileHandle, stored: StoredMember, path: string, signal?: AbortSignal): Promise<void> {
  const { path: name, modified_s: modifiedS } = stored.member
  const file = await open(path, 'wx', 0o600)
  try {
    const whole = await readContent(handle, stored, { take: (piece) => file.writeFile(piece), signal })
    // WHY: checked again, since the file could have been exchanged between verifying and unpacking.
    if (!whole) throw fault('BND-011', { member: name })
    await file.sync()
  } finally {
    await file.close()
  }
  if (evidenceOf(name) === null) return
  if (modifiedS !== undefined) await utimes(path, modifiedS, modifiedS)
  await chmod(path, 0o444)
}

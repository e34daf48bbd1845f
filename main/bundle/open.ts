/** Opening a bundle: verified first, then unpacked beside the target and put in its place whole. */
import { existsSync } from 'node:fs'
import { lstat, mkdir, mkdtemp, readdir, rename, rm, rmdir, statfs } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { fault, Fault } from '#contract/errors'
import { openCaseFolder, type CaseFolder } from '#main/journal/case-folder'
import { storedMembers } from './check'
import { withPlainArchive } from './decrypted'
import { inspectArchive, openArchive, type InspectOptions } from './inspect'
import { problem, problemFault } from './problem'
import type { SignedManifest } from './signed-manifest'
import { unpackMember } from './unpack'
import type { Unlock } from './wrap'

export interface OpenBundleOptions extends InspectOptions, Unlock {}

export interface OpenedBundle {
  folder: CaseFolder
  /** Fingerprint of who wrote the bundle. */
  signer: string
}

/**
 * Make a case folder from a bundle; at its first edit it becomes a copy of its own, with its own journal file.
 *
 * Shape:  path of the bundle, folder that does not exist or is empty → the case. Nothing outside it is written, and it appears whole or not at all.
 * Errors: CAS-002 something is there; BND-002 … BND-014 the first thing that is wrong with the bundle; BND-015 no room or no leave to write.
 */
export async function openBundle(path: string, target: string, options: OpenBundleOptions = {}): Promise<OpenedBundle> {
  const dir = resolve(target)
  await refuseOccupied(dir)
  try {
    await mkdir(dirname(dir), { recursive: true })
    return await withPlainArchive(path, { ...options, temporaryDir: dirname(dir) }, async (plain) => {
      const { problems, signed } = await inspectArchive(plain, options)
      if (problems[0] !== undefined || signed === null) throw problemFault(problems[0] ?? problem('BND-008', 'manifest.json'))
      await unpackBeside(plain, dir, signed, options.signal)
      return { folder: openCaseFolder(dir), signer: signed.manifest.signer.fingerprint }
    })
  } catch (error) {
    options.signal?.throwIfAborted()
    if (error instanceof Fault || (error as NodeJS.ErrnoException).code === undefined) throw error
    throw fault('BND-015', { path: dir, reason: (error as Error).message }, error)
  }
}

async function refuseOccupied(dir: string): Promise<void> {
  if (!existsSync(dir)) return
  const isEmpty = (await lstat(dir)).isDirectory() && (await readdir(dir)).length === 0
  if (!isEmpty) throw fault('CAS-002', { path: dir })
}

async function unpackBeside(plain: string, dir: string, signed: SignedManifest, signal?: AbortSignal): Promise<void> {
  await refuseWithoutRoom(dirname(dir), signed)
  const sibling = await mkdtemp(join(dirname(dir), `.${basename(dir)}-`))
  const handle = await openArchive(plain)
  try {
    for (const folder of ['evidence', 'journal']) await mkdir(join(sibling, folder), { mode: 0o700 })
    for (const stored of storedMembers(signed)) {
      // SECURITY: the path was checked by `belongsInCase`: `case.json`, or a hash or journal name below one of our two folders.
      await unpackMember(handle, stored, join(sibling, ...stored.member.path.split('/')), signal)
    }
    await rmdir(dir).catch(() => undefined)
    await rename(sibling, dir)
  } catch (error) {
    await rm(sibling, { recursive: true, force: true })
    throw error
  } finally {
    await handle.close()
  }
}

/** WHY: a small archive can expand to more than the disk holds; better said before than after an hour. */
async function refuseWithoutRoom(parent: string, { manifest }: SignedManifest): Promise<void> {
  const needed = manifest.members.reduce((sum, member) => sum + member.size_bytes, 0)
  const disk = await statfs(parent).catch(() => null)
  const freeBytes = disk === null ? Infinity : disk.bavail * disk.bsize
  if (needed > freeBytes)
    throw fault('BND-015', { path: parent, reason: `the case needs ${needed} bytes, ${freeBytes} are free` })
}

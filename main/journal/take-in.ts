/** Journal files of another copy of the same case, put beside our own: lines are only ever added. */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fault } from '#contract/errors'
import { replaceFile, syncFolder } from './durable'
import { writeFully } from './journal-file'

/** A journal file as another copy holds it; whole lines. */
export interface ForeignFile {
  name: string
  bytes: Buffer
}

/** What of a foreign file is not here yet, and after how many bytes of ours it goes. */
export interface NewLines {
  name: string
  bytes: Buffer
  afterBytes: number
}

/**
 * Compare journal files of another copy with ours.
 *
 * Shape:  journal folder, the file this copy writes to, their files → what of theirs is not here.
 * Errors: BND-019 a file went on in two ways, so that one of them is not what its author wrote; nobody can say which.
 */
export function newLines(journalDir: string, ownFile: string, files: readonly ForeignFile[]): NewLines[] {
  return files.flatMap(({ name, bytes }) => {
    const path = join(journalDir, name)
    const ours = existsSync(path) ? readFileSync(path) : Buffer.alloc(0)
    const common = Math.min(ours.length, bytes.length)
    const isLonger = bytes.length > ours.length
    if (!ours.subarray(0, common).equals(bytes.subarray(0, common)) || (isLonger && name === ownFile)) {
      throw fault('BND-019', { file: name })
    }
    return isLonger ? [{ name, bytes: bytes.subarray(ours.length), afterBytes: ours.length }] : []
  })
}

/** Write new lines, on disk when this returns. Errors: the disk's. */
export function writeNewLines(journalDir: string, lines: readonly NewLines[]): void {
  for (const { name, bytes, afterBytes } of lines) {
    const path = join(journalDir, name)
    if (afterBytes === 0) {
      replaceFile(path, bytes, 0o600)
      continue
    }
    const handle = openSync(path, 'r+')
    try {
      if (statSync(path).size !== afterBytes) throw new Error('another program changed the file')
      writeFully(handle, bytes, afterBytes)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    syncFolder(dirname(path))
  }
}

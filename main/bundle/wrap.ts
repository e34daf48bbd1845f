/** Encryption of a whole bundle with age: by a passphrase, or for recipients. */
import { createReadStream, createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Decrypter, Encrypter } from 'age-encryption'
import { fault } from '#contract/errors'

/** For whom a bundle is encrypted; nothing = not at all. */
export interface Lock {
  passphrase?: string | undefined
  /** age recipients (`age1…`). */
  recipients?: readonly string[] | undefined
  /** log2 of the work of guessing one passphrase; 18 takes about a second. */
  scryptLogN?: number | undefined
}

/** What opens an encrypted bundle. */
export interface Unlock {
  passphrase?: string | undefined
  /** age identities (`AGE-SECRET-KEY-1…`). */
  identities?: readonly string[] | undefined
}

const MAGIC = 'age-encryption.org/v1\n'

export const isLocked = (lock: Lock): boolean => Boolean(lock.passphrase) || (lock.recipients?.length ?? 0) > 0

/** Shape: path → whether the file is encrypted with age. */
export async function isEncrypted(path: string): Promise<boolean> {
  const handle = await open(path, 'r')
  try {
    const head = Buffer.alloc(MAGIC.length)
    await handle.read(head, 0, head.length, 0)
    return head.toString('latin1') === MAGIC
  } finally {
    await handle.close()
  }
}

/**
 * Encrypt a stream.
 *
 * Errors: BND-017 for a text that is no recipient.
 */
export async function encrypted(content: AsyncIterable<Uint8Array>, lock: Lock): Promise<AsyncIterable<Uint8Array>> {
  const encrypter = new Encrypter()
  if (lock.scryptLogN !== undefined) encrypter.setScryptWorkFactor(lock.scryptLogN)
  if (lock.passphrase) encrypter.setPassphrase(lock.passphrase)
  for (const recipient of lock.recipients ?? []) {
    try {
      encrypter.addRecipient(recipient)
    } catch (error) {
      throw fault('BND-017', { recipient }, error)
    }
  }
  return encrypter.encrypt(ReadableStream.from<Uint8Array>(content))
}

/**
 * Decrypt a file into another.
 *
 * Errors: BND-009 the passphrase or key is not the one; BND-010 none is given; BND-016 the file was changed or cut short.
 */
export async function decryptFile(path: string, target: string, unlock: Unlock, signal?: AbortSignal): Promise<void> {
  if (!unlock.passphrase && (unlock.identities?.length ?? 0) === 0) throw fault('BND-010')
  const plain = await openLock(path, unlock)
  let offset = 0
  const counted = async function* () {
    for await (const chunk of plain) {
      offset += chunk.length
      yield chunk
    }
  }
  try {
    await pipeline(counted, createWriteStream(target, { flags: 'wx', mode: 0o600 }), { signal })
  } catch (error) {
    signal?.throwIfAborted()
    // WHY: an error of the disk has a code, one of the cipher has none.
    const { code, message } = error as NodeJS.ErrnoException
    throw code === undefined ? fault('BND-016', { offset }, error) : fault('BND-015', { path: target, reason: message }, error)
  }
}

async function openLock(path: string, unlock: Unlock): Promise<ReadableStream<Uint8Array>> {
  const decrypter = new Decrypter()
  try {
    if (unlock.passphrase) decrypter.addPassphrase(unlock.passphrase)
    for (const identity of unlock.identities ?? []) decrypter.addIdentity(identity)
    const source = Readable.toWeb(createReadStream(path)) as unknown as ReadableStream<Uint8Array>
    return await decrypter.decrypt(source)
  } catch (error) {
    // WHY: that no key fits, and that one fits a header which was changed, are told apart only by the library's words.
    const isChanged = /HMAC|invalid version|header/.test((error as Error).message)
    throw isChanged ? fault('BND-016', { offset: 0 }, error) : fault('BND-009', {}, error)
  }
}

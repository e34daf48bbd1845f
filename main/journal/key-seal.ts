/** A secret key under a passphrase: whoever takes the file away has to guess, and each guess costs. */
import { createCipheriv, createDecipheriv, scryptSync } from 'node:crypto'
import { z } from 'zod'

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`))

/** Everything but the passphrase; numbers of scrypt stand in the file, so that they can rise. */
export const SealedKey = z.object({
  scrypt: z.object({
    log_n: z.number().int().min(14).max(20),
    r: z.literal(8),
    p: z.number().int().min(1).max(16),
    salt: hex(16),
  }),
  nonce: hex(12),
  /** The 32 secret bytes, AES-256-GCM, then its tag of 16 bytes. */
  content: hex(48),
})
export type SealedKey = z.infer<typeof SealedKey>

const TAG_BYTES = 16
/** Source: OWASP Password Storage Cheat Sheet, one of its equal choices for scrypt (2^15, 8, 3): 32 MB, some tenths of a second. */
const COST = { log_n: 15, r: 8, p: 3 } as const

function keyOf(passphrase: string, { log_n: logN, r, p, salt }: SealedKey['scrypt']): Buffer {
  const maxmem = 256 * r * 2 ** logN
  return scryptSync(passphrase.normalize('NFC'), Buffer.from(salt, 'hex'), 32, { N: 2 ** logN, r, p, maxmem })
}

/** Shape: 32 secret bytes, passphrase, the host's randomness → the sealed key. */
export function sealKey(seed: Uint8Array, passphrase: string, randomBytes: (count: number) => Uint8Array): SealedKey {
  const scrypt = { ...COST, salt: Buffer.from(randomBytes(16)).toString('hex') }
  const nonce = Buffer.from(randomBytes(12))
  const cipher = createCipheriv('aes-256-gcm', keyOf(passphrase, scrypt), nonce)
  const content = Buffer.concat([cipher.update(seed), cipher.final(), cipher.getAuthTag()])
  return { scrypt, nonce: nonce.toString('hex'), content: content.toString('hex') }
}

/** Shape: sealed key, passphrase → the 32 secret bytes, or null where the passphrase is another or the file was altered. */
export function openKey({ scrypt, nonce, content }: SealedKey, passphrase: string): Buffer | null {
  const bytes = Buffer.from(content, 'hex')
  const decipher = createDecipheriv('aes-256-gcm', keyOf(passphrase, scrypt), Buffer.from(nonce, 'hex'))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()])
  } catch {
    return null
  }
}

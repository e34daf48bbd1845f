/** The analyst's signing key: made on first use, kept in the user's configuration folder, never in a case. */
import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { fault } from '#contract/errors'
import type { Surroundings } from './clock'
import { replaceFile } from './durable'
import { openKey, sealKey, SealedKey } from './key-seal'

export interface Identity {
  /** SHA-256 of the 32 public key bytes, its first 16 bytes as hex: long enough that nobody finds a second key for it. */
  readonly fingerprint: string
  /** The 32 public key bytes, base64url. */
  readonly publicKey: string
  /** What colleagues read beside the fingerprint; anybody can claim any name. */
  readonly displayName: string
  /** Shape: bytes → Ed25519 signature, base64url. */
  sign(content: Uint8Array): string
}

/** The DER header of a PKCS #8 Ed25519 private key and of an SPKI public key; the raw 32 bytes follow. Source: RFC 8410. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex')
const FILE_NAME = 'identity.json'
const PlainFile = z.object({
  format: z.literal(1),
  ed25519_seed: z.string().regex(/^[0-9a-f]{64}$/),
  display_name: z.string(),
})
const SealedFile = z.object({ format: z.literal(2), sealed_seed: SealedKey, display_name: z.string() })
const IdentityFile = z.discriminatedUnion('format', [PlainFile, SealedFile])
type IdentityFile = z.infer<typeof IdentityFile>

/** What the host gives: randomness for a new key, and the passphrase of a sealed one where the person has told it. */
export interface KeyHost extends Pick<Surroundings, 'randomBytes'> {
  /** Errors: those of the file it is read from. */
  keyPassphrase?: (() => string | undefined) | undefined
}

/** Shape: public key (base64url) → fingerprint, 32 hex digits. */
export function fingerprintOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex').slice(0, 32)
}

const keys = new Map<string, KeyObject>()

function keyObject(publicKey: string): KeyObject {
  const known = keys.get(publicKey)
  if (known !== undefined) return known
  const der = Buffer.concat([SPKI_HEAD, Buffer.from(publicKey, 'base64url')])
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
  if (keys.size < 1000) keys.set(publicKey, key)
  return key
}

/** Shape: content, signature and public key (both base64url) → whether the holder of the key signed exactly this content. */
export function isSignedBy(content: Uint8Array, signature: string, publicKey: string): boolean {
  const bytes = Buffer.from(signature, 'base64url')
  // WHY: base64url has spare bits; only the one canonical spelling of a signature or a key counts as unchanged.
  if (bytes.length !== 64 || bytes.toString('base64url') !== signature) return false
  const key = Buffer.from(publicKey, 'base64url')
  if (key.length !== 32 || key.toString('base64url') !== publicKey) return false
  try {
    return verify(null, content, keyObject(publicKey), bytes)
  } catch {
    return false
  }
}

/** Shape: 32 secret bytes and a name → the identity that signs with them. */
export function identityFromSeed(seed: Uint8Array, displayName: string): Identity {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  const publicKey = spki.subarray(SPKI_HEAD.length).toString('base64url')
  return {
    fingerprint: fingerprintOf(publicKey),
    publicKey,
    displayName,
    sign: (content) => sign(null, content, privateKey).toString('base64url'),
  }
}

/**
 * The analyst's identity; made when there is none yet.
 *
 * Shape:  configuration folder, the host's randomness → identity. The file is `identity.json`, mode 0600.
 * Errors: CAS-023 the key file is there and cannot be used; CAS-045 it is sealed and no passphrase was given; CAS-046 a wrong one was.
 */
export function loadIdentity(configDir: string, host: KeyHost): Identity {
  const { stored, seed } = openIdentity(configDir, host)
  return identityFromSeed(seed, stored.display_name)
}

function openIdentity(configDir: string, host: KeyHost): { path: string; stored: IdentityFile; seed: Buffer } {
  const path = join(configDir, FILE_NAME)
  const stored = readIdentityFile(path) ?? createIdentityFile(path, configDir, host)
  if (stored.format === 1) return { path, stored, seed: Buffer.from(stored.ed25519_seed, 'hex') }
  const passphrase = host.keyPassphrase?.()
  if (passphrase === undefined) throw fault('CAS-045', { path })
  const seed = openKey(stored.sealed_seed, passphrase)
  if (seed === null) throw fault('CAS-046', { path })
  return { path, stored, seed }
}

/**
 * Seal the key under a passphrase, or take the seal off.
 *
 * Shape:  configuration folder, host (which knows the present passphrase, where there is one), new passphrase or null → the identity.
 * Errors: as of `loadIdentity`.
 */
export function sealIdentity(configDir: string, host: KeyHost, passphrase: string | null): Identity {
  const { path, stored, seed } = openIdentity(configDir, host)
  const { display_name } = stored
  const file: IdentityFile =
    passphrase === null
      ? { format: 1, ed25519_seed: seed.toString('hex'), display_name }
      : { format: 2, sealed_seed: sealKey(seed, passphrase, (count) => host.randomBytes(count)), display_name }
  replaceFile(path, JSON.stringify(file), 0o600)
  return identityFromSeed(seed, display_name)
}

/** Shape: the name colleagues read from now on; the key stays. */
export function renameIdentity(configDir: string, host: KeyHost, displayName: string): Identity {
  const { path, stored, seed } = openIdentity(configDir, host)
  replaceFile(path, JSON.stringify({ ...stored, display_name: displayName }), 0o600)
  return identityFromSeed(seed, displayName)
}

function readIdentityFile(path: string): IdentityFile | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw fault('CAS-023', { path, reason: (error as Error).message }, error)
  }
  try {
    chmodSync(path, 0o600)
    return IdentityFile.parse(JSON.parse(text))
  } catch (error) {
    throw fault('CAS-023', { path, reason: 'its content is not a key' }, error)
  }
}

function createIdentityFile(path: string, configDir: string, surroundings: Pick<Surroundings, 'randomBytes'>): IdentityFile {
  mkdirSync(configDir, { recursive: true, mode: 0o700 })
  const seed = Buffer.from(surroundings.randomBytes(32)).toString('hex')
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, JSON.stringify({ format: 1, ed25519_seed: seed, display_name: '' }), { mode: 0o600 })
  try {
    linkSync(draft, path)
  } catch (error) {
    // WHY: another process was quicker; its key is the analyst's key. Without hard links the last one to write wins.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') replaceFile(path, readFileSync(draft, 'utf8'), 0o600)
  } finally {
    rmSync(draft, { force: true })
  }
  return readIdentityFile(path)!
}

/** One operation: one decision of one analyst, signed, linked to the line before it, written as one line of canonical JSON. */
import { z } from 'zod'
import { canonicalJson, sha256Hex } from './canonical'
import { parseStamp, type Stamp } from './clock'
import { fingerprintOf, isSignedBy, type Identity } from './identity'
import { isOperationKind, OPERATION_KINDS, type OperationKind, type PayloadOf } from './operation-kinds'

const Hex64 = z.string().regex(/^[0-9a-f]{64}$/)
const Uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)

const Envelope = z.strictObject({
  v: z.literal(1),
  /** SHA-256 of the canonical JSON of everything but `id` and `sig`. */
  id: Hex64,
  replica: Uuid,
  /** Fingerprint of `key`. */
  author: z.string().regex(/^[0-9a-f]{32}$/),
  key: z.string(),
  hlc: z.string().refine((stamp) => parseStamp(stamp) !== null),
  /** The operations known when this one was written that no other one follows; sorted. */
  parents: z.array(Hex64),
  kind: z.string(),
  payload: z.record(z.string(), z.unknown()),
  /** SHA-256 of the line before in the same file, without its line end; null in the first line. */
  prev: Hex64.nullable(),
  /** Ed25519 over the canonical JSON of everything but `sig`, base64url. */
  sig: z.string(),
})
export type Operation = z.infer<typeof Envelope>

/** An operation whose kind this version knows, with its payload checked. */
export type KnownOperation = { [K in OperationKind]: Operation & { kind: K; payload: PayloadOf<K> } }[OperationKind]

export interface OperationDraft {
  replica: string
  hlc: Stamp
  parents: readonly string[]
  kind: OperationKind
  payload: unknown
  prev: string | null
}

/**
 * Make a signed operation.
 *
 * Errors: ZodError where the payload is not of its kind.
 */
export function signOperation(draft: OperationDraft, identity: Identity): Operation {
  const payload = OPERATION_KINDS[draft.kind].parse(draft.payload) as Record<string, unknown>
  const content = {
    v: 1 as const,
    replica: draft.replica,
    author: identity.fingerprint,
    key: identity.publicKey,
    hlc: draft.hlc,
    parents: [...draft.parents].sort(),
    kind: draft.kind as string,
    payload,
    prev: draft.prev,
  }
  const named = { ...content, id: sha256Hex(canonicalJson(content)) }
  return { ...named, sig: identity.sign(Buffer.from(canonicalJson(named))) }
}

/** Shape: operation → its line, without the line end. */
export const operationLine = (operation: Operation): string => canonicalJson(operation)

export type LineReading = { ok: true; operation: Operation } | { ok: false; why: string }

/** Shape: one line → the operation in it, or in plain words why it is not one. Any changed bit of the line is noticed. */
export function readOperation(line: string): LineReading {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return { ok: false, why: 'it is not readable' }
  }
  const parsed = Envelope.safeParse(value)
  if (!parsed.success) return { ok: false, why: 'it is not an operation' }
  if (canonicalJson(value) !== line) return { ok: false, why: 'it is not written in the canonical form' }
  const operation = value as Operation
  const { sig, ...named } = operation
  const { id, ...content } = named
  if (fingerprintOf(operation.key) !== operation.author) return { ok: false, why: 'its author is not the holder of its key' }
  if (sha256Hex(canonicalJson(content)) !== id) return { ok: false, why: 'its content is not what its id names' }
  if (!isSignedBy(Buffer.from(canonicalJson(named)), sig, operation.key)) return { ok: false, why: 'its signature does not fit' }
  return { ok: true, operation }
}

/** Shape: operation → the same with a typed payload, or null where this version does not know the kind or the payload is not of it. */
export function knownOperation(operation: Operation): KnownOperation | null {
  if (!isOperationKind(operation.kind)) return null
  const payload = OPERATION_KINDS[operation.kind].safeParse(operation.payload)
  return payload.success ? ({ ...operation, payload: payload.data } as unknown as KnownOperation) : null
}

/** Order of history: by stamp, then author, then id; the same on every computer. */
export function compareOperations(a: Operation, b: Operation): number {
  return compareText(a.hlc, b.hlc) || compareText(a.author, b.author) || compareText(a.id, b.id)
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** One text for one value: JSON with sorted keys and no spaces, so that digests and signatures mean the same everywhere. */
import { createHash } from 'node:crypto'

/**
 * Write a JSON value in its canonical form.
 *
 * Shape:  value → text; keys in order of their UTF-16 code units, `undefined` members left out, text as it is (no Unicode normalisation).
 * Errors: TypeError for a value JSON cannot hold (NaN, infinity, bigint, function).
 * Source: RFC 8785 (JSON Canonicalization Scheme).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`
  if (typeof value !== 'object') throw new TypeError(`not JSON: ${typeof value}`)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  // WHY: localeCompare would sort differently on another computer.
  members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`
}

/** Shape: text (as UTF-8) or bytes → SHA-256 as 64 lower-case hex digits. */
export function sha256Hex(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** Shape: JSON value → SHA-256 of its canonical form. */
export const canonicalDigest = (value: unknown): string => sha256Hex(canonicalJson(value))

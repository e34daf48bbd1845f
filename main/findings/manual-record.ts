/** An event added by hand as a record: its bytes are the canonical text of what was stated, its place is the journal. */
import { formatEventKey } from '#contract/event'
import type { RawRecord } from '#contract/query'
import { canonicalJson, sha256Hex } from '#main/journal/canonical'
import type { PayloadOf } from '#main/journal/operation-kinds'
import type { JournalState, ManualEvent } from '#main/journal/projection'

/** Shape: manual event → the canonical text of what was stated. */
export function manualEventText(event: ManualEvent | PayloadOf<'event.added'>): string {
  const { author: _author, at: _at, fingerprint: _fingerprint, ...payload } = event as ManualEvent
  return canonicalJson(payload)
}

/** Shape: manual event → its key: the digest of its text stands where a file's SHA-256 does. */
export function manualEventKey(event: ManualEvent | PayloadOf<'event.added'>): string {
  return formatEventKey({ sha256: sha256Hex(manualEventText(event)), member: '-', record: 1, ordinal: 0 })
}

/** Shape: state, event key → the record of the manual event with this key, or null where there is none. */
export function manualRecord(state: Pick<JournalState, 'events'>, key: string): RawRecord | null {
  const event = state.events.find((candidate) => manualEventKey(candidate) === key)
  if (event === undefined) return null
  const raw = manualEventText(event)
  const sha256 = sha256Hex(raw)
  const place = { evidence: sha256, member: '-', sha256, byte_offset: 0, byte_length: Buffer.byteLength(raw), line: null }
  return { event_key: key, ...place, raw, bytes_sha256: sha256, verified: true, before: [], after: [] }
}

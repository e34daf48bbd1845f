/** One Windows event, whichever file it comes from: what every event has, and the fields of its own. */
import type { AttrValue } from '../format'

/** Numbers: NaN = not stated; texts: empty = not stated. */
export interface WindowsEvent {
  /** When the event was made, µs UTC. */
  tsUs: number
  provider: string
  eventId: number
  channel: string
  computer: string
  /** Number of the record in its log. */
  recordId: number
  /** 1 critical, 2 error, 3 warning, 4 information, 5 verbose; 0 always logged (audits). */
  level: number
  audit: 'success' | 'failure' | null
  /** Security identifier, or name, of whom the event was logged for. */
  userId: string
  /** The rendered text, where the file has it. */
  text: string
  /** EventData, UserData: by name, as the provider wrote them. */
  fields: Map<string, AttrValue>
  /** What else the record states, by its source name. */
  rest: Map<string, AttrValue>
}

/** Shape: an event with nothing in it. */
export function emptyWindowsEvent(): WindowsEvent {
  return {
    tsUs: NaN,
    provider: '',
    eventId: NaN,
    channel: '',
    computer: '',
    recordId: NaN,
    level: NaN,
    audit: null,
    userId: '',
    text: '',
    fields: new Map(),
    rest: new Map(),
  }
}

/** Shape: value → text; nothing, and the `-` by which Windows writes nothing, become empty. */
export function saidText(value: AttrValue | undefined): string {
  if (value === null || value === undefined) return ''
  const text = Array.isArray(value)
    ? value.map((part: AttrValue) => saidText(part)).join(', ')
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value)
  return text === '-' ? '' : text.trim()
}

/** A name that stands twice keeps both values, as a list. */
export function addField(fields: Map<string, AttrValue>, name: string, value: AttrValue): void {
  if (value === null || value === '') return
  const known = fields.get(name)
  if (known === undefined) fields.set(name, value)
  else
    fields.set(name, [
      ...(Array.isArray(known) ? (known as AttrValue[]) : [known]),
      ...(Array.isArray(value) ? (value as AttrValue[]) : [value]),
    ])
}

const SUCCESS = 0x0020_0000
const FAILURE = 0x0010_0000

/**
 * Read the audit bits out of keywords.
 *
 * Shape:  `0x8020000000000000`, the same as a signed or unsigned number, or their words → success, failure, or null.
 * Source: winmeta.xml, AuditSuccess and AuditFailure.
 */
export function auditOf(keywords: unknown): WindowsEvent['audit'] {
  if (Array.isArray(keywords)) return keywords.map(auditOf).find((audit) => audit !== null) ?? null
  if (typeof keywords === 'number') return auditBits(BigInt(Math.trunc(Number.isFinite(keywords) ? keywords : 0)))
  if (typeof keywords !== 'string') return null
  if (/^(0x[0-9a-f]{1,16}|-?\d{1,20})$/i.test(keywords)) return auditBits(BigInt(keywords))
  if (/audit[ _]success/i.test(keywords)) return 'success'
  return /audit[ _]failure/i.test(keywords) ? 'failure' : null
}

function auditBits(keywords: bigint): WindowsEvent['audit'] {
  const high = Number(BigInt.asUintN(32, keywords >> 32n))
  return (high & SUCCESS) !== 0 ? 'success' : (high & FAILURE) !== 0 ? 'failure' : null
}

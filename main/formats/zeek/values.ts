/** Zeek's typed text as values, so that a TSV row and a JSON row of the same event are the same. */
import type { AttrValue } from '../kit/format'
import type { ZeekHeader } from './header'
import { unescape } from './header'

/** Types of columns whose meaning is fixed, for logs without a `#types` line. */
const KNOWN_TYPES: Readonly<Record<string, string>> = {
  ts: 'time',
  'id.orig_h': 'addr',
  'id.orig_p': 'port',
  'id.resp_h': 'addr',
  'id.resp_p': 'port',
  duration: 'interval',
  orig_bytes: 'count',
  resp_bytes: 'count',
  orig_pkts: 'count',
  resp_pkts: 'count',
  orig_ip_bytes: 'count',
  resp_ip_bytes: 'count',
  missed_bytes: 'count',
}

/** Shape: (header, column) → its Zeek type; `string` where nothing says. */
export function typeOf(header: ZeekHeader, column: number): string {
  return header.types[column] ?? KNOWN_TYPES[header.fields?.[column] ?? ''] ?? 'string'
}

const NUMERIC = new Set(['count', 'int', 'counter', 'port', 'double', 'interval', 'time'])
const LIST = /^(?:set|vector|table)\[(.*)\]$/

function scalar(type: string, text: string): AttrValue {
  if (NUMERIC.has(type)) {
    /* Text that is no number after all stays text: a damaged value is still evidence. */
    const value = text === '' ? NaN : Number(text)
    return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : unescape(text)
  }
  if (type === 'bool' && (text === 'T' || text === 'F')) return text === 'T'
  return unescape(text)
}

/** Shape: type → type of the parts of a set or vector, or null where it is neither. */
export const listType = (type: string): string | null => LIST.exec(type)?.[1] ?? null

/** Shape: (header, type, type of parts, field) → value; undefined where the field is unset, or an empty list or text, which say nothing. */
export function valueOf(header: ZeekHeader, type: string, list: string | null, text: string): AttrValue | undefined {
  if (text === header.unset || text === header.empty || text === '') return undefined
  if (list === null) return scalar(type, text)
  const parts = text.split(header.setSeparator).filter((part) => part !== '' && part !== header.empty)
  return parts.length === 0 ? undefined : parts.map((part) => (part === header.unset ? null : scalar(list, part)))
}

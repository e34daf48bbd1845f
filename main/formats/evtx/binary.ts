/** Reading little-endian numbers, times and ids out of an event log's bytes. */
import { isoFromMicros } from '#contract/units'

/** The bytes contradict the format; the message is the reason a record is rejected with. */
export class Damaged extends Error {}

/** FILETIME of 1970-01-01, as its two halves. */
const EPOCH_HIGH = 27_111_902
const EPOCH_LOW = 3_577_643_008

/**
 * Read a FILETIME.
 *
 * Shape:  100 ns since 1601-01-01T00:00:00Z at `at` → whole µs since 1970, rounded down, and the 100 ns left over (0–9).
 * Source: [MS-DTYP] 2.3.3. WHY halves: the whole number does not fit a float, its distance from 1970 does.
 */
export function readFileTime(view: DataView, at: number): { us: number; ticks: number } {
  const high = view.getUint32(at + 4, true) - EPOCH_HIGH
  const rest = high * 6 + view.getUint32(at, true) - EPOCH_LOW
  const us = Math.floor(rest / 10)
  return { us: high * 429_496_729 + us, ticks: rest - us * 10 }
}

/** Years 1601 to 9999: what an ISO time can say of a FILETIME. */
const LAST_US = 253_402_300_799_999_999

/** Shape: FILETIME at `at` → ISO 8601 with 7 decimals, or its hexadecimal number where it is no time (`never`). */
export function fileTimeText(view: DataView, at: number): string {
  const { us, ticks } = readFileTime(view, at)
  if (us > LAST_US) return hex64(view, at)
  const text = isoFromMicros(us)
  if (ticks === 0) return text
  return `${text.length === 20 ? `${text.slice(0, 19)}.000000` : text.slice(0, -1)}${ticks}Z`
}

/** Shape: SYSTEMTIME at `at` (eight 16-bit fields) → ISO 8601 with milliseconds. Source: [MS-DTYP] 2.3.13. */
export function systemTimeText(view: DataView, at: number): string {
  const part = (index: number, digits: number) => String(view.getUint16(at + index * 2, true)).padStart(digits, '0')
  return `${part(0, 4)}-${part(1, 2)}-${part(3, 2)}T${part(4, 2)}:${part(5, 2)}:${part(6, 2)}.${part(7, 3)}Z`
}

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')

/** Shape: 64 bits at `at` → `0x…` without leading zeros. */
export function hex64(view: DataView, at: number): string {
  const high = view.getUint32(at + 4, true)
  const low = view.getUint32(at, true)
  return high === 0 ? `0x${low.toString(16)}` : `0x${high.toString(16)}${hex(low, 8)}`
}

/** Shape: 64 bits at `at` → the number where a float holds it, else its decimal digits. */
export function integer64(view: DataView, at: number, isSigned: boolean): number | string {
  const high = isSigned ? view.getInt32(at + 4, true) : view.getUint32(at + 4, true)
  const value = high * 4_294_967_296 + view.getUint32(at, true)
  if (Number.isSafeInteger(value)) return value
  return String(isSigned ? view.getBigInt64(at, true) : view.getBigUint64(at, true))
}

/** Shape: GUID at `at` → `{XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX}`. Source: [MS-DTYP] 2.3.4. */
export function guidText(view: DataView, at: number): string {
  let tail = ''
  for (let byte = 8; byte < 16; byte++) tail += `${byte === 10 ? '-' : ''}${hex(view.getUint8(at + byte), 2)}`
  const head = `${hex(view.getUint32(at, true), 8)}-${hex(view.getUint16(at + 4, true), 4)}-${hex(view.getUint16(at + 6, true), 4)}`
  return `{${head}-${tail}}`.toUpperCase()
}

/** Shape: SID of `size` bytes at `at` → `S-1-5-…`. Errors: Damaged where its parts do not fit. Source: [MS-DTYP] 2.4.2. */
export function sidText(view: DataView, at: number, size: number): string {
  const count = size < 8 ? NaN : view.getUint8(at + 1)
  if (!(8 + 4 * count <= size)) throw new Damaged('a security identifier is longer than its place')
  const authority = view.getUint16(at + 2, false) * 4_294_967_296 + view.getUint32(at + 4, false)
  let text = `S-${view.getUint8(at)}-${authority}`
  for (let part = 0; part < count; part++) text += `-${view.getUint32(at + 8 + 4 * part, true)}`
  return text
}

/** Shape: UTF-16 of `size` bytes at `at` → text without the NULs that end it; halves of characters become U+FFFD. */
export function utf16Text(bytes: Uint8Array, at: number, size: number): string {
  let end = at + (size & ~1)
  while (end > at && bytes[end - 1] === 0 && bytes[end - 2] === 0) end -= 2
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + at, end - at).toString('utf16le')
  return /[\uD800-\uDFFF]/.test(text) ? wellFormed(text) : text
}

const wellFormed = (text: string) => Buffer.from(text, 'utf8').toString('utf8')

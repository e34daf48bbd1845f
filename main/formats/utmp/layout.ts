/** Where the fields of a login record lie, and which of the four layouts a file has. */
import { BIG, endOfField, isPrintable, LITTLE, type NumberReader } from '../kit/fixed-records'
import { formatIpv4, formatIpv6 } from '../kit/ip'
import { decode } from '../kit/text'

/**
 * A layout: bytes of a record and order of its numbers.
 *
 * 384 bytes: 32-bit times (glibc on x86, x86-64, arm, ppc). 400 bytes: 64-bit times (glibc on arm64 and s390x, musl everywhere).
 */
export interface Layout {
  size: number
  isWide: boolean
  numbers: NumberReader
  title: string
}

const layout = (isWide: boolean, isBig: boolean): Layout => ({
  size: isWide ? 400 : 384,
  isWide,
  numbers: isBig ? BIG : LITTLE,
  title: `${isWide ? 400 : 384}-byte records, ${isBig ? 'big' : 'little'} endian`,
})

export const LAYOUTS: readonly Layout[] = [layout(false, false), layout(true, false), layout(false, true), layout(true, true)]

export interface LoginRecord {
  type: number
  pid: number
  line: string
  id: string
  user: string
  host: string
  termination: number
  exit: number
  session: number
  /** µs UTC. */
  tsUs: number
  /** Empty = none. */
  address: string
}

const [TYPE, PAD, PID, LINE, ID, USER, HOST, TERMINATION, EXIT, SESSION] = [0, 2, 4, 8, 40, 44, 76, 332, 334, 336]
const [LINE_BYTES, ID_BYTES, USER_BYTES, HOST_BYTES, RESERVED_BYTES] = [32, 4, 32, 256, 20]
const LAST_TYPE = 9
const MICROS = 1_000_000

/** A number of a 64-bit field that is known to be small: NaN where it is not. */
function wide({ numbers }: Layout, bytes: Buffer, at: number): number {
  const [low, high] = numbers === BIG ? [at + 4, at] : [at, at + 4]
  const top = numbers.int32(bytes, high)
  return top === 0 || top === 1 ? top * 2 ** 32 + numbers.uint32(bytes, low) : NaN
}

const sessionOf = (form: Layout, bytes: Buffer, at: number) =>
  form.isWide ? wide(form, bytes, at + SESSION) : form.numbers.int32(bytes, at + SESSION)

/** Signed 32-bit times end in 2038, glibc reads them as unsigned: nobody logged in before 1970. */
const secondsOf = (form: Layout, bytes: Buffer, at: number) =>
  form.isWide ? wide(form, bytes, at + 344) : form.numbers.uint32(bytes, at + 340)

const microsOf = (form: Layout, bytes: Buffer, at: number) =>
  form.isWide ? wide(form, bytes, at + 352) : form.numbers.uint32(bytes, at + 344)

/** Shape: → whether nothing in the record contradicts that it is one: empty where it must be, names without control characters. */
function looksKept(form: Layout, bytes: Buffer, at: number): boolean {
  if (form.numbers.uint16(bytes, at + PAD) !== 0) return false
  const reserved = at + (form.isWide ? 376 : 364)
  for (let place = reserved; place < reserved + RESERVED_BYTES; place++) if (bytes[place] !== 0) return false
  return (
    (bytes[at + LINE] !== 0 || bytes[at + USER] !== 0) &&
    isPrintable(bytes, at + LINE, LINE_BYTES) &&
    isPrintable(bytes, at + USER, USER_BYTES) &&
    isPrintable(bytes, at + HOST, HOST_BYTES)
  )
}

/** Shape: (layout, bytes, place) → whether a record can lie there; see `FixedRecordPlan`. */
export function isLoginRecord(form: Layout, bytes: Buffer, at: number, isStrict: boolean): boolean {
  const type = form.numbers.uint16(bytes, at + TYPE)
  if (type > LAST_TYPE || (isStrict && type === 0)) return false
  const [seconds, micros] = [secondsOf(form, bytes, at), microsOf(form, bytes, at)]
  if (!(micros < MICROS) || Number.isNaN(seconds) || (seconds === 0 && micros === 0)) return false
  if (form.isWide && Number.isNaN(sessionOf(form, bytes, at))) return false
  /* What people type into failed logins can be anything; a slot without a type must look kept to be one. */
  return (!isStrict && type !== 0) || looksKept(form, bytes, at)
}

const text = (bytes: Buffer, at: number, length: number) => decode(bytes, at, endOfField(bytes, at, length))

/** IPv4 stands in the first of four words, the others are 0; all 0 = none. Both are in network order whatever the machine. */
function addressOf(bytes: Buffer, at: number): string {
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(at + 2 * index))
  if (groups.slice(2).some((group) => group !== 0)) return formatIpv6(groups)
  return groups[0] === 0 && groups[1] === 0 ? '' : formatIpv4(bytes.readUInt32BE(at))
}

/** Shape: (layout, bytes, place) → the record. */
export function loginRecord(form: Layout, bytes: Buffer, at: number): LoginRecord {
  const { numbers } = form
  return {
    type: numbers.uint16(bytes, at + TYPE),
    pid: numbers.int32(bytes, at + PID),
    line: text(bytes, at + LINE, LINE_BYTES),
    id: text(bytes, at + ID, ID_BYTES),
    user: text(bytes, at + USER, USER_BYTES),
    host: text(bytes, at + HOST, HOST_BYTES),
    termination: numbers.int16(bytes, at + TERMINATION),
    exit: numbers.int16(bytes, at + EXIT),
    session: sessionOf(form, bytes, at),
    tsUs: secondsOf(form, bytes, at) * MICROS + microsOf(form, bytes, at),
    address: addressOf(bytes, at + (form.isWide ? 360 : 348)),
  }
}

/** What the records at the beginning of a file look like in one layout. */
export interface Fit {
  form: Layout
  /** Places that are not empty. */
  places: number
  records: number
}

const MOST_PLACES = 200
const isEmpty = (bytes: Buffer, at: number, size: number) => bytes.subarray(at, at + size).every((byte) => byte === 0)

/** Shape: (layout, bytes, a place that is no record) → the next that is one, or the end. */
function nextPlace(form: Layout, bytes: Buffer, from: number): number {
  let at = from + 1
  while (at + form.size <= bytes.length && !isLoginRecord(form, bytes, at, true)) at++
  return at
}

function fitOf(form: Layout, bytes: Buffer): Fit {
  const fit: Fit = { form, places: 0, records: 0 }
  let at = 0
  while (at + form.size <= bytes.length && fit.places < MOST_PLACES) {
    if (isEmpty(bytes, at, form.size)) {
      at += form.size
      continue
    }
    fit.places++
    if (isLoginRecord(form, bytes, at, true)) fit.records++
    else if (!isLoginRecord(form, bytes, at, false)) {
      at = nextPlace(form, bytes, at)
      continue
    }
    at += form.size
  }
  return fit
}

/** Shape: beginning of a file → the layout that fits it best, an earlier one before a later; `records` 0 = none fits. */
export function bestFit(head: Uint8Array): Fit {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength)
  return LAYOUTS.map((form) => fitOf(form, bytes)).reduce((best, each) => (each.records > best.records ? each : best))
}

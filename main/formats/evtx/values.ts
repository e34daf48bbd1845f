/** Typed values of binary XML, as an attribute has them. */
import type { AttrValue } from '../kit/format'
import { Damaged, fileTimeText, guidText, hex64, integer64, sidText, systemTimeText, utf16Text } from './binary'

/** Value types. Source: [MS-EVEN6] 2.2.12.6; the high bit marks an array. */
export const ValueType = { Null: 0x00, String: 0x01, AnsiString: 0x02, BinaryXml: 0x21, Array: 0x80 } as const

/** A value as a template instance lists it, still bytes of its chunk. */
export interface ValuePlace {
  type: number
  at: number
  size: number
}

type Reader = (view: DataView, at: number) => AttrValue

/** Types of one fixed size: bytes, and how they are read. */
const FIXED: Readonly<Record<number, readonly [sizeBytes: number, read: Reader]>> = {
  0x03: [1, (view, at) => view.getInt8(at)],
  0x04: [1, (view, at) => view.getUint8(at)],
  0x05: [2, (view, at) => view.getInt16(at, true)],
  0x06: [2, (view, at) => view.getUint16(at, true)],
  0x07: [4, (view, at) => view.getInt32(at, true)],
  0x08: [4, (view, at) => view.getUint32(at, true)],
  0x09: [8, (view, at) => integer64(view, at, true)],
  0x0a: [8, (view, at) => integer64(view, at, false)],
  0x0b: [4, (view, at) => real(view.getFloat32(at, true))],
  0x0c: [8, (view, at) => real(view.getFloat64(at, true))],
  0x0d: [4, (view, at) => view.getUint32(at, true) !== 0],
  0x0f: [16, guidText],
  0x11: [8, fileTimeText],
  0x12: [16, systemTimeText],
  0x14: [4, (view, at) => `0x${view.getUint32(at, true).toString(16)}`],
  0x15: [8, hex64],
}

/** JSON knows neither infinity nor NaN. */
const real = (value: number): number | string => (Number.isFinite(value) ? value : String(value))

/** Pointers and sizes are as wide as the machine that wrote them. */
function pointer(view: DataView, { at, size }: ValuePlace): AttrValue {
  if (size === 4) return `0x${view.getUint32(at, true).toString(16)}`
  if (size === 8) return hex64(view, at)
  throw new Damaged(`a pointer of ${size} bytes`)
}

const hexText = (bytes: Uint8Array, { at, size }: ValuePlace) =>
  Buffer.from(bytes.buffer, bytes.byteOffset + at, size)
    .toString('hex')
    .toUpperCase()

function array(bytes: Uint8Array, view: DataView, place: ValuePlace): AttrValue {
  const type = place.type & 0x7f
  if (type === ValueType.String) return utf16Text(bytes, place.at, place.size).split('\0')
  if (type === ValueType.AnsiString) return ansi(bytes, place).split('\0')
  if (type === 0x13) return sids(view, place)
  const fixed = FIXED[type]
  if (fixed === undefined) return hexText(bytes, place)
  const values: AttrValue[] = []
  for (let at = place.at; at + fixed[0] <= place.at + place.size; at += fixed[0]) values.push(fixed[1](view, at))
  return values
}

function sids(view: DataView, { at, size }: ValuePlace): AttrValue {
  const values: AttrValue[] = []
  for (let from = at; from + 8 <= at + size; from += 8 + 4 * view.getUint8(from + 1))
    values.push(sidText(view, from, at + size - from))
  return values
}

const ansi = (bytes: Uint8Array, { at, size }: ValuePlace) =>
  Buffer.from(bytes.buffer, bytes.byteOffset + at, size)
    .toString('latin1')
    .replace(/\0+$/, '')

/**
 * Read one value.
 *
 * Shape:  (chunk, its view, place of the value) → text, number, truth or a list; null where there is none. Bytes of unknown types are hexadecimal.
 * Errors: Damaged where the size is none of the type.
 */
export function readValue(bytes: Uint8Array, view: DataView, place: ValuePlace): AttrValue {
  const { type, at, size } = place
  if (type === ValueType.Null || size === 0) return null
  if (type === ValueType.String) return utf16Text(bytes, at, size)
  if (type === ValueType.AnsiString) return ansi(bytes, place)
  const fixed = FIXED[type]
  if (fixed !== undefined) {
    if (size < fixed[0]) throw new Damaged(`a value of type 0x${type.toString(16)} has ${size} bytes instead of ${fixed[0]}`)
    return fixed[1](view, at)
  }
  if (type === 0x13) return sidText(view, at, size)
  if (type === 0x10) return pointer(view, place)
  return (type & ValueType.Array) === 0 ? hexText(bytes, place) : array(bytes, view, place)
}

/** What a test writes into an event log: templates as plain objects, values with their types. */

/** Literal text, a place for a value, an entity, a character by its number. */
export type PartSpec = string | { index: number; type: number; isOptional?: boolean } | { entity: string } | { character: number }

export interface ElementSpec {
  name: string
  attributes?: Record<string, PartSpec>
  children?: readonly (ElementSpec | PartSpec)[]
}

export interface TypedValue {
  type: number
  bytes: Buffer
  /** Binary XML as a value: written where the value comes to lie. */
  nested?: { template: ElementSpec; values: readonly TypedValue[] }
}

function numberBytes(size: 1 | 2 | 4 | 8, value: number | bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value)))
  return bytes.subarray(0, size)
}

const guidBytes = (text: string) => {
  const bytes = Buffer.from(text.replace(/[{}-]/g, ''), 'hex')
  return Buffer.concat([
    bytes.subarray(0, 4).reverse(),
    bytes.subarray(4, 6).reverse(),
    bytes.subarray(6, 8).reverse(),
    bytes.subarray(8),
  ])
}

function sidBytes(text: string): Buffer {
  const [revision, authority, ...parts] = text.slice(2).split('-').map(Number)
  const bytes = Buffer.alloc(8 + 4 * parts.length)
  bytes.set([revision!, parts.length, 0, 0, 0, 0, 0, authority!])
  parts.forEach((part, index) => bytes.writeUInt32LE(part, 8 + 4 * index))
  return bytes
}

function real(size: 4 | 8, value: number): Buffer {
  const bytes = Buffer.alloc(size)
  if (size === 4) bytes.writeFloatLE(value)
  else bytes.writeDoubleLE(value)
  return bytes
}

const utf16 = (text: string) => Buffer.from(text, 'utf16le')

/** One maker per value type, so that a test says what it means. */
export const value = {
  nothing: (): TypedValue => ({ type: 0x00, bytes: Buffer.alloc(0) }),
  text: (text: string): TypedValue => ({ type: 0x01, bytes: utf16(text) }),
  ansi: (text: string): TypedValue => ({ type: 0x02, bytes: Buffer.from(text, 'latin1') }),
  int8: (number: number): TypedValue => ({ type: 0x03, bytes: numberBytes(1, number) }),
  uint8: (number: number): TypedValue => ({ type: 0x04, bytes: numberBytes(1, number) }),
  int16: (number: number): TypedValue => ({ type: 0x05, bytes: numberBytes(2, number) }),
  uint16: (number: number): TypedValue => ({ type: 0x06, bytes: numberBytes(2, number) }),
  int32: (number: number): TypedValue => ({ type: 0x07, bytes: numberBytes(4, number) }),
  uint32: (number: number): TypedValue => ({ type: 0x08, bytes: numberBytes(4, number) }),
  int64: (number: bigint): TypedValue => ({ type: 0x09, bytes: numberBytes(8, number) }),
  uint64: (number: bigint): TypedValue => ({ type: 0x0a, bytes: numberBytes(8, number) }),
  real32: (number: number): TypedValue => ({ type: 0x0b, bytes: real(4, number) }),
  real64: (number: number): TypedValue => ({ type: 0x0c, bytes: real(8, number) }),
  truth: (truth: boolean): TypedValue => ({ type: 0x0d, bytes: numberBytes(4, truth ? 1 : 0) }),
  binary: (hex: string): TypedValue => ({ type: 0x0e, bytes: Buffer.from(hex, 'hex') }),
  guid: (text: string): TypedValue => ({ type: 0x0f, bytes: guidBytes(text) }),
  pointer: (number: bigint): TypedValue => ({ type: 0x10, bytes: numberBytes(8, number) }),
  fileTime: (bytes: Buffer): TypedValue => ({ type: 0x11, bytes }),
  systemTime: (...parts: number[]): TypedValue => ({
    type: 0x12,
    bytes: Buffer.concat(parts.map((part) => numberBytes(2, part))),
  }),
  sid: (text: string): TypedValue => ({ type: 0x13, bytes: sidBytes(text) }),
  hex32: (number: number): TypedValue => ({ type: 0x14, bytes: numberBytes(4, number) }),
  hex64: (number: bigint): TypedValue => ({ type: 0x15, bytes: numberBytes(8, number) }),
  xml: (template: ElementSpec, values: readonly TypedValue[]): TypedValue => ({
    type: 0x21,
    bytes: Buffer.alloc(0),
    nested: { template, values },
  }),
  texts: (texts: readonly string[]): TypedValue => ({ type: 0x81, bytes: utf16(texts.map((text) => `${text}\0`).join('')) }),
  uint16s: (numbers: readonly number[]): TypedValue => ({
    type: 0x86,
    bytes: Buffer.concat(numbers.map((number) => numberBytes(2, number))),
  }),
  sids: (texts: readonly string[]): TypedValue => ({ type: 0x93, bytes: Buffer.concat(texts.map(sidBytes)) }),
  hex64s: (numbers: readonly bigint[]): TypedValue => ({
    type: 0x95,
    bytes: Buffer.concat(numbers.map((number) => numberBytes(8, number))),
  }),
}

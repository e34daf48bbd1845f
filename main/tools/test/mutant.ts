/** Broken copies of a file, each named by its seed: flipped bits, cuts, splices, wrong lengths. */
import { seeded } from './seeded'

/** Bytes that parsers trip over. */
const NASTY = [0x00, 0x0a, 0x0d, 0x09, 0x20, 0x22, 0x27, 0x2c, 0x3c, 0x5b, 0x5c, 0x7b, 0x7f, 0x80, 0xc3, 0xed, 0xfe, 0xff]
const LENGTHS = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff]
const MOST_CHANGES = 6

type Change = (bytes: Buffer, below: (limit: number) => number) => Buffer

const flipsBit: Change = (bytes, below) => {
  bytes[below(bytes.length)]! ^= 1 << below(8)
  return bytes
}
const putsNasty: Change = (bytes, below) => {
  bytes[below(bytes.length)] = NASTY[below(NASTY.length)]!
  return bytes
}
const cuts: Change = (bytes, below) => bytes.subarray(0, below(bytes.length))
const takesOut: Change = (bytes, below) => {
  const at = below(bytes.length)
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + below(64))])
}
const splices: Change = (bytes, below) => {
  const [at, from] = [below(bytes.length), below(bytes.length)]
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(from, from + 1 + below(256)), bytes.subarray(at)])
}
const liesOfLength: Change = (bytes, below) => {
  const length = LENGTHS[below(LENGTHS.length)]!
  const at = below(bytes.length)
  const size = [1, 2, 4].filter((width) => at + width <= bytes.length)
  const width = size[below(size.length)]!
  const value = width === 4 ? length : length % 2 ** (8 * width)
  if (below(2) === 0) bytes.writeUIntLE(value, at, width)
  else bytes.writeUIntBE(value, at, width)
  return bytes
}
const CHANGES: readonly Change[] = [flipsBit, flipsBit, putsNasty, cuts, takesOut, splices, liesOfLength, liesOfLength]

/** Shape: (file, seed) → a broken copy, the same for the same seed. The file itself stays as it is. */
export function mutant(file: Uint8Array, seed: number): Buffer {
  const random = seeded(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  let bytes = Buffer.from(file)
  for (let left = 1 + below(MOST_CHANGES); left > 0 && bytes.length > 0; left--) {
    bytes = CHANGES[below(CHANGES.length)]!(bytes, below) as Buffer<ArrayBuffer>
  }
  return bytes
}

/** Unpacks a WOFF 1.0 font into the OpenType bytes that the typesetter reads. */
import { inflateSync } from 'node:zlib'
import { fault } from '#contract/errors'

const SIGNATURE = 0x774f4646
const HEADER_BYTES = 44
const ENTRY_BYTES = 20
const SFNT_HEADER_BYTES = 12
const SFNT_ENTRY_BYTES = 16

const padded = (length: number) => (length + 3) & ~3

interface Table {
  tag: number
  checksum: number
  data: Buffer
}

function readTables(woff: Buffer): Table[] {
  return Array.from({ length: woff.readUInt16BE(12) }, (_, index) => {
    const at = HEADER_BYTES + index * ENTRY_BYTES
    const [tag, offset, packed, length, checksum] = [0, 4, 8, 12, 16].map((field) => woff.readUInt32BE(at + field)) as [
      number,
      number,
      number,
      number,
      number,
    ]
    const bytes = woff.subarray(offset, offset + packed)
    return { tag, checksum, data: packed < length ? inflateSync(bytes) : bytes }
  })
}

/**
 * Unpack a font.
 *
 * Shape:  WOFF file → OpenType file; tables keep their order and checksums.
 * Errors: RPT-001 where the bytes are not a WOFF 1.0 font.
 * Source: W3C, WOFF File Format 1.0, sections 3 to 5.
 */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.length < HEADER_BYTES || woff.readUInt32BE(0) !== SIGNATURE) throw fault('RPT-001', { reason: 'a font is damaged' })
  const tables = readTables(woff)
  const power = 2 ** Math.floor(Math.log2(tables.length))
  const header = Buffer.alloc(SFNT_HEADER_BYTES + tables.length * SFNT_ENTRY_BYTES)
  header.writeUInt32BE(woff.readUInt32BE(4), 0)
  header.writeUInt16BE(tables.length, 4)
  header.writeUInt16BE(power * 16, 6)
  header.writeUInt16BE(Math.log2(power), 8)
  header.writeUInt16BE((tables.length - power) * 16, 10)
  let offset = header.length
  const bodies = tables.map(({ tag, checksum, data }, index) => {
    const at = SFNT_HEADER_BYTES + index * SFNT_ENTRY_BYTES
    header.writeUInt32BE(tag, at)
    header.writeUInt32BE(checksum, at + 4)
    header.writeUInt32BE(offset, at + 8)
    header.writeUInt32BE(data.length, at + 12)
    offset += padded(data.length)
    return Buffer.concat([data, Buffer.alloc(padded(data.length) - data.length)])
  })
  return Buffer.concat([header, ...bodies])
}

/** Archives as an attacker or a broken tool would make them; every byte is made here. */
import { crc32, deflateRawSync } from 'node:zlib'

export interface TarPart {
  name: string | Buffer
  content?: string | Uint8Array
  /** Type flag; a plain file where absent. */
  kind?: string
  link?: string
  /** Size the header states, where it is another than that of the content. */
  statedBytes?: number
  modifiedS?: number
}

const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`

function tarHeader({ name, content = '', kind = '0', link = '', statedBytes, modifiedS = 1_700_000_000 }: TarPart): Buffer {
  const header = Buffer.alloc(512)
  Buffer.from(name as string).copy(header, 0, 0, 100)
  header.write(octal(0o644, 8), 100, 'latin1')
  header.write(octal(statedBytes ?? Buffer.byteLength(content), 12), 124, 'latin1')
  header.write(octal(modifiedS, 12), 136, 'latin1')
  header.write(kind, 156, 'latin1')
  header.write(link, 157, 100, 'latin1')
  header.write('ustar\x0000', 257, 'latin1')
  header.fill(' ', 148, 156)
  header.write(
    `${octal(
      header.reduce((sum, byte) => sum + byte, 0),
      7,
    )} `,
    148,
    'latin1',
  )
  return header
}

const padded = (content: Uint8Array): Buffer => Buffer.concat([content, Buffer.alloc((512 - (content.length % 512)) % 512)])

/** Shape: parts → a tar of them. */
export function tarOf(parts: readonly TarPart[]): Buffer {
  const blocks = parts.flatMap((part) => [tarHeader(part), padded(Buffer.from((part.content ?? '') as string))])
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}

/** Shape: records → the body of a pax header. */
export function paxBody(records: Record<string, string>): string {
  return Object.entries(records)
    .map(([key, value]) => {
      const rest = Buffer.byteLength(` ${key}=${value}\n`)
      const digits = String(rest + String(rest + 2).length).length
      return `${rest + digits} ${key}=${value}\n`
    })
    .join('')
}

export interface ZipPart {
  name: string | Buffer
  content?: string | Uint8Array
  isStored?: boolean
  isEncrypted?: boolean
  /** CRC-32 the zip states, where it is another than that of the content. */
  crc?: number
  /** Bytes to lie in the archive instead of the packed content. */
  packed?: Uint8Array
  statedBytes?: number
  method?: number
  /** Mode of the file on Unix. */
  mode?: number
  isZip64?: boolean
  /** Sizes and checksum follow the bytes, as packers write that do not know them before. */
  isDescribed?: boolean
}

/** Shape: parts → a zip of them. Source: APPNOTE.TXT 6.3.10. */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const name = Buffer.from(part.name as string)
    const content = Buffer.from((part.content ?? '') as string)
    const packed = part.packed ?? (part.isStored ? content : deflateRawSync(content))
    const size = part.statedBytes ?? content.length
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(part.isZip64 ? 45 : 20, 0)
    fields.writeUInt16LE((part.isEncrypted ? 1 : 0) | (part.isDescribed ? 8 : 0), 2)
    fields.writeUInt16LE(part.method ?? (part.isStored ? 0 : 8), 4)
    fields.writeUInt16LE(0x6000, 6)
    fields.writeUInt16LE(0x5a21, 8)
    fields.writeUInt32LE(part.crc ?? crc32(content), 10)
    fields.writeUInt32LE(part.isZip64 ? 0xffff_ffff : packed.length, 14)
    fields.writeUInt32LE(part.isZip64 ? 0xffff_ffff : size, 18)
    fields.writeUInt16LE(name.length, 22)
    const extra = part.isZip64 ? zip64Extra(size, packed.length) : Buffer.alloc(0)
    fields.writeUInt16LE(extra.length, 24)
    const before = Buffer.from(fields)
    if (part.isDescribed) before.fill(0, 10, 22)
    const after = part.isDescribed ? [Buffer.from('504b0708', 'hex'), fields.subarray(10, 22)] : []
    const body = Buffer.concat([Buffer.from('504b0304', 'hex'), before, name, extra, packed, ...after])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(((part.mode ?? 0o100_644) << 16) >>> 0, 6)
    rest.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('504b01021e03', 'hex'), fields, rest, name, extra]))
    bodies.push(body)
    offset += body.length
  }
  const end = Buffer.alloc(22)
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  end.write('504b0506', 'hex')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, ...directory, end])
}

function zip64Extra(sizeBytes: number, packedBytes: number): Buffer {
  const extra = Buffer.alloc(20)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(16, 2)
  extra.writeBigUInt64LE(BigInt(sizeBytes), 4)
  extra.writeBigUInt64LE(BigInt(packedBytes), 12)
  return extra
}

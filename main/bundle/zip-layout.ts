/**
 * The bytes of a ZIP archive around its members' content: a pure function of the list of members.
 *
 * The writer sends these bytes; the verifier makes them again and compares, so that no bit of an archive is without a meaning.
 * Source: PKWARE APPNOTE 6.3.10, sections 4.3 and 4.5.3 (Zip64).
 */

/** One member as it lies in the archive. */
export interface LaidMember {
  path: string
  method: 'store' | 'deflate'
  crc32: number
  sizeBytes: number
  storedBytes: number
}

const METHODS = { store: 0, deflate: 8 } as const
/** Bit 3: sizes follow the content. Bit 11: names are UTF-8. */
const FLAGS = 0x0808
/** 1980-01-01 00:00, the earliest time a ZIP can hold: the same case gives the same bytes whenever it is bundled. */
const DOS_DATE = 0x0021
const DOS_TIME = 0
const VERSION = 20
const VERSION_ZIP64 = 45
const MADE_BY_UNIX = 3 << 8
const REGULAR_FILE = 0o100600
const FULL_32 = 0xffffffff
const FULL_16 = 0xffff
/** Members from here on use 64-bit sizes (chosen): below 4 GiB with room for content that does not compress. */
const ZIP64_FROM_BYTES = 0xf000_0000

const isZip64 = (sizeBytes: number): boolean => sizeBytes >= ZIP64_FROM_BYTES

/** Writes little-endian numbers one after the other. */
class Fields {
  private readonly parts: Buffer[] = []
  u16(...values: number[]): this {
    return this.add(values, 2, (buffer, value, at) => buffer.writeUInt16LE(value, at))
  }
  u32(...values: number[]): this {
    return this.add(values, 4, (buffer, value, at) => buffer.writeUInt32LE(value, at))
  }
  u64(...values: number[]): this {
    return this.add(values, 8, (buffer, value, at) => buffer.writeBigUInt64LE(BigInt(value), at))
  }
  bytes(bytes: Buffer): this {
    this.parts.push(bytes)
    return this
  }
  done(): Buffer {
    return Buffer.concat(this.parts)
  }
  private add(values: number[], width: number, write: (buffer: Buffer, value: number, at: number) => void): this {
    const buffer = Buffer.alloc(values.length * width)
    values.forEach((value, index) => write(buffer, value, index * width))
    return this.bytes(buffer)
  }
}

const extra64 = (values: number[]): Buffer =>
  values.length === 0
    ? Buffer.alloc(0)
    : new Fields()
        .u16(1, values.length * 8)
        .u64(...values)
        .done()

/** Shape: path, method and size of a member → the bytes before its content. */
export function localHeader({ path, method, sizeBytes }: Pick<LaidMember, 'path' | 'method' | 'sizeBytes'>): Buffer {
  const name = Buffer.from(path)
  const zip64 = isZip64(sizeBytes)
  const extra = zip64 ? extra64([0, 0]) : Buffer.alloc(0)
  const size = zip64 ? FULL_32 : 0
  return new Fields()
    .u32(0x04034b50)
    .u16(zip64 ? VERSION_ZIP64 : VERSION, FLAGS, METHODS[method], DOS_TIME, DOS_DATE)
    .u32(0, size, size)
    .u16(name.length, extra.length)
    .bytes(name)
    .bytes(extra)
    .done()
}

/** Shape: member → the bytes after its content. */
export function dataDescriptor({ crc32, sizeBytes, storedBytes }: LaidMember): Buffer {
  const fields = new Fields().u32(0x08074b50, crc32)
  return isZip64(sizeBytes) ? fields.u64(storedBytes, sizeBytes).done() : fields.u32(storedBytes, sizeBytes).done()
}

/** Shape: member and where its local header begins → its record in the central directory. */
export function directoryRecord(member: LaidMember, offset: number): Buffer {
  const name = Buffer.from(member.path)
  const zip64 = isZip64(member.sizeBytes)
  const far = offset >= FULL_32
  const extra = extra64([...(zip64 ? [member.sizeBytes, member.storedBytes] : []), ...(far ? [offset] : [])])
  const version = zip64 || far ? VERSION_ZIP64 : VERSION
  return new Fields()
    .u32(0x02014b50)
    .u16(MADE_BY_UNIX | version, version, FLAGS, METHODS[member.method], DOS_TIME, DOS_DATE)
    .u32(member.crc32, zip64 ? FULL_32 : member.storedBytes, zip64 ? FULL_32 : member.sizeBytes)
    .u16(name.length, extra.length, 0, 0, 0)
    .u32((REGULAR_FILE << 16) >>> 0, far ? FULL_32 : offset)
    .bytes(name)
    .bytes(extra)
    .done()
}

/** Shape: number of members, size and place of the central directory → the last bytes of the archive. */
export function endOfArchive(count: number, directoryBytes: number, directoryOffset: number): Buffer {
  const zip64 = count >= FULL_16 || directoryBytes >= FULL_32 || directoryOffset >= FULL_32
  const fields = new Fields()
  if (zip64) {
    fields
      .u32(0x06064b50)
      .u64(44)
      .u16(MADE_BY_UNIX | VERSION_ZIP64, VERSION_ZIP64)
      .u32(0, 0)
    fields.u64(count, count, directoryBytes, directoryOffset)
    fields
      .u32(0x07064b50, 0)
      .u64(directoryOffset + directoryBytes)
      .u32(1)
  }
  const short = Math.min(count, FULL_16)
  return fields
    .u32(0x06054b50)
    .u16(0, 0, short, short)
    .u32(Math.min(directoryBytes, FULL_32), Math.min(directoryOffset, FULL_32))
    .u16(0)
    .done()
}

/** A stretch of the archive: exact bytes that must be there, or `length` bytes of a member's content. */
export interface Stretch {
  /** Path of the member it belongs to, or what it is. */
  member: string
  offset: number
  bytes: Buffer | null
  length: number
}

/** How the end of an archive is called where a member would be named. */
export const END_OF_ARCHIVE = '(end of the archive)'

/** Shape: members in order → every stretch of the archive from its first byte to its last. */
export function layOut(members: readonly LaidMember[]): { stretches: Stretch[]; sizeBytes: number } {
  const stretches: Stretch[] = []
  let offset = 0
  const place = (member: string, bytes: Buffer | null, length: number) => {
    stretches.push({ member, offset, bytes, length })
    offset += length
  }
  const offsets = members.map((member) => {
    const at = offset
    const header = localHeader(member)
    place(member.path, header, header.length)
    place(member.path, null, member.storedBytes)
    const descriptor = dataDescriptor(member)
    place(member.path, descriptor, descriptor.length)
    return at
  })
  const directoryOffset = offset
  members.forEach((member, index) => {
    const record = directoryRecord(member, offsets[index]!)
    place(member.path, record, record.length)
  })
  const end = endOfArchive(members.length, offset - directoryOffset, directoryOffset)
  place(END_OF_ARCHIVE, end, end.length)
  return { stretches, sizeBytes: offset }
}

/**
 * Members of a zip whose directory is gone: the directory lies at the end, so it is the first that a cut takes away.
 * Each member has a header of its own before its bytes; these are walked from the beginning. Source: APPNOTE.TXT 6.3.10, 4.3.
 */
import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { constants, crc32, createInflateRaw } from 'node:zlib'
import { fault } from '#contract/errors'
import { openForReading, reasonOf } from '../files'
import type { Entry } from './entry'
import { nameOf, type UniqueNames } from './names'
import { DEFLATED, methodRefusal, modifiedUsOf, WRONG_CHECKSUM, wrongSize } from './zip-methods'

const HEADER_BYTES = 30
const HEADER = 0x04034b50
const DESCRIPTOR = 0x08074b50
const IS_ENCRYPTED = 1
/** Sizes and checksum follow the bytes. */
const HAS_DESCRIPTOR = 8
const ZIP64_EXTRA = 1
const IN_EXTRA = 0xffff_ffff
const BLOCK_BYTES = 1 << 18
/** Every signature begins with these. */
const MARK = Buffer.from('PK')
/** WHY: any two bytes may be the mark; a header that states a version of no zip or a name of no bytes is none. */
const HIGHEST_VERSION = 99

interface Found {
  /** Offsets in the zip: of the header, of the bytes, of what follows them. */
  at: number
  from: number
  to: number
  name: Buffer
  flags: number
  method: number
  modifiedUs: number | null
  crc: number | null
  sizeBytes: number | null
  /** The zip ends within the bytes. */
  isCut: boolean
}

/** What the walk came to: how many members are whole, and what breaks off. */
export interface WalkEnd {
  whole: number
  cut: { name: string; at: number } | null
  /** Where the last header, or the file, ends. */
  endsAt: number
}

/**
 * Walk a zip by the headers of its members.
 *
 * Shape:  path × offsets of headers that are known already → the other entries in the order they lie; returns what the walk came to.
 * Errors: EVD-001 the file cannot be read.
 */
export async function* walkZip(path: string, known: ReadonlySet<number>, names: UniqueNames): AsyncGenerator<Entry, WalkEnd> {
  const handle = await openForReading(path)
  const end: WalkEnd = { whole: 0, cut: null, endsAt: 0 }
  try {
    const { size } = await handle.stat()
    for (let at = await nextOf(handle, 0, size, isHeader); at !== null;) {
      const found = await memberAt(handle, at, size)
      if (found === null) break
      const entry = entryOf(handle, found, names)
      if (found.isCut) end.cut = { name: entry.name, at: size }
      else end.whole++
      end.endsAt = found.to
      if (!known.has(at)) yield entry
      at = found.isCut ? null : await nextOf(handle, found.to, size, isHeader)
    }
    return end
  } finally {
    await handle.close()
  }
}

async function bytesAt(handle: FileHandle, from: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, from)
  return buffer.subarray(0, bytesRead)
}

const isHeader = (bytes: Buffer, at: number): boolean =>
  bytes.length >= at + HEADER_BYTES &&
  bytes.readUInt32LE(at) === HEADER &&
  bytes.readUInt16LE(at + 4) <= HIGHEST_VERSION &&
  bytes.readUInt16LE(at + 26) > 0

/** Shape: from an offset on → the first place at which the test holds, or null before the end of the file or the directory. */
async function nextOf(handle: FileHandle, from: number, size: number, test: (bytes: Buffer, at: number) => boolean) {
  for (let start = from; start < size; start += BLOCK_BYTES) {
    const bytes = await bytesAt(handle, start, BLOCK_BYTES + HEADER_BYTES)
    for (let at = bytes.indexOf(MARK); at >= 0 && at < BLOCK_BYTES; at = bytes.indexOf(MARK, at + 1))
      if (test(bytes, at)) return start + at
  }
  return null
}

/** Shape: offset of a header → the member, or null where the file ends within the header. */
async function memberAt(handle: FileHandle, at: number, size: number): Promise<Found | null> {
  const header = await bytesAt(handle, at, HEADER_BYTES)
  const [nameBytes, extraBytes] = [header.readUInt16LE(26), header.readUInt16LE(28)]
  const rest = await bytesAt(handle, at + HEADER_BYTES, nameBytes + extraBytes)
  if (rest.length < nameBytes + extraBytes) return null
  const from = at + HEADER_BYTES + nameBytes + extraBytes
  const [date, time] = [header.readUInt16LE(12), header.readUInt16LE(10)]
  const member = {
    ...{ at, from, name: rest.subarray(0, nameBytes), flags: header.readUInt16LE(6), method: header.readUInt16LE(8) },
    modifiedUs: modifiedUsOf(
      Date.UTC(1980 + (date >>> 9), ((date >>> 5) & 15) - 1, date & 31, time >>> 11, (time >>> 5) & 63, (time & 31) * 2),
    ),
  }
  const stated = statedIn(header, rest.subarray(nameBytes))
  if ((member.flags & HAS_DESCRIPTOR) !== 0 && stated.packedBytes === 0)
    return { ...member, ...(await described(handle, from, size)) }
  const to = from + stated.packedBytes
  return { ...member, to: Math.min(to, size), isCut: to > size, crc: header.readUInt32LE(14), sizeBytes: stated.sizeBytes }
}

function statedIn(header: Buffer, extra: Buffer): { packedBytes: number; sizeBytes: number } {
  const [packedBytes, sizeBytes] = [header.readUInt32LE(18), header.readUInt32LE(22)]
  if (packedBytes !== IN_EXTRA && sizeBytes !== IN_EXTRA) return { packedBytes, sizeBytes }
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2))
    if (extra.readUInt16LE(at) === ZIP64_EXTRA && at + 20 <= extra.length)
      return { sizeBytes: Number(extra.readBigUInt64LE(at + 4)), packedBytes: Number(extra.readBigUInt64LE(at + 12)) }
  return { packedBytes, sizeBytes }
}

/** A member whose sizes follow it: it ends where a descriptor states just the bytes that lie before it. */
async function described(handle: FileHandle, from: number, size: number) {
  let start = from
  for (;;) {
    const at = await nextOf(
      handle,
      start,
      size,
      (bytes, place) => bytes.length >= place + 16 && bytes.readUInt32LE(place) === DESCRIPTOR,
    )
    if (at === null) return { to: size, isCut: true, crc: null, sizeBytes: null }
    const descriptor = await bytesAt(handle, at, 24)
    const isLong = descriptor.length === 24 && descriptor.readBigUInt64LE(8) === BigInt(at - from)
    if (isLong || descriptor.readUInt32LE(8) === at - from) {
      const sizeBytes = isLong ? Number(descriptor.readBigUInt64LE(16)) : descriptor.readUInt32LE(12)
      return { to: at, isCut: false, crc: descriptor.readUInt32LE(4), sizeBytes }
    }
    start = at + 1
  }
}

function entryOf(handle: FileHandle, found: Found, names: UniqueNames): Entry {
  const name = nameOf(found.name)
  const isFolder = found.sizeBytes === 0 && (name.endsWith('/') || name.endsWith('\\'))
  const isEncrypted = (found.flags & IS_ENCRYPTED) !== 0
  return {
    name: isFolder ? name : names.of(name),
    isFolder,
    sizeBytes: found.sizeBytes ?? found.to - found.from,
    storedBytes: found.to - found.from,
    modifiedUs: found.modifiedUs,
    refusal: isEncrypted ? (path) => fault('EVD-009', { path }) : methodRefusal(found.method),
    content: () => bytesOf(handle, found),
  }
}

async function* packedBytes(handle: FileHandle, { from, to }: Found): AsyncGenerator<Buffer> {
  for (let at = from; at < to; at += BLOCK_BYTES) yield await bytesAt(handle, at, Math.min(BLOCK_BYTES, to - at))
}

async function* bytesOf(handle: FileHandle, found: Found): AsyncGenerator<Uint8Array, string | null> {
  let checksum = 0
  let length = 0
  const packed = Readable.from(packedBytes(handle, found))
  // WHY: what lies before the cut comes out; the flush makes an early end no error.
  const source = found.method === DEFLATED ? packed.pipe(createInflateRaw({ finishFlush: constants.Z_SYNC_FLUSH })) : packed
  try {
    for await (const piece of source as AsyncIterable<Buffer>) {
      checksum = crc32(piece, checksum)
      length += piece.length
      yield piece
    }
  } catch (error) {
    return `it is damaged after ${length} bytes (${reasonOf(error)})`
  } finally {
    packed.destroy()
  }
  if (found.isCut)
    return `the zip ends within it, at byte ${found.to}: ${length} of its ${found.sizeBytes ?? 'unknown number of'} bytes came out`
  if (length !== found.sizeBytes) return wrongSize(length, found.sizeBytes ?? 0)
  return checksum >>> 0 === found.crc ? null : WRONG_CHECKSUM
}

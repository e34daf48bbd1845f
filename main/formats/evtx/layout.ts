/** Headers of an event log file, of its chunks and records. Source: [MS-EVEN6]; the file's own layout as libevtx documents it. */
import { crc32 } from 'node:zlib'
import { readFileTime } from './binary'

export const CHUNK_BYTES = 65_536
export const CHUNK_HEADER_BYTES = 512
export const FILE_HEADER_BYTES = 4_096
/** Magic, size, record id, time; behind the binary XML the size once more. */
export const RECORD_HEADER_BYTES = 24

export const FILE_MAGIC = Buffer.from('ElfFile\0', 'latin1')
export const CHUNK_MAGIC = Buffer.from('ElfChnk\0', 'latin1')
const RECORD_MAGIC_TEXT = Buffer.from('**\0\0', 'latin1')
const RECORD_MAGIC = 0x2a2a

export const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Shape: bytes → whether they are none but zeros. */
export function isEmpty(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) if (bytes[at] !== 0) return false
  return true
}

/** Shape: (bytes, what to look for, from where) → where it begins, or -1. */
export function find(bytes: Uint8Array, magic: Buffer, from: number): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(magic, from)
}

export interface FileHeader {
  nextRecordId: number
  chunks: number
  /** The log was not closed: its header may be older than its chunks. */
  isDirty: boolean
  /** The oldest records were written over, or new ones refused, since the log had reached its size. */
  isFull: boolean
  isSound: boolean
}

/** Shape: the first 4 KiB → what the file says of itself, or null where they are no header. */
export function readFileHeader(bytes: Uint8Array): FileHeader | null {
  if (bytes.length < 128 || find(bytes.subarray(0, 8), FILE_MAGIC, 0) !== 0) return null
  const view = viewOf(bytes)
  const flags = view.getUint32(120, true)
  return {
    nextRecordId: Number(view.getBigUint64(24, true)),
    chunks: view.getUint16(42, true),
    isDirty: (flags & 1) !== 0,
    isFull: (flags & 2) !== 0,
    isSound: crc32(bytes.subarray(0, 120)) === view.getUint32(124, true),
  }
}

export interface ChunkHeader {
  firstRecordId: number
  lastRecordId: number
  /** Where the records end; what lies behind is what was there before. */
  freeAt: number
  /** The header's own checksum holds. */
  isSound: boolean
  /** The checksum over the records holds. */
  areRecordsSound: boolean
}

/** Shape: a chunk, perhaps cut → what its header says. */
export function readChunkHeader(chunk: Uint8Array): ChunkHeader {
  const view = viewOf(chunk)
  const head = Buffer.concat([chunk.subarray(0, 120), chunk.subarray(128, CHUNK_HEADER_BYTES)])
  const freeAt = view.getUint32(48, true)
  const isSound =
    chunk.length >= CHUNK_HEADER_BYTES &&
    crc32(head) === view.getUint32(124, true) &&
    freeAt >= CHUNK_HEADER_BYTES &&
    freeAt <= CHUNK_BYTES
  return {
    firstRecordId: Number(view.getBigUint64(24, true)),
    lastRecordId: Number(view.getBigUint64(32, true)),
    /* WHY the end: where the header cannot be believed, records are read as long as they follow each other. */
    freeAt: isSound ? freeAt : CHUNK_BYTES,
    isSound,
    areRecordsSound:
      isSound && freeAt <= chunk.length && crc32(chunk.subarray(CHUNK_HEADER_BYTES, freeAt)) === view.getUint32(52, true),
  }
}

export interface RecordHeader {
  size: number
  id: number
  writtenUs: number
}

/** Shape: (chunk, view, where a record may begin, where it must end) → its header, or why there is none. */
export function readRecordHeader(view: DataView, at: number, end: number): RecordHeader | string {
  if (at + RECORD_HEADER_BYTES + 4 > end || view.getUint32(at, true) !== RECORD_MAGIC)
    return 'no record begins where the one before ends'
  const size = view.getUint32(at + 4, true)
  if (size < RECORD_HEADER_BYTES + 4 || at + size > end) return 'the record is longer than its place'
  if (view.getUint32(at + size - 4, true) !== size)
    return 'the record’s size is not repeated at its end: its bytes were overwritten or lost'
  return { size, id: Number(view.getBigUint64(at + 8, true)), writtenUs: readFileTime(view, at + 16).us }
}

/** Shape: (chunk, view, from, end) → where the next whole record begins, or -1. */
export function findRecord(bytes: Uint8Array, view: DataView, from: number, end: number): number {
  for (let at = find(bytes, RECORD_MAGIC_TEXT, from); at >= 0 && at < end; at = find(bytes, RECORD_MAGIC_TEXT, at + 4)) {
    if (typeof readRecordHeader(view, at, end) !== 'string') return at
  }
  return -1
}

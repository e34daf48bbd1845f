/** An event log's bytes cut into its header, its chunks, and what is neither, in at most two chunks of memory. */
import type { SourceInput } from '../kit/format'
import {
  CHUNK_BYTES,
  CHUNK_HEADER_BYTES,
  CHUNK_MAGIC,
  FILE_HEADER_BYTES,
  FILE_MAGIC,
  find,
  isEmpty,
  readChunkHeader,
} from './layout'

export interface Piece {
  /** `damaged`: bytes where a chunk or the header should be, and is none. */
  kind: 'header' | 'chunk' | 'empty' | 'damaged'
  /** Good until the next piece is asked for. */
  bytes: Uint8Array
  offset: number
}

/** Shape: (bytes, from) → where the next chunk with a sound header begins, or -1. */
function findChunk(bytes: Uint8Array, from: number): number {
  for (let at = find(bytes, CHUNK_MAGIC, from); at >= 0; at = find(bytes, CHUNK_MAGIC, at + 8)) {
    if (at + CHUNK_HEADER_BYTES > bytes.length || readChunkHeader(bytes.subarray(at)).isSound) return at
  }
  return -1
}

/** Shape: (what is at hand, its place in the file) → the piece it begins with. */
function pieceOf(bytes: Uint8Array, offset: number): Piece {
  const isFile = offset === 0 && find(bytes.subarray(0, 8), FILE_MAGIC, 0) === 0
  if (isFile) return { kind: 'header', bytes: bytes.subarray(0, FILE_HEADER_BYTES), offset }
  const isChunk = find(bytes.subarray(0, 8), CHUNK_MAGIC, 0) === 0
  const next = findChunk(bytes, 8)
  /* Without its magic the header of the file is still 4 KiB long where a chunk follows. */
  const end = Math.min(next < 0 ? bytes.length : next, CHUNK_BYTES)
  const piece = bytes.subarray(0, end)
  return { kind: isChunk ? 'chunk' : isEmpty(piece) ? 'empty' : 'damaged', bytes: piece, offset }
}

/** Shape: input → pieces in order; together they are the whole file. */
export async function* piecesOf(input: SourceInput): AsyncGenerator<Piece> {
  const window = Buffer.alloc(2 * CHUNK_BYTES)
  let length = 0
  let offset = 0
  for await (const block of input.blocks()) {
    for (let at = 0; at < block.length;) {
      const taken = block.subarray(at, at + window.length - length)
      window.set(taken, length)
      length += taken.length
      at += taken.length
      if (length < window.length) continue
      const piece = pieceOf(window, offset)
      yield piece
      offset += piece.bytes.length
      length -= piece.bytes.length
      window.copyWithin(0, piece.bytes.length)
    }
  }
  for (let at = 0; at < length;) {
    const piece = pieceOf(window.subarray(at, length), offset + at)
    yield piece
    at += piece.bytes.length
  }
}

/** Sums of equal blocks of a file: the SHA-256 says whether it changed, these say where. */
import { crc32 } from 'node:zlib'

/** As the journal keeps them. */
export interface BlockSums {
  block_bytes: number
  /** CRC-32 of each block in order, 8 hex digits each; the last block may be shorter. */
  crc32: string
}

/** Most blocks of a file, and the smallest one (chosen): two kilobytes of the journal for a file of any size. */
const MOST_BLOCKS = 256
const LEAST_BLOCK_BYTES = 4096
const DIGITS = 8

/** Shape: size of a file → bytes of a block of it. */
export const blockBytesFor = (sizeBytes: number): number =>
  LEAST_BLOCK_BYTES * Math.max(1, Math.ceil(sizeBytes / MOST_BLOCKS / LEAST_BLOCK_BYTES))

/** Sums up a file as its bytes go by, in pieces of any length. */
export class BlockSummer {
  private sums = ''
  private crc = 0
  private filledBytes = 0

  constructor(private readonly blockBytes: number) {}

  take(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const piece = bytes.subarray(at, at + this.blockBytes - this.filledBytes)
      this.crc = crc32(piece, this.crc)
      this.filledBytes += piece.length
      at += piece.length
      if (this.filledBytes === this.blockBytes) this.endBlock()
    }
  }

  private endBlock(): void {
    this.sums += this.crc.toString(16).padStart(DIGITS, '0')
    this.crc = 0
    this.filledBytes = 0
  }

  /** After the last byte. */
  end(): BlockSums {
    if (this.filledBytes > 0) this.endBlock()
    return { block_bytes: this.blockBytes, crc32: this.sums }
  }
}

/** Bytes of a file, half-open. */
export interface ByteRange {
  from: number
  until: number
}

/**
 * Compare a file with the sums that were recorded of it.
 *
 * Shape: sums and size as recorded, as found (with the same block size) → the ranges in which they differ, neighbours joined, in order.
 */
export function differingRanges(
  recorded: { sums: BlockSums; sizeBytes: number },
  found: { sums: BlockSums; sizeBytes: number },
): ByteRange[] {
  const blockBytes = recorded.sums.block_bytes
  const until = Math.max(recorded.sizeBytes, found.sizeBytes)
  const ranges: ByteRange[] = []
  for (let from = 0; from < until; from += blockBytes) {
    const place = (from / blockBytes) * DIGITS
    const sumIn = (sums: BlockSums): string => sums.crc32.slice(place, place + DIGITS)
    if (sumIn(recorded.sums) === sumIn(found.sums)) continue
    const last = ranges.at(-1)
    const end = Math.min(until, from + blockBytes)
    if (last?.until === from) last.until = end
    else ranges.push({ from, until: end })
  }
  return ranges
}

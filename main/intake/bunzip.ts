/** Decompression of bzip2, block by block; every block is given only after its checksum was found right. */
import bitIterator from 'unbzip2-stream/lib/bit_iterator.js'
import bzip2 from 'unbzip2-stream/lib/bzip2.js'
import type { StreamEnd } from './gunzip'
import { Pieces } from './pieces'

/** Bytes read ahead for a block: more than the largest block can take. Source: bzip2's manual, worst case of a block of 900 kB. */
const AHEAD_BYTES = 1_200_000
const HUNDRED_KB = 100_000

type Bits = ReturnType<typeof bitIterator>

class EndOfInput extends Error {}

/** Grows with what a block holds, at most some 46 MB. */
class Output {
  private bytes = new Uint8Array(1 << 20)
  private length = 0
  readonly put = (byte: number): void => {
    if (this.length === this.bytes.length) {
      const larger = new Uint8Array(this.bytes.length * 2)
      larger.set(this.bytes)
      this.bytes = larger
    }
    this.bytes[this.length++] = byte
  }
  take(): Uint8Array {
    const taken = this.bytes.slice(0, this.length)
    this.length = 0
    return taken
  }
}

/** The decoder pulls its input at once: it is there beforehand, or there is none. */
class Input {
  private waiting: Uint8Array[] = []
  private given = 0
  private reader: Bits | null = null
  constructor(private readonly pieces: Pieces) {}
  /** WHY: it takes its first bytes when it is made. */
  get bits(): Bits {
    return (this.reader ??= bitIterator(() => {
      const block = this.waiting.shift()
      if (block === undefined) throw new EndOfInput()
      return block
    }))
  }
  get bytesRead(): number {
    return this.reader?.bytesRead ?? 0
  }
  /** Have enough for a block, or all there is. */
  async ready(): Promise<boolean> {
    while (this.given - this.bytesRead < AHEAD_BYTES) {
      const piece = await this.pieces.next(1 << 20)
      if (piece === null) break
      this.waiting.push(Uint8Array.from(piece))
      this.given += piece.length
    }
    return this.given > this.bytesRead
  }
}

/**
 * Decompress bzip2.
 *
 * Shape: blocks → blocks of what they hold; returns how the file ended. Streams that follow one another are one file.
 */
export async function* bunzip(blocks: () => AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, StreamEnd> {
  const iterator = blocks()[Symbol.asyncIterator]()
  const input = new Input(new Pieces(iterator))
  const output = new Output()
  let streams = 0
  /** Size of the blocks of the stream at hand; 0 between streams. */
  let blockBytes = 0
  let crc: number | null = 0
  let good = 0
  try {
    while (await input.ready()) {
      good = input.bytesRead
      if (blockBytes === 0) {
        blockBytes = HUNDRED_KB * bzip2.header(input.bits)
        crc = 0
        streams++
      } else {
        crc = bzip2.decompress(input.bits, output.put, new Int32Array(blockBytes), blockBytes, crc!)
        if (crc === null) blockBytes = 0
        else yield output.take()
      }
    }
    return { damage: blockBytes === 0 ? null : 'it is cut off', atByte: input.bytesRead }
  } catch (error) {
    if (error instanceof EndOfInput) return { damage: 'it is cut off', atByte: input.bytesRead }
    if (!isBzip2Error(error)) throw error
    if (blockBytes === 0 && streams > 0) return { damage: 'bytes that are no bzip2 follow the last stream', atByte: good }
    return { damage: 'it is damaged (a block of it does not hold what its checksum says)', atByte: good }
  } finally {
    await iterator.return?.(undefined)
  }
}

const isBzip2Error = (error: unknown): boolean => (error as { name?: string }).name === 'Bzip2Error'

/** Decompression of gzip: every member, and of a damaged file every byte that came before the damage, with the place where it ended. */
import { createGunzip, type Gunzip } from 'node:zlib'

/** How a compressed file ended. */
export interface StreamEnd {
  /** Null where it ended as it should. */
  damage: string | null
  /** Compressed byte at which reading ended. */
  atByte: number
  /** Set where reading ended because so many bytes had come out: most that may. */
  limitBytes?: number
}

/**
 * WHY: what one piece inflates to is held at once, at most about a thousand times its size; and of a piece that holds the damage nothing
 * comes out, so the way up to it is gone again in ever smaller steps.
 */
export const PIECE_BYTES = [65_536, 256, 1]
const OUTPUT_BYTES = 1 << 20

/**
 * Inflate a gzip file.
 *
 * Shape: a way to read the compressed blocks from the start (used once, or three times for a damaged file) → blocks of what they hold;
 *        returns how the file ended.
 * Source: RFC 1952; several members follow one another, what follows the last member and is none is said as damage.
 */
export async function* gunzip(blocks: () => AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, StreamEnd> {
  let given = 0
  let good = 0
  let end: StreamEnd = { damage: null, atByte: 0 }
  for (const pieceBytes of PIECE_BYTES) {
    const inflater = new Inflater()
    try {
      let skip = given
      for await (const piece of piecesOf(blocks(), good, pieceBytes)) {
        for (const block of await inflater.put(piece)) {
          if (block.length > skip) {
            given += block.length - skip
            yield block.subarray(skip)
            skip = 0
          } else skip -= block.length
        }
        if (inflater.failure !== null) break
      }
      for (const block of await inflater.finish()) {
        given += block.length
        yield block
      }
    } finally {
      inflater.destroy()
    }
    end = inflater.end()
    if (inflater.failure === null || inflater.isCutOff) return end
    good = inflater.goodBytes
  }
  return end
}

/** Shape: blocks → pieces of 64 KiB up to place `fineFrom`, then of `fineBytes`. */
export async function* piecesOf(
  blocks: AsyncIterable<Uint8Array>,
  fineFrom: number,
  fineBytes: number,
): AsyncGenerator<Uint8Array> {
  let place = 0
  for await (const block of blocks) {
    for (let at = 0; at < block.length;) {
      const left = fineFrom - place
      const size = left > 0 ? Math.min(PIECE_BYTES[0]!, left) : fineBytes
      const piece = block.subarray(at, at + size)
      yield piece
      at += piece.length
      place += piece.length
    }
  }
}

/** One pass of zlib over a file: pieces in, blocks out. */
class Inflater {
  failure: NodeJS.ErrnoException | null = null
  /** Compressed bytes of all pieces before the one that failed. */
  goodBytes = 0
  private written = 0
  private out: Uint8Array[] = []
  private readonly unzip: Gunzip = createGunzip({ chunkSize: OUTPUT_BYTES })

  constructor() {
    this.unzip.on('data', (block: Uint8Array) => this.out.push(block))
    this.unzip.on('error', (error: Error) => (this.failure = error))
  }

  get isCutOff(): boolean {
    return this.failure?.code === 'Z_BUF_ERROR'
  }

  async put(piece: Uint8Array): Promise<Uint8Array[]> {
    await this.settled((done) => this.unzip.write(piece, done))
    this.written += piece.length
    if (this.failure === null) this.goodBytes = this.written
    return this.taken()
  }

  /** WHY: that the end is missing is said only after `finish`, on the way to `close`. */
  async finish(): Promise<Uint8Array[]> {
    if (this.failure === null) await this.settled(() => this.unzip.end())
    return this.taken()
  }

  end(): StreamEnd {
    const { failure } = this
    if (failure === null && this.unzip.bytesWritten >= this.written) return { damage: null, atByte: this.written }
    const isTail = failure === null || /incorrect header check/.test(failure.message)
    if (this.isCutOff) return { damage: 'it is cut off', atByte: this.written }
    if (isTail)
      return {
        damage: 'bytes that are no gzip follow the last member',
        atByte: failure === null ? this.unzip.bytesWritten : this.goodBytes,
      }
    return { damage: `it is damaged (${failure.message})`, atByte: this.goodBytes }
  }

  destroy(): void {
    this.unzip.destroy()
  }

  private taken(): Uint8Array[] {
    const { out } = this
    this.out = []
    return out
  }

  private settled(act: (done: (error?: Error | null) => void) => void): Promise<void> {
    return new Promise((resolve) => {
      this.unzip.once('close', resolve)
      act((error) => {
        this.failure ??= error ?? null
        this.unzip.off('close', resolve)
        resolve()
      })
    })
  }
}

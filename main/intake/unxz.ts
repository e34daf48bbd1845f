/** Decompression of xz; streams that follow one another are one file. */
import * as xz from 'xz-decompress'
import { PIECE_BYTES, piecesOf, type StreamEnd } from './gunzip'

/** WHY: a bundle finds the class by its name, plain Node behind the package's default. */
const { XzReadableStream } = (xz as { default?: typeof xz }).default ?? xz

/** What the decoder's codes say. Source: xz-embedded, enum xz_ret. */
const REASONS: Record<string, string> = {
  '2': 'it is damaged (its kind of checksum is not known)',
  '3': 'it wants more memory than there is',
  '5': 'bytes that are no xz follow the last stream',
  '6': 'it is damaged (its filter is not known)',
  '7': 'it is damaged (its bytes do not hold what its checksum says)',
  '8': 'it is cut off',
}

/** Feeds pieces to the decoder, each when it has used up the one before. */
class Feed {
  /** Bytes of all pieces, and of those before the last one. */
  fed = 0
  good = 0
  isAtEnd = false
  constructor(private readonly pieces: AsyncGenerator<Uint8Array>) {}
  readonly stream = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const step = await this.pieces.next()
        this.isAtEnd = step.done === true
        if (step.done) return controller.close()
        this.good = this.fed
        this.fed += step.value.length
        controller.enqueue(Uint8Array.from(step.value))
      },
      cancel: async () => void (await this.pieces.return(undefined)),
    },
    { highWaterMark: 0 },
  )
}

/**
 * Decompress xz.
 *
 * Shape: a way to read the compressed blocks from the start (used once, or three times for a damaged file) → blocks of what they hold;
 *        returns how the file ended.
 * WHY: of a piece that holds the damage nothing comes out, so the way up to it is gone again in ever smaller steps.
 */
export async function* unxz(blocks: () => AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, StreamEnd> {
  let given = 0
  let good = 0
  let end: StreamEnd = { damage: null, atByte: 0 }
  for (const pieceBytes of PIECE_BYTES) {
    const feed = new Feed(piecesOf(blocks(), good, pieceBytes))
    const source = run(feed)
    try {
      let skip = given
      for (;;) {
        const step = await source.next()
        if (step.done) {
          end = { damage: step.value, atByte: feed.isAtEnd ? feed.fed : feed.good }
          break
        }
        if (step.value.length > skip) {
          given += step.value.length - skip
          yield step.value.subarray(skip)
          skip = 0
        } else skip -= step.value.length
      }
    } finally {
      await source.return(null)
    }
    if (end.damage === null || feed.isAtEnd) return end
    good = feed.good
  }
  return end
}

/** Yields what the pieces hold and returns the damage, or null. */
async function* run(feed: Feed): AsyncGenerator<Uint8Array, string | null> {
  const reader = new XzReadableStream(feed.stream).getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return null
      if (value.length > 0) yield value
    }
  } catch (error) {
    if (feed.isAtEnd) return REASONS['8']!
    const code = /error code (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
    if (code === undefined) throw error
    return REASONS[code] ?? `it is damaged (its decoder stopped with ${code})`
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

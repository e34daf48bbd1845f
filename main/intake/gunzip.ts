/** Decompression of gzip: every member, and of a damaged file all that came before the damage, with the byte where it ended. */
import { createGunzip } from 'node:zlib'

/** How a compressed file ended. */
export interface GunzipEnd {
  /** Null where it ended as it should. */
  damage: string | null
  /** Compressed byte at which reading ended. */
  atByte: number
}

/** WHY: what one piece inflates to is held at once, at most about a thousand times its size. */
const PIECE_BYTES = 65_536
const OUTPUT_BYTES = 1 << 20

export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b

/**
 * Inflate blocks of gzip.
 *
 * Shape: compressed blocks → blocks of what they hold; returns how the file ended.
 * Source: RFC 1952; several members follow one another, what follows the last member and is none is said as damage.
 */
export async function* gunzip(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, GunzipEnd> {
  const unzip = createGunzip({ chunkSize: OUTPUT_BYTES })
  let out: Uint8Array[] = []
  let failed: Error | null = null
  unzip.on('data', (block: Uint8Array) => out.push(block))
  unzip.on('error', (error: Error) => (failed = error))
  const settled = (act: (done: (error?: Error | null) => void) => void) =>
    new Promise<void>((resolve) => {
      unzip.once('close', resolve)
      act((error) => {
        failed ??= error ?? null
        unzip.off('close', resolve)
        resolve()
      })
    })
  let written = 0
  try {
    for await (const block of blocks) {
      for (let at = 0; at < block.length && failed === null; at += PIECE_BYTES) {
        const piece = block.subarray(at, at + PIECE_BYTES)
        await settled((done) => unzip.write(piece, done))
        written += piece.length
        yield* out
        out = []
      }
      if (failed !== null) break
    }
    if (failed === null) await settled((done) => unzip.end(done))
    yield* out
    const atByte = unzip.bytesWritten
    return failed === null && atByte >= written
      ? { damage: null, atByte }
      : { damage: failed === null ? 'bytes that are no gzip follow the last member' : damageOf(failed), atByte }
  } finally {
    unzip.destroy()
  }
}

function damageOf(error: Error): string {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'Z_BUF_ERROR') return 'it is cut off'
  return code === 'Z_DATA_ERROR' ? `it is damaged (${error.message})` : error.message
}

/** Compressed files: which kind one is, and its bytes again, piece by piece, up to a limit or to the place where it is damaged. */
import { bunzip } from './bunzip'
import { gunzip, type StreamEnd } from './gunzip'
import { unxz } from './unxz'
import { unzstd } from './unzstd'

export const COMPRESSIONS = ['gzip', 'zstd', 'bzip2', 'xz'] as const
export type Compression = (typeof COMPRESSIONS)[number]

/** Bytes of the beginning that tell the kind. */
export const MAGIC_BYTES = 10

/** What may come out of a compressed file. */
export interface ExpansionLimit {
  /** Bytes that may always come out. */
  freeBytes: number
  /** Beyond them: most bytes out for each byte in. Chosen: logs reach some 20, a day of one repeated line some 100. */
  ratio: number
}

export const EXPANSION_LIMIT: ExpansionLimit = { freeBytes: 256 << 20, ratio: 250 }

/** Shape: limit × compressed bytes → most bytes that may come out. */
export const mostBytesOf = (limit: ExpansionLimit, sizeBytes: number): number =>
  Math.max(limit.freeBytes, limit.ratio * sizeBytes)

type Reading = (blocks: () => AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array, StreamEnd>
const READINGS: Record<Compression, Reading> = { gzip: gunzip, zstd: unzstd, bzip2: bunzip, xz: unxz }

/** Shape: the first `MAGIC_BYTES` → kind, or null. Source: RFC 1952, RFC 8878, the xz file format, bzip2's block header. */
export function compressionOf(head: Uint8Array): Compression | null {
  const hex = Buffer.from(head.subarray(0, MAGIC_BYTES)).toString('hex')
  if (hex.startsWith('1f8b')) return 'gzip'
  if (/^(28b52ffd|5.2a4d18)/.test(hex)) return 'zstd'
  if (hex.startsWith('fd377a585a00')) return 'xz'
  return /^425a683[1-9](314159265359|177245385090)/.test(hex) ? 'bzip2' : null
}

/**
 * Decompress.
 *
 * Shape: kind × a way to read the compressed blocks from the start × most bytes that may come out → blocks of what they hold; returns
 *        how the stream ended. Everything before a damage or a limit is given.
 */
export async function* decompressed(
  kind: Compression,
  blocks: () => AsyncIterable<Uint8Array>,
  mostBytes: number,
): AsyncGenerator<Uint8Array, StreamEnd> {
  const source = READINGS[kind](blocks)
  let given = 0
  try {
    for (;;) {
      const step = await source.next()
      if (step.done) return step.value
      const left = mostBytes - given
      if (step.value.length > left) {
        if (left > 0) yield step.value.subarray(0, left)
        return { damage: null, atByte: 0, limitBytes: mostBytes }
      }
      given += step.value.length
      if (step.value.length > 0) yield step.value
    }
  } finally {
    await source.return({ damage: null, atByte: 0 })
  }
}

/** A file that is compressed, maybe more than once: which layers it has, and the bytes within the innermost. */
import {
  compressionOf,
  decompressed,
  EXPANSION_LIMIT,
  MAGIC_BYTES,
  mostBytesOf,
  type Compression,
  type ExpansionLimit,
} from './compression'
import type { StreamEnd } from './gunzip'

/** Chosen: nobody compresses a log twice on purpose; more is left as it is. */
const MOST_LAYERS = 3

export type Blocks = () => AsyncIterable<Uint8Array>

/** How the layers of a file ended: the first that did not end as it should, else the outermost. */
export interface LayersEnd extends StreamEnd {
  kind: Compression
}

/** Shape: a way to read a file from its start → the kinds of its layers, outermost first; none where it is not compressed. */
export async function layersOf(blocks: Blocks): Promise<Compression[]> {
  const kinds: Compression[] = []
  while (kinds.length < MOST_LAYERS) {
    const kind = compressionOf(await beginning(unpacked(kinds, blocks, Infinity), MAGIC_BYTES))
    if (kind === null) break
    kinds.push(kind)
  }
  return kinds
}

/** Shape: blocks × number → so many of their first bytes, fewer where there are no more. */
export async function beginning(blocks: AsyncIterable<Uint8Array>, bytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const block of blocks) {
    parts.push(Uint8Array.from(block.subarray(0, bytes - length)))
    length += parts.at(-1)!.length
    if (length >= bytes) break
  }
  return Buffer.concat(parts)
}

/**
 * The bytes within every layer.
 *
 * Shape: kinds, outermost first × a way to read the file from its start × most bytes that may come out of any layer → blocks; returns how
 *        the layers ended, null where there are none.
 */
export async function* unpacked(
  kinds: readonly Compression[],
  blocks: Blocks,
  mostBytes: number,
): AsyncGenerator<Uint8Array, LayersEnd | null> {
  const kind = kinds.at(-1)
  if (kind === undefined) {
    yield* blocks()
    return null
  }
  let outer: LayersEnd | null = null
  const within = async function* () {
    outer = yield* unpacked(kinds.slice(0, -1), blocks, mostBytes)
  }
  const end = yield* decompressed(kind, within, mostBytes)
  const first = outer as LayersEnd | null
  return first !== null && !isClean(first) ? first : { ...end, kind }
}

const isClean = (end: StreamEnd): boolean => end.damage === null && end.limitBytes === undefined

/** Shape: size of a file × limit → most bytes that may come out of it. */
export const mostWithin = (sizeBytes: number, limit: ExpansionLimit = EXPANSION_LIMIT): number => mostBytesOf(limit, sizeBytes)

/** Shape: end × size of the compressed file → what has to be said of it as a check, or null. */
export function endCheck(end: LayersEnd | null, sizeBytes: number): { id: string; text: string } | null {
  if (end === null || isClean(end)) return null
  if (end.limitBytes !== undefined) {
    const text = `more than ${end.limitBytes} bytes come out of these ${sizeBytes} bytes of ${end.kind}: the rest was not read; decompress it yourself and add the result where you trust it`
    return { id: 'expansion-limit', text }
  }
  const text = `the ${end.kind} ends at its byte ${end.atByte} of ${sizeBytes}: ${end.damage}; everything before is here`
  return { id: `${end.kind}-damaged`, text }
}

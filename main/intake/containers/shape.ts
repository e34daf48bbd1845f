/** Whether a file is a container, and what it is packed in. */
import { beginning, layersOf, unpacked, type Blocks } from '../layers'
import { blocksOf, openForReading } from '../files'
import type { Compression } from '../compression'
import { isTar } from './tar'
import { isZip } from './zip'

export type ContainerKind = 'tar' | 'zip'

export interface Shape {
  layers: Compression[]
  /** Null where it holds no members. */
  container: ContainerKind | null
}

const BLOCK_BYTES = 1 << 20
const HEAD_BYTES = 65_536
export const SNIFFED_BYTES = 512

export const containerIn = (head: Uint8Array): ContainerKind | null => (isZip(head) ? 'zip' : isTar(head) ? 'tar' : null)

/** Shape: path → layers and kind, from its first bytes. Errors: EVD-001 it cannot be read. */
export async function shapeOf(path: string): Promise<Shape> {
  const handle = await openForReading(path)
  try {
    const blocks = () => blocksOf(handle, HEAD_BYTES)
    const layers = await layersOf(blocks)
    return { layers, container: containerIn(await beginning(unpacked(layers, blocks, Infinity), SNIFFED_BYTES)) }
  } finally {
    await handle.close()
  }
}

/** Shape: path → its bytes from the start, each time it is asked. */
export function bytesFrom(path: string): Blocks {
  return async function* () {
    const handle = await openForReading(path)
    try {
      yield* blocksOf(handle, BLOCK_BYTES)
    } finally {
      await handle.close()
    }
  }
}

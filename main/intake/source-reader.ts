/** One evidence file as a format reads it: decompressed, in blocks or lines, once from start to end; and its bytes again by place. */
import { createHash, type Hash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { headOf, HEAD_BYTES } from '#main/formats/kit/detect'
import type { Head, Line, SourceInput } from '#main/formats/kit/format'
import { LineSplitter } from '#main/formats/kit/lines'
import { blocksOf, openForReading } from './files'
import type { Compression } from './compression'
import { layersOf, mostWithin, unpacked, type LayersEnd } from './layers'
import { RecentBytes } from './recent-bytes'

/** WHY: the lines of a block live as long as the block; those of a megabyte die young. */
const BLOCK_BYTES = 1 << 20
/** Kept for looking up rejected records. Blocks of a file that is not compressed are lent, so there they are counted. */
const RECENT_BLOCKS = 3
const RECENT_BYTES = 8 << 20

/** A piece of the decompressed file. */
export interface Place {
  offset: number
  length: number
}

export interface ReaderOptions {
  name: string
  modifiedUs: number | null
  blockBytes?: number
  /** Hash the bytes of the file while they are read. */
  hash?: boolean
  /** Called before each block is handed on; the format waits for it. */
  beforeBlock?: () => Promise<void>
  /** Stop after so many (decompressed) bytes, for previews. */
  limitBytes?: number
}

export class SourceReader implements SourceInput {
  readonly name: string
  readonly modifiedUs: number | null
  /** Bytes of the file itself read so far. */
  bytesRead = 0
  /** Set when a compressed file has been read to its end. */
  layersEnd: LayersEnd | null = null
  /** The limit was reached: there is more. */
  isCut = false
  private readonly hash: Hash | null
  private readonly recent: RecentBytes
  private passes = 0
  private digest: string | null = null

  private constructor(
    private readonly handle: FileHandle,
    readonly path: string,
    readonly sizeBytes: number,
    private readonly layers: readonly Compression[],
    private readonly options: ReaderOptions,
  ) {
    this.name = options.name
    this.modifiedUs = options.modifiedUs
    this.hash = options.hash ? createHash('sha256') : null
    this.recent = new RecentBytes(this.isCompressed ? Infinity : RECENT_BLOCKS, RECENT_BYTES)
  }

  /** Errors: EVD-001 the file cannot be read. */
  static async open(path: string, options: ReaderOptions): Promise<SourceReader> {
    const handle = await openForReading(path)
    try {
      const layers = await layersOf(() => blocksOf(handle, HEAD_BYTES))
      const { size } = await handle.stat()
      return new SourceReader(handle, path, size, layers, options)
    } catch (error) {
      await handle.close()
      throw error
    }
  }

  /** Its bytes are those of a compressed file. */
  get isCompressed(): boolean {
    return this.layers.length > 0
  }

  /** SHA-256 of the file, once it has been read to its end; null where hashing was not asked for. */
  get sha256(): string | null {
    return (this.digest ??= this.hash?.digest('hex') ?? null)
  }

  /** Shape: the beginning (decompressed), for detection and for the clock. */
  async head(bytes = HEAD_BYTES): Promise<Head> {
    const parts: Uint8Array[] = []
    let length = 0
    for await (const block of this.unpacked(() => blocksOf(this.handle, HEAD_BYTES))) {
      parts.push(block)
      length += block.length
      if (length > bytes) break
    }
    return headOf(Buffer.concat(parts), length <= bytes)
  }

  async *blocks(): AsyncGenerator<Uint8Array> {
    yield* this.handedOn()
  }

  private async *handedOn(buffers?: number): AsyncGenerator<Uint8Array> {
    const limit = this.options.limitBytes ?? Infinity
    for await (const block of this.unpacked(() => this.hashed(buffers))) {
      await this.options.beforeBlock?.()
      const left = limit - this.recent.end
      const kept = block.length > left ? block.subarray(0, left) : block
      this.isCut ||= kept.length < block.length
      if (kept.length > 0) {
        this.recent.push(kept)
        yield kept
      }
      if (this.isCut) return
    }
  }

  /** Every line; of a preview that was cut, every line but the last, which may be half a one. */
  async *lines(): AsyncGenerator<Line[]> {
    const splitter = new LineSplitter()
    for await (const block of this.handedOn(RECENT_BLOCKS + 1)) {
      const lines = splitter.push(block)
      if (lines.length > 0) yield lines
    }
    const last = splitter.finish()
    if (last.length > 0 && !this.isCut) yield last
  }

  /** Shape: place in the decompressed file → a copy of its bytes where they were among the last that were read, else null. */
  recentRange({ offset, length }: Place): Uint8Array | null {
    return this.recent.range(offset, length)
  }

  /**
   * Bytes by their places in the decompressed file.
   *
   * Shape: places in any order → as many of their bytes as there are. Cheap for what was read last and for files that are not compressed;
   *        else the file is inflated once more, once for all places.
   */
  async ranges(places: readonly Place[]): Promise<Uint8Array[]> {
    const found = places.map((place) => this.recentRange(place))
    if (this.isCompressed && found.includes(null)) return this.inflatedRanges(places)
    const read: Uint8Array[] = []
    for (const [index, place] of places.entries()) read.push(found[index] ?? (await this.readRange(place)))
    return read
  }

  async close(): Promise<void> {
    await this.handle.close()
  }

  private async readRange({ offset, length }: Place): Promise<Uint8Array> {
    const buffer = Buffer.alloc(length)
    const { bytesRead } = await this.handle.read(buffer, 0, length, offset)
    return buffer.subarray(0, bytesRead)
  }

  private async inflatedRanges(places: readonly Place[]): Promise<Uint8Array[]> {
    const parts: Uint8Array[][] = places.map(() => [])
    const end = places.reduce((most, { offset, length }) => Math.max(most, offset + length), 0)
    let at = 0
    for await (const block of this.unpacked(() => blocksOf(this.handle, BLOCK_BYTES))) {
      for (const [index, { offset, length }] of places.entries()) {
        const [from, to] = [Math.max(0, offset - at), Math.min(block.length, offset + length - at)]
        if (from < to) parts[index]!.push(Buffer.from(block.subarray(from, to)))
      }
      at += block.length
      if (at >= end) break
    }
    return parts.map((of) => Buffer.concat(of))
  }

  private async *hashed(buffers?: number): AsyncGenerator<Uint8Array> {
    const blocks = blocksOf(this.handle, this.options.blockBytes ?? BLOCK_BYTES, buffers)
    // WHY: a damaged file is read again up to the damage; its hash is then left to a pass of its own.
    this.passes++
    const isFirstPass = this.passes === 1
    for await (const block of blocks) {
      if (isFirstPass) {
        this.hash?.update(block)
        this.bytesRead += block.length
      }
      yield block
    }
  }

  private async *unpacked(blocks: () => AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    this.layersEnd = yield* unpacked(this.layers, blocks, mostWithin(this.sizeBytes))
  }
}

/** One evidence file as a format reads it: decompressed, in blocks or lines, once from start to end; and its bytes again by place. */
import { createHash, type Hash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { headOf, HEAD_BYTES } from '#main/formats/kit/detect'
import type { Head, Line, SourceInput } from '#main/formats/kit/format'
import { LineSplitter } from '#main/formats/kit/lines'
import { blocksOf, openForReading } from './files'
import { gunzip, isGzip, type GunzipEnd } from './gunzip'

/** WHY: the lines of a block live as long as the block; those of a megabyte die young. */
const BLOCK_BYTES = 1 << 20
/** Blocks kept for looking up rejected records. */
const RECENT_BLOCKS = 3

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
  gzipEnd: GunzipEnd | null = null
  /** The limit was reached: there is more. */
  isCut = false
  private readonly hash: Hash | null
  private recent: { offset: number; bytes: Uint8Array }[] = []
  private offset = 0
  private passes = 0
  private digest: string | null = null

  private constructor(
    private readonly handle: FileHandle,
    readonly path: string,
    readonly sizeBytes: number,
    readonly isCompressed: boolean,
    private readonly options: ReaderOptions,
  ) {
    this.name = options.name
    this.modifiedUs = options.modifiedUs
    this.hash = options.hash ? createHash('sha256') : null
  }

  /** Errors: EVD-001 the file cannot be read. */
  static async open(path: string, options: ReaderOptions): Promise<SourceReader> {
    const handle = await openForReading(path)
    const magic = Buffer.alloc(2)
    await handle.read(magic, 0, 2, 0)
    const { size } = await handle.stat()
    return new SourceReader(handle, path, size, isGzip(magic), options)
  }

  /** SHA-256 of the file, once it has been read to its end; null where hashing was not asked for. */
  get sha256(): string | null {
    return (this.digest ??= this.hash?.digest('hex') ?? null)
  }

  /** Shape: the beginning (decompressed), for detection and for the clock. */
  async head(bytes = HEAD_BYTES): Promise<Head> {
    const parts: Uint8Array[] = []
    let length = 0
    for await (const block of this.decompressed(
      () => blocksOf(this.handle, HEAD_BYTES),
      () => undefined,
    )) {
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
    const source = this.decompressed(
      () => this.hashed(buffers),
      (end) => (this.gzipEnd = end),
    )
    for await (const block of source) {
      await this.options.beforeBlock?.()
      const left = limit - this.offset
      const kept = block.length > left ? block.subarray(0, left) : block
      this.isCut ||= kept.length < block.length
      if (kept.length > 0) {
        this.remember(kept)
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

  /**
   * Bytes by their place in the decompressed file.
   *
   * Shape: offset × length → as many of the bytes as there are. Cheap for what was read last and for files that are not compressed;
   *        else the file is inflated again up to there.
   */
  async range(offset: number, length: number): Promise<Uint8Array> {
    for (const { offset: from, bytes } of this.recent) {
      if (offset >= from && offset + length <= from + bytes.length) return bytes.slice(offset - from, offset - from + length)
    }
    if (!this.isCompressed) {
      const buffer = Buffer.alloc(length)
      const { bytesRead } = await this.handle.read(buffer, 0, length, offset)
      return buffer.subarray(0, bytesRead)
    }
    return this.inflatedRange(offset, length)
  }

  async close(): Promise<void> {
    await this.handle.close()
  }

  private async inflatedRange(offset: number, length: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = []
    let at = 0
    for await (const block of gunzip(() => blocksOf(this.handle, BLOCK_BYTES))) {
      const from = Math.max(0, offset - at)
      if (from < block.length) parts.push(block.subarray(from, Math.min(block.length, offset + length - at)))
      at += block.length
      if (at >= offset + length) break
    }
    return Buffer.concat(parts)
  }

  /** WHY: a rejected record is nearly always in the last blocks; the earlier ones are let go. */
  private remember(block: Uint8Array): void {
    this.recent.push({ offset: this.offset, bytes: block })
    if (this.recent.length > RECENT_BLOCKS) this.recent.shift()
    this.offset += block.length
  }

  private async *hashed(buffers?: number): AsyncGenerator<Uint8Array> {
    const blocks = blocksOf(this.handle, this.options.blockBytes ?? BLOCK_BYTES, buffers)
    // WHY: a damaged gzip is read again up to the damage; its hash is then left to a pass of its own.
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

  private async *decompressed(
    blocks: () => AsyncIterable<Uint8Array>,
    onEnd: (end: GunzipEnd) => void,
  ): AsyncGenerator<Uint8Array> {
    if (!this.isCompressed) yield* blocks()
    else onEnd(yield* gunzip(blocks))
  }
}

/** Decompression of zstd, frame by frame and block by block; a frame that carries a checksum is held against it. */
import { Decompress } from 'fzstd'
import xxhash from 'xxhash-wasm'
import type { StreamEnd } from './gunzip'
import { Pieces } from './pieces'

const FRAME_MAGIC = 0xfd2fb528
const isSkippable = (magic: number): boolean => magic >>> 4 === 0x184d2a5
const HEADER_BYTES = 18
const CUT_OFF = 'it is cut off'
const CHECKSUM_BYTES = 4
/** What `zstd -d` takes without being told to take more. A frame that wants more memory is not read. */
const MOST_WINDOW_BYTES = 128 << 20

type Hashes = Awaited<ReturnType<typeof xxhash>>
type XxHash = ReturnType<Hashes['create64']>
let loading: Promise<Hashes> | null = null
const hashes = (): Promise<Hashes> => (loading ??= xxhash())

interface FrameHeader {
  length: number
  windowBytes: number
  checksumBytes: number
}

/** Shape: the first bytes of a frame → its header, or null where they are too few. Source: RFC 8878, 3.1.1.1. */
function frameHeader(bytes: Uint8Array): FrameHeader | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.length < 6) return null
  const descriptor = view[4]!
  const isSingle = (descriptor & 0x20) !== 0
  const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6]!
  const sizeAt = 5 + (isSingle ? 0 : 1) + [0, 1, 2, 4][descriptor & 3]!
  if (view.length < sizeAt + sizeBytes) return null
  const checksumBytes = (descriptor & 4) === 0 ? 0 : CHECKSUM_BYTES
  if (!isSingle) {
    const base = 2 ** (10 + (view[5]! >> 3))
    return { length: sizeAt + sizeBytes, windowBytes: base + (base / 8) * (view[5]! & 7), checksumBytes }
  }
  const size =
    sizeBytes === 8 ? Number(view.readBigUInt64LE(sizeAt)) : view.readUIntLE(sizeAt, sizeBytes) + (sizeBytes === 2 ? 256 : 0)
  return { length: sizeAt + sizeBytes, windowBytes: size, checksumBytes }
}

/**
 * Decompress zstd.
 *
 * Shape: blocks → blocks of what they hold, at most 128 KiB each; returns how the file ended. Frames that follow one another are one file.
 * Source: RFC 8878.
 */
export async function* unzstd(blocks: () => AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, StreamEnd> {
  const iterator = blocks()[Symbol.asyncIterator]()
  try {
    const pieces = new Pieces(iterator)
    while (await pieces.has(1)) {
      const atByte = pieces.taken
      const magic = Buffer.from(await pieces.peek(4))
      const known = magic.length < 4 ? 0 : magic.readUInt32LE(0)
      if (magic.length === 4 && isSkippable(known)) {
        const length = 8 + (await lengthAt4(pieces))
        if ((await pieces.skip(length)) < length) return { damage: CUT_OFF, atByte: pieces.taken }
      } else if (known === FRAME_MAGIC) {
        const damage = yield* frame(pieces)
        if (damage !== null) return { damage, atByte: pieces.taken }
      } else if (magic.length < 4 && atByte > 0 && Buffer.from('28b52ffd', 'hex').indexOf(magic) === 0) {
        return { damage: CUT_OFF, atByte }
      } else return { damage: 'bytes that are no zstd follow the last frame', atByte }
    }
    return { damage: null, atByte: pieces.taken }
  } finally {
    await iterator.return?.(undefined)
  }
}

async function lengthAt4(pieces: Pieces): Promise<number> {
  const head = Buffer.from(await pieces.peek(8))
  return head.length < 8 ? 0 : head.readUInt32LE(4)
}

/** One frame on its way through the decoder. */
class Frame {
  private out: Uint8Array[] = []
  private readonly decoder = new Decompress((block) => this.out.push(block))
  constructor(private readonly hash: XxHash) {}
  /** Shape: bytes of the frame → damage, or null. */
  put(bytes: Uint8Array, isLast = false): string | null {
    try {
      this.decoder.push(Uint8Array.from(bytes), isLast)
      return null
    } catch (error) {
      return `it is damaged (${error instanceof Error ? error.message : String(error)})`
    }
  }
  take(): Uint8Array[] {
    const { out } = this
    this.out = []
    for (const block of out) this.hash.update(block)
    return out
  }
  /** The low half of the checksum of everything taken. */
  get checksum(): number {
    return Number(this.hash.digest() & 0xffff_ffffn)
  }
}

/** Yields what one frame holds and returns its damage, or null. */
async function* frame(pieces: Pieces): AsyncGenerator<Uint8Array, string | null> {
  const header = frameHeader(await pieces.peek(HEADER_BYTES))
  if (header === null || !(await pieces.has(header.length))) return CUT_OFF
  if (header.windowBytes > MOST_WINDOW_BYTES) return `it wants ${header.windowBytes} bytes of memory to be read`
  const frame = new Frame((await hashes()).create64())
  frame.put(await pieces.take(header.length))
  for (let isLast = false; !isLast;) {
    const block = Buffer.from(await pieces.peek(3))
    if (block.length < 3) return CUT_OFF
    isLast = (block[0]! & 1) === 1
    // WHY: a block of one repeated byte states how often and holds it once.
    const length = 3 + (((block[0]! >> 1) & 3) === 1 ? 1 : block.readUIntLE(0, 3) >>> 3)
    if (!(await pieces.has(length))) return CUT_OFF
    const damage = frame.put(await pieces.peek(length))
    yield* frame.take()
    if (damage !== null) return damage
    await pieces.skip(length)
  }
  return yield* finished(frame, pieces, header)
}

async function* finished(frame: Frame, pieces: Pieces, header: FrameHeader): AsyncGenerator<Uint8Array, string | null> {
  const checksum = Buffer.from(await pieces.take(header.checksumBytes))
  if (checksum.length < header.checksumBytes) return CUT_OFF
  const damage = frame.put(checksum) ?? frame.put(new Uint8Array(0), true)
  yield* frame.take()
  if (damage !== null || checksum.length === 0) return damage
  return checksum.readUInt32LE(0) === frame.checksum ? null : 'it is damaged (it does not hold what its checksum says)'
}

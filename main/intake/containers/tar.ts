/** Members of a tar: ustar, pax and GNU long names. What is no plain file is given with the reason why it holds nothing. */
import { fault } from '#contract/errors'
import { Pieces } from '../pieces'
import type { Entries, Entry } from './entry'
import { nameOf, UniqueNames } from './names'

const BLOCK_BYTES = 512
/** Chosen: names and times fit in a fraction of it. */
const MOST_HEADER_BYTES = 1 << 20
const PIECE_BYTES = 1 << 20
const KINDS: Record<string, string> = {
  '1': 'a hard link to another member',
  '2': 'a symbolic link',
  '3': 'a character device',
  '4': 'a block device',
  '6': 'a pipe',
  S: 'a sparse file',
  M: 'a part of a file of several tapes',
}
const FILES = new Set(['0', '\0', '7'])

interface Header {
  name: Uint8Array
  sizeBytes: number
  modifiedS: number | null
  kind: string
}

/** What pax and GNU headers say of the member that follows. */
interface Extra {
  name?: Uint8Array
  sizeBytes?: number
  modifiedS?: number
  isSparse?: boolean
}

const untilZero = (bytes: Buffer): Buffer => {
  const end = bytes.indexOf(0)
  return end === -1 ? bytes : bytes.subarray(0, end)
}

/** Shape: field → number: octal digits, or GNU's big-endian binary; NaN where it is neither. */
function numberIn(field: Buffer): number {
  if ((field[0]! & 0x80) !== 0) {
    let value = field[0]! & 0x7f
    for (const byte of field.subarray(1)) value = value * 256 + byte
    return value <= Number.MAX_SAFE_INTEGER ? value : NaN
  }
  const text = field
    .toString('latin1')
    .replace(/[\0 ]+$/g, '')
    .trim()
  if (text === '') return 0
  return /^[0-7]+$/.test(text) ? parseInt(text, 8) : NaN
}

/** Shape: 512 bytes → header, or null where they are none. Source: POSIX.1-2001 pax, ustar interchange format. */
function headerIn(block: Buffer): Header | null {
  const stated = numberIn(block.subarray(148, 156))
  let sum = 8 * 32
  for (let at = 0; at < BLOCK_BYTES; at++) if (at < 148 || at >= 156) sum += block[at]!
  const sizeBytes = numberIn(block.subarray(124, 136))
  if (stated !== sum || Number.isNaN(sizeBytes)) return null
  const isUstar = block.toString('latin1', 257, 263) === 'ustar\0'
  const [name, prefix] = [untilZero(block.subarray(0, 100)), isUstar ? untilZero(block.subarray(345, 500)) : Buffer.alloc(0)]
  const modifiedS = numberIn(block.subarray(136, 148))
  return {
    name: prefix.length === 0 ? Buffer.from(name) : Buffer.concat([prefix, Buffer.from('/'), name]),
    sizeBytes,
    modifiedS: modifiedS > 0 ? modifiedS : null,
    kind: String.fromCharCode(block[156]!),
  }
}

/** Shape: the first bytes of a file → whether it is a tar. */
export const isTar = (head: Uint8Array): boolean =>
  head.length >= BLOCK_BYTES && head[0] !== 0 && headerIn(Buffer.from(head.subarray(0, BLOCK_BYTES))) !== null

/** Shape: body of a pax header → what it says; records that are malformed are passed over. */
function paxIn(body: Buffer): Extra {
  const extra: Extra = {}
  for (let at = 0; at < body.length;) {
    const space = body.indexOf(0x20, at)
    const length = space === -1 ? NaN : Number(body.toString('latin1', at, space))
    if (!Number.isInteger(length) || length <= space - at || at + length > body.length) break
    const record = body.subarray(space + 1, at + length - 1)
    const equals = record.indexOf(0x3d)
    const [key, value] = [record.toString('latin1', 0, Math.max(0, equals)), record.subarray(equals + 1)]
    if (key === 'path') extra.name = Buffer.from(value)
    if (key === 'size' && /^\d{1,15}$/.test(value.toString('latin1'))) extra.sizeBytes = Number(value.toString('latin1'))
    if (key === 'mtime' && /^\d{1,11}(\.\d+)?$/.test(value.toString('latin1'))) extra.modifiedS = Number(value.toString('latin1'))
    if (key.startsWith('GNU.sparse')) extra.isSparse = true
    at += length
  }
  return extra
}

/** Read the body of a header about the next member. Null where it is cut off or too large. */
async function extraOf(pieces: Pieces, header: Header): Promise<Extra | null> {
  if (header.sizeBytes > MOST_HEADER_BYTES) return null
  const body = Buffer.from(await pieces.take(header.sizeBytes))
  if (body.length < header.sizeBytes) return null
  await pieces.skip(paddingOf(header.sizeBytes))
  if (header.kind === 'L') return { name: Buffer.from(untilZero(body)) }
  return header.kind === 'x' || header.kind === 'X' ? paxIn(body) : {}
}

const paddingOf = (sizeBytes: number): number => (BLOCK_BYTES - (sizeBytes % BLOCK_BYTES)) % BLOCK_BYTES

/**
 * Read a tar.
 *
 * Shape: blocks of its bytes → its entries; returns why reading ended early, or null.
 * Source: POSIX.1-2001 pax; GNU tar manual, "Basic Tar Format".
 */
export async function* readTar(blocks: AsyncIterable<Uint8Array>): Entries {
  const iterator = blocks[Symbol.asyncIterator]()
  const pieces = new Pieces(iterator)
  const names = new UniqueNames()
  let extra: Extra = {}
  try {
    for (;;) {
      const at = pieces.taken
      const block = Buffer.from(await pieces.take(BLOCK_BYTES))
      if (block.length === 0 || (block.length === BLOCK_BYTES && block.every((byte) => byte === 0))) return null
      if (block.length < BLOCK_BYTES) return `the tar is cut off at its byte ${pieces.taken}`
      const header = headerIn(block)
      if (header === null) return `at byte ${at} of the tar there is no header where one should be; what follows was not read`
      if ('xXgLK'.includes(header.kind)) {
        const more = await extraOf(pieces, header)
        if (more === null) return `the header at byte ${at} of the tar is cut off or too large; what follows was not read`
        extra = { ...extra, ...more }
        continue
      }
      const size = extra.sizeBytes ?? header.sizeBytes
      const end = pieces.taken + size
      yield entryOf(header, extra, size, pieces, names)
      const left = end - pieces.taken
      if ((await pieces.skip(left)) < left) return `the tar is cut off at its byte ${pieces.taken}`
      await pieces.skip(paddingOf(size))
      extra = {}
    }
  } finally {
    await iterator.return?.(undefined)
  }
}

function entryOf(header: Header, extra: Extra, sizeBytes: number, pieces: Pieces, names: UniqueNames): Entry {
  const name = nameOf(extra.name ?? header.name)
  const isFolder = header.kind === '5' || (FILES.has(header.kind) && sizeBytes === 0 && name.endsWith('/'))
  const kind = extra.isSparse ? KINDS['S'] : FILES.has(header.kind) ? null : (KINDS[header.kind] ?? 'of a kind that is not known')
  const modifiedS = extra.modifiedS ?? header.modifiedS
  return {
    name: isFolder ? name : names.of(name),
    isFolder,
    sizeBytes,
    storedBytes: null,
    modifiedUs: modifiedS === null ? null : Math.round(modifiedS * 1e6),
    refusal: kind === null || kind === undefined ? null : (path) => fault('EVD-010', { path, kind }),
    content: () => bytesOf(pieces, sizeBytes),
  }
}

async function* bytesOf(pieces: Pieces, sizeBytes: number): AsyncGenerator<Uint8Array, string | null> {
  for (let left = sizeBytes; left > 0;) {
    const piece = await pieces.next(Math.min(left, PIECE_BYTES))
    if (piece === null) return `it is cut off after ${sizeBytes - left} of its ${sizeBytes} bytes`
    left -= piece.length
    yield piece
  }
  return null
}

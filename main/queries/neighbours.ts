/** The records beside a record. */

export interface Neighbour {
  line: number | null
  raw: string
}
export interface Neighbours {
  before: Neighbour[]
  after: Neighbour[]
}

/** WHY: context is for orientation; one neighbour of many megabytes must not travel with every record. */
const MOST_BYTES = 4096
const LF = 0x0a
const CR = 0x0d

const textOf = (bytes: Uint8Array): string => {
  const text = new TextDecoder().decode(bytes.subarray(0, MOST_BYTES))
  return bytes.length > MOST_BYTES ? `${text}…` : text
}

/** Shape: bytes → without the LF, CRLF or CR at their end. */
export function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  let end = bytes.length
  if (end > 0 && bytes[end - 1] === LF) end--
  if (end > 0 && bytes[end - 1] === CR) end--
  return bytes.subarray(0, end)
}

/** Shape: bytes → its lines with their line ends; the last one may have none. LF, CRLF and lone CR end a line. */
export function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = []
  let start = 0
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== LF && bytes[at] !== CR) continue
    if (bytes[at] === CR && bytes[at + 1] === LF) at++
    lines.push(bytes.subarray(start, at + 1))
    start = at + 1
  }
  if (start < bytes.length) lines.push(bytes.subarray(start))
  return lines
}

/**
 * The lines beside a record.
 *
 * Shape: bytes around it (beginning at `start` of the file), the record's place and first line number → at most `context` lines on each
 *        side; a line that the bytes hold only in part, at their beginning or end, is left out.
 */
export function lineNeighbours(
  span: Uint8Array,
  start: number,
  record: { from: number; until: number; line: number },
  context: number,
): Neighbours {
  const before = linesOf(span.subarray(0, record.from - start)).slice(start === 0 ? 0 : 1)
  const inside = linesOf(span.subarray(record.from - start, record.until - start)).length
  const near = before.slice(Math.max(0, before.length - context))
  const after = context === 0 ? [] : linesOf(span.subarray(record.until - start)).slice(0, context)
  return {
    before: near.map((line, i) => ({ line: record.line - near.length + i, raw: textOf(withoutLineEnd(line)) })),
    after: after.map((line, i) => ({ line: record.line + Math.max(inside, 1) + i, raw: textOf(withoutLineEnd(line)) })),
  }
}

interface Place {
  byte_offset: number
  byte_length: number
}

/** Shape: places on either side, nearest first, and a way to read bytes → the records, in the order of the file. */
export async function recordNeighbours(
  places: { before: readonly Place[]; after: readonly Place[] },
  read: (from: number, until: number) => Promise<Uint8Array>,
): Promise<Neighbours> {
  const all = async (list: readonly Place[]) => {
    const found: Neighbour[] = []
    for (const { byte_offset: from, byte_length: length } of list) {
      const bytes = await read(from, from + Math.min(length, MOST_BYTES + 1))
      found.push({ line: null, raw: textOf(withoutLineEnd(bytes)) })
    }
    return found
  }
  return { before: (await all(places.before)).reverse(), after: await all(places.after) }
}

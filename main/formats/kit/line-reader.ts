/** The walk that every line format shares: blanks are structural, every other line is a record given to the format as text. */
import type { Line, RecordSink, SourceInput, Span } from './format'
import { decode } from './text'

const SPACE = 32
const TAB = 9

function isBlank(line: Line): boolean {
  for (let at = line.start; at < line.end; at++) {
    const byte = line.bytes[at]
    if (byte !== SPACE && byte !== TAB) return false
  }
  return true
}

/** WHY without a helper that cuts: once per line. */
function isComment({ bytes, start, end, offset }: Line, comments: readonly Uint8Array[]): boolean {
  if (comments.length === 0) return false
  let first = offset === 0 && bytes[start] === 0xef && bytes[start + 1] === 0xbb ? start + 3 : start
  while (first < end && (bytes[first] === SPACE || bytes[first] === TAB)) first++
  return comments.some((word) => first + word.length <= end && word.every((byte, index) => bytes[first + index] === byte))
}

/** Longest line that patterns are tried on. Chosen: far above any real line, far below what a pattern could choke on. */
export const LONGEST_LINE = 65_536

/**
 * Read a file line by line.
 *
 * Shape:  (input, sink, what to do with a line) → every line that is not blank is begun as a record; `read` emits, rejects, or calls it part of
 *         another. Lines above `LONGEST_LINE` bytes are rejected, or given cut where `cutLong` says so; their place is whole either way.
 *         Lines that begin with a word of `comment` (`# ; //`) are structural, too, also behind blanks or a byte order mark.
 */
export async function readLines(
  input: SourceInput,
  sink: RecordSink,
  read: (text: string, line: Line) => void,
  cutLong = false,
  comment = '',
): Promise<void> {
  const comments = comment === '' ? [] : comment.split(' ').map((word) => Buffer.from(word))
  const span: Span = { record: 0, offset: 0, length: 0 }
  for await (const lines of input.lines()) {
    for (const line of lines) {
      span.record = line.number
      span.offset = line.offset
      span.length = line.length
      if (isBlank(line) || isComment(line, comments)) {
        sink.structural(span)
        continue
      }
      sink.begin(span)
      const end = Math.min(line.end, line.start + LONGEST_LINE)
      if (end === line.end || cutLong) read(decode(line.bytes, line.start, end), line)
      else sink.reject(`longer than ${LONGEST_LINE} bytes: no record of this format is`)
    }
  }
}

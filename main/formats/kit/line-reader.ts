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

/** Shape: (input, sink, what to do with a line) → every line begun as a record; the format emits, rejects, or calls it part of another. */
export async function readLines(input: SourceInput, sink: RecordSink, read: (text: string, line: Line) => void): Promise<void> {
  const span: Span = { record: 0, offset: 0, length: 0 }
  for await (const lines of input.lines()) {
    for (const line of lines) {
      span.record = line.number
      span.offset = line.offset
      span.length = line.length
      if (isBlank(line)) sink.structural(span)
      else {
        sink.begin(span)
        read(decode(line.bytes, line.start, line.end), line)
      }
    }
  }
}

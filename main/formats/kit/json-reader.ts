/** The walk every JSON format shares: one object per line, or objects that run over lines, in an array or one behind the other. */
import type { RecordSink, SourceInput, Span } from './format'
import { LONGEST_JSON, readJsonObject, type JsonObject } from './json'
import { JsonElements, type JsonElement } from './json-elements'
import { linesOf } from './lines'
import { decode, latin1 } from './text'

/** Bytes that show how a file begins. Chosen. */
const ENOUGH = 4096
const BLANKS = new Set([32, 9, 10, 13])

/** Shape: the beginning of a file → whether its objects run over lines: it opens an array, or an object and then ends the line. */
function runsOverLines(bytes: Uint8Array): boolean {
  const text = latin1(bytes.subarray(0, ENOUGH)).replace(/^\xef\xbb\xbf/, '')
  return /^\s*(?:\[|\{[ \t]*\r?\n)/.test(text)
}

async function* following(first: IteratorResult<Uint8Array>, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (let next = first; next.done !== true; next = await rest.next()) yield next.value
}

/**
 * Read a file of JSON objects.
 *
 * Shape: (input, sink, what to do with an object) → every object is begun as a record; `read` emits or rejects. What is no object is rejected
 *        here. Records are numbered by the line they begin on; several on one line by their order, and a check says so.
 */
export async function readJsonRecords(input: SourceInput, sink: RecordSink, read: (object: JsonObject) => void): Promise<void> {
  const blocks = input.blocks()[Symbol.asyncIterator]()
  /* Blocks may be of any size, and how the file begins must not depend on it. */
  let first = await blocks.next()
  while (first.done !== true && first.value.length < ENOUGH) {
    const next = await blocks.next()
    if (next.done === true) break
    first = { done: false, value: Buffer.concat([first.value, next.value]) }
  }
  if (first.done === true) return
  if (runsOverLines(first.value)) await readElements(following(first, blocks), sink, read)
  else await readLines(following(first, blocks), sink, read)
}

async function readLines(blocks: AsyncIterable<Uint8Array>, sink: RecordSink, read: (object: JsonObject) => void): Promise<void> {
  const span: Span = { record: 0, offset: 0, length: 0 }
  for await (const lines of linesOf(blocks)) {
    for (const { bytes, start, end, number, offset, length } of lines) {
      span.record = number
      span.offset = offset
      span.length = length
      let at = start
      while (at < end && BLANKS.has(bytes[at]!)) at++
      if (at === end) {
        sink.structural(span)
        continue
      }
      sink.begin(span)
      const object =
        end - start > LONGEST_JSON ? `longer than ${LONGEST_JSON} bytes: no record is` : readJsonObject(decode(bytes, start, end))
      if (typeof object === 'string') sink.reject(object)
      else read(object)
    }
  }
}

async function readElements(
  blocks: AsyncIterable<Uint8Array>,
  sink: RecordSink,
  read: (object: JsonObject) => void,
): Promise<void> {
  const elements = new JsonElements()
  let record = 0
  let shared = 0
  const take = ({ offset, length, line, bytes, why }: JsonElement) => {
    if (line <= record) shared++
    record = Math.max(record + 1, line)
    sink.begin({ record, offset, length })
    const object = bytes === null ? why : readJsonObject(decode(bytes))
    if (typeof object === 'string') sink.reject(object)
    else read(object)
  }
  for await (const block of blocks) for (const element of elements.push(block)) take(element)
  for (const element of elements.finish()) take(element)
  for (let count = 0; count < elements.brackets; count++) sink.structural({ record, offset: 0, length: 0 })
  if (shared === 0) return
  const text = 'Several records stand on one line: their numbers count records, not lines.'
  sink.check({ id: 'json-shared-lines', level: 'info', text, count: shared })
}

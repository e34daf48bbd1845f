/** The walk every JSON format shares: one object per line, or objects that run over lines, in an array or one behind the other. */
import type { RecordSink, SourceInput, Span } from './format'
import { LONGEST_JSON, readJsonObject, type JsonObject } from './json'
import { JsonElements, type JsonElement } from './json-elements'
import { peek } from './peek'
import { decode, latin1 } from './text'

/** Bytes that show how a file begins. Chosen. */
const ENOUGH = 4096
const COMMA = 44
const BLANKS = new Set([32, 9, 10, 13])

/** Shape: the beginning of a file → whether its objects run over lines: it opens an array, or an object and then ends the line. */
export function runsOverLines(bytes: Uint8Array): boolean {
  const text = latin1(bytes.subarray(0, ENOUGH)).replace(/^\xef\xbb\xbf/, '')
  return /^\s*(?:\[|\{[ \t]*\r?\n)/.test(text)
}

/** What a format does with the objects of a file. */
export interface JsonPlan {
  /** Emits or rejects the record that is begun. */
  read(object: JsonObject): void
  /** Text that is no JSON, but the format's own way to begin or end a file. */
  isStructure?(text: string): boolean
}

/**
 * Read a file of JSON objects.
 *
 * Shape: (input, sink, plan) → every object is begun as a record and given to `read`; what is no object is rejected here. Records are numbered by
 *        the line they begin on; several on one line by their order, and a check says so.
 */
export async function readJsonRecords(source: SourceInput, sink: RecordSink, plan: JsonPlan): Promise<void> {
  const { head, input } = await peek(source, ENOUGH)
  await (runsOverLines(head) ? readElements : readLines)(input, sink, plan)
}

function take(text: string | null, why: string, span: Span, sink: RecordSink, plan: JsonPlan): void {
  const object = text === null ? why : readJsonObject(text.replace(/^\ufeff/, ''))
  if (typeof object === 'string' && text !== null && plan.isStructure?.(text) === true) {
    sink.structural(span)
    return
  }
  sink.begin(span)
  if (typeof object === 'string') sink.reject(object)
  else plan.read(object)
}

/** Shape: line → where its text ends, without blanks and without the comma that a line of a torn array has behind it. */
function endOfText(bytes: Uint8Array, start: number, end: number): number {
  let last = end
  while (last > start && BLANKS.has(bytes[last - 1]!)) last--
  return last > start + 1 && bytes[last - 1] === COMMA ? last - 1 : last
}

const TOO_LONG = `longer than ${LONGEST_JSON} bytes: no record is`

async function readLines(input: SourceInput, sink: RecordSink, plan: JsonPlan): Promise<void> {
  const span: Span = { record: 0, offset: 0, length: 0 }
  for await (const lines of input.lines()) {
    for (const { bytes, start, end, number, offset, length } of lines) {
      span.record = number
      span.offset = offset
      span.length = length
      const last = endOfText(bytes, start, end)
      if (last === start) sink.structural(span)
      else take(last - start > LONGEST_JSON ? null : decode(bytes, start, last), TOO_LONG, span, sink, plan)
    }
  }
}

async function readElements(input: SourceInput, sink: RecordSink, plan: JsonPlan): Promise<void> {
  const elements = new JsonElements()
  let record = 0
  let shared = 0
  const element = ({ offset, length, line, bytes, why }: JsonElement) => {
    if (line <= record) shared++
    record = Math.max(record + 1, line)
    take(bytes === null ? null : decode(bytes), why, { record, offset, length }, sink, plan)
  }
  for await (const block of input.blocks()) for (const each of elements.push(block)) element(each)
  for (const each of elements.finish()) element(each)
  for (let count = 0; count < elements.brackets; count++) sink.structural({ record, offset: 0, length: 0 })
  if (shared === 0) return
  const text = 'Several records stand on one line: their numbers count records, not lines.'
  sink.check({ id: 'json-shared-lines', level: 'info', text, count: shared })
}

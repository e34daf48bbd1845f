/** Reads JSON objects with a mapping of their members. */
import type { StatedMapping } from '#contract/mapping'
import { HEAD_BYTES, headOf } from '../kit/detect'
import type { ClockDecision, RecordSink, SourceInput } from '../kit/format'
import type { JsonObject } from '../kit/json'
import { readJsonRecords } from '../kit/json-reader'
import { resolveMapping } from '../kit/mapping/propose'
import { MappedReader, type RecordWords } from '../kit/mapping/reader'
import { peek } from '../kit/peek'
import { cellOf, objectsOfHead, samplesOf, valueAt } from './columns'

export const JSON_WORDS: RecordWords = { prefix: 'JSON', record: 'Record' }

/** Read the whole file; without a mapping with the one that is proposed. A nested object stays whole, also where a part of it is read. */
export async function readObjects(
  source: SourceInput,
  sink: RecordSink,
  decision: ClockDecision,
  stated?: StatedMapping,
): Promise<void> {
  const { head, input } = await peek(source, HEAD_BYTES)
  const { objects } = objectsOfHead(headOf(head, head.length < HEAD_BYTES))
  const mapping = resolveMapping(samplesOf(objects), stated)
  const { columns } = mapping
  let current: JsonObject = {}
  const reader = new MappedReader(sink, decision, mapping, JSON_WORDS, (column) => !Object.hasOwn(current, column))
  await readJsonRecords(input, sink, {
    read: (object) => {
      current = object
      if (!reader.fill((field) => cellOf(valueAt(object, columns[field] ?? '')))) return
      for (const [name, value] of Object.entries(object)) {
        if (value !== null && value !== '' && !reader.taken.has(name)) sink.attr(name, value)
      }
      sink.emit()
    },
  })
  reader.finish()
}

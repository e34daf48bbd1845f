/** JSON objects that no other format knows, one per line or in an array, read with a mapping of their members. A record is an object. */
import type { StatedMapping } from '#contract/mapping'
import { NO_CLAIM } from '../kit/detect'
import { defineFormat, type Claim, type Head } from '../kit/format'
import { MAPPED_FIELD_DOCS } from '../kit/mapping/fields'
import { mappedClock, timeColumn } from '../kit/mapping/propose'
import { mappedTaxonomy } from '../kit/mapping/reader'
import { objectsOfHead, samplesOf } from './columns'
import { JSON_WORDS, readObjects } from './read'

/** WHY so low: whatever knows what its members mean reads them better. */
const CONFIDENCE = 0.2
/** Share of the lines or elements that must be objects. Chosen. */
const OBJECTS = 0.7

const columns = (head: Head) => samplesOf(objectsOfHead(head).objects)

function sniff(head: Head): Claim {
  if (!/^(?:\xef\xbb\xbf)?\s*[[{]/.test(head.text)) return NO_CLAIM
  const { objects, looked, isArray } = objectsOfHead(head)
  /* One object alone may be anything that is written in JSON. */
  if (objects.length < 2 || objects.length < looked * OBJECTS) return NO_CLAIM
  const time = timeColumn(samplesOf(objects), objects.length)
  if (time === null) return NO_CLAIM
  return {
    confidence: CONFIDENCE,
    why: `JSON objects ${isArray ? 'in an array' : 'one behind the other'}, and “${time}” holds times`,
  }
}

export default defineFormat({
  id: 'jsonl',
  title: 'JSON objects',
  source: 'RFC 8259; one object per line as JSON Lines has it, or an array of objects',
  recordUnit: 'record',
  classes: [],
  clock: { zone: true, year: false },
  fields: MAPPED_FIELD_DOCS,
  taxonomy: mappedTaxonomy(JSON_WORDS),
  sniff,
  columns,
  clockEvidence: (head: Head, stated?: StatedMapping) => mappedClock(columns(head), stated),
  read: readObjects,
})

/** Any table in delimited text that no other format knows, read with a mapping of its columns. A record is a row. */
import type { StatedMapping } from '#contract/mapping'
import { NO_CLAIM } from '../kit/detect'
import { defineFormat, type Claim, type Head } from '../kit/format'
import { MAPPED_FIELD_DOCS } from '../kit/mapping/fields'
import { mappedClock, timeColumn } from '../kit/mapping/propose'
import { mappedTaxonomy } from '../kit/mapping/reader'
import { CSV_WORDS, readTable } from './read'
import { samplesOf, tableOfHead } from './table'

/** WHY so low: whatever knows what its columns mean reads them better. */
const CONFIDENCE = 0.2
/** Share of the rows that must have as many fields as the header. Chosen. */
const REGULAR = 0.8

const columns = (head: Head) => {
  const table = tableOfHead(head)
  return table === null ? [] : samplesOf(table)
}

function sniff(head: Head): Claim {
  if (/^(?:\xef\xbb\xbf)?\s*[[{<]/.test(head.text)) return NO_CLAIM
  const table = tableOfHead(head)
  if (table === null || table.header === null || table.regular < REGULAR) return NO_CLAIM
  const time = timeColumn(samplesOf(table), table.rows.length)
  if (time === null) return NO_CLAIM
  return { confidence: CONFIDENCE, why: `a table of ${table.names.length} columns with a header, and “${time}” holds times` }
}

export default defineFormat({
  id: 'csv',
  title: 'Table (delimited text)',
  source: 'RFC 4180, and what spreadsheets make of it',
  recordUnit: 'record',
  classes: [],
  clock: { zone: true, year: false },
  fields: MAPPED_FIELD_DOCS,
  taxonomy: mappedTaxonomy(CSV_WORDS),
  sniff,
  columns,
  clockEvidence: (head: Head, stated?: StatedMapping) => mappedClock(columns(head), stated),
  read: readTable,
})

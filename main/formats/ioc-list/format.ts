/** Plain lists of indicators of compromise: one a line, or a table with a column that says what each is. A record is a line. */
import { defineFormat, type ClockEvidence, type Head } from '../kit/format'
import { INDICATOR_ATTRS, INDICATOR_FIELDS, indicatorTaxonomy } from '../kit/indicator/event'
import { delimiterOf, splitCsv } from '../kit/csv'
import { contentLines, sniff } from './claim'
import { columnsOf } from './layout'
import { readPreamble } from './preamble'
import { readList } from './read'

function clockEvidence(head: Head): ClockEvidence {
  const { date } = readPreamble(head.lines)
  const [first = ''] = contentLines(head)
  const hasTimes = columnsOf(splitCsv(first, delimiterOf(first)))?.time
  /* Without any date nothing is read in a zone, and the year is that of the file. */
  if (date === null && (hasTimes === undefined || hasTimes === '')) return {}
  return { absolute: date !== null && !date.isLocal && !(hasTimes !== undefined && hasTimes !== ''), yearWritten: true }
}

export default defineFormat({
  id: 'ioc-list',
  title: 'List of indicators',
  source: 'no standard: one value a line with comments, as blocklists are published; CSV exports of MISP, OTX, ThreatFox',
  recordUnit: 'line',
  classes: [],
  clock: { zone: true, year: true },
  fields: [
    ...INDICATOR_FIELDS,
    { name: 'comment', unit: 'text', doc: 'What stands behind the value on its line.' },
    { name: 'file', unit: 'text', doc: 'Name beside a hash, as tools that compute sums write it.' },
    { name: 'source', unit: 'text', doc: 'Where the list says it is from, in a comment at its beginning.' },
    { name: 'licence', unit: 'text', doc: 'Licence the list states in a comment at its beginning.' },
    {
      name: 'date of the list',
      unit: 'date',
      doc: 'Date in a comment at the beginning: the time of rows that have none of their own. It is when the list was made, not when an indicator was seen.',
    },
  ],
  taxonomy: indicatorTaxonomy(['Indicator']),
  attrs: INDICATOR_ATTRS,
  sniff,
  clockEvidence,
  read: readList,
})

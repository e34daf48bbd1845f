/** Super timelines of Plaso (log2timeline): psort's dynamic and l2tcsv tables, TLN, L2TTLN and JSON lines. A record is a row: one time of one record of a source. */
import { claimByLines, NO_CLAIM } from '../kit/detect'
import { defineFormat, type Claim, type ClockEvidence, type Head } from '../kit/format'
import { readJsonObject } from '../kit/json'
import { TIMELINE_FIELDS } from '../kit/timeline/fields'
import { columnsOf, tableOfHead } from '../kit/timeline/table'
import { TIMELINE_TAXONOMY } from '../kit/timeline/taxonomy'
import { isZone } from '../kit/clock'
import { delimiterOf, splitCsv } from '../kit/csv'
import { readTime } from '../kit/written-time'
import { isPlasoObject } from './json-line'
import { readPlaso } from './read'
import { isTlnLine, TLN_HEADER } from './tln'

const isJson = (head: Head) => /^(?:\xef\xbb\xbf)?\s*\[?\s*\{/.test(head.text)

function isPlasoLine(line: string): boolean {
  const object = readJsonObject(line.replace(/^\xef\xbb\xbf/, '').replace(/,\s*$/, ''))
  return typeof object !== 'string' && isPlasoObject(object)
}

function sniff(head: Head): Claim {
  if (isJson(head)) return claimByLines(head, isPlasoLine, 'events as psort writes them in JSON', 0.97)
  const table = tableOfHead(head)
  if (table === 'l2tcsv') return { confidence: 0.97, why: 'its columns are the seventeen of log2timeline' }
  if (table === 'dynamic') return { confidence: 0.95, why: 'its columns are those of psort’s dynamic output' }
  if (table !== null) return NO_CLAIM
  const isNamed = head.lines.slice(0, 20).some((line) => TLN_HEADER.test(line))
  return claimByLines(head, isTlnLine, 'lines of a timeline in five or seven fields', isNamed ? 0.96 : 0.6)
}

/** Whether the first rows say their zone, in the time or in a column. */
function clockEvidence(head: Head): ClockEvidence {
  const table = tableOfHead(head)
  if (table === null) return { absolute: true, yearWritten: true }
  const [header = '', ...lines] = head.lines.filter((line) => line.trim() !== '')
  const names = columnsOf(header)
  const delimiter = delimiterOf(header)
  const column = names.indexOf(table === 'l2tcsv' ? 'timezone' : 'datetime')
  const cells = lines.slice(0, 100).map((line) => (splitCsv(line, delimiter)[column] ?? '').trim())
  const isAbsolute = (cell: string) =>
    table === 'l2tcsv' ? cell !== '' && isZone(cell) : !readTime(cell.replace(/ ?UTC$/, 'Z')).isLocal
  return { absolute: cells.length > 0 && cells.every(isAbsolute), yearWritten: true }
}

export default defineFormat({
  id: 'plaso-csv',
  title: 'Super timeline of Plaso',
  source: 'Plaso documentation, psort output formats (dynamic, l2tcsv, tln, l2ttln, json_line); H. Carvey, TLN format',
  recordUnit: 'record',
  classes: ['file', 'authentication', 'process', 'web'],
  clock: { zone: true, year: false },
  fields: [
    ...TIMELINE_FIELDS,
    {
      name: 'timezone',
      unit: 'zone',
      doc: 'Zone the date and time of the row are in, as psort was told; UTC unless somebody changed it.',
    },
    { name: 'MACB', unit: 'letters', doc: 'Which kinds of times the row stands for: modified, accessed, changed, born.' },
    { name: 'type', unit: 'text', doc: 'What the moment means.' },
    { name: 'short', unit: 'text', doc: 'The sentence in short, where it says something else.' },
    { name: 'extra', unit: 'name: value; …', doc: 'What else the record holds.' },
    { name: 'notes', unit: 'text', doc: 'Tags, or the file the record was read from.' },
    { name: 'pathspec', unit: 'object', doc: 'Where in the image the file lies.' },
    { name: 'macb', unit: 'letters', doc: 'Which times of a file this event is.' },
  ],
  taxonomy: TIMELINE_TAXONOMY,
  attrs: { text: 'display_name', words: ['timestamp_desc', 'source_long', 'parser'], integers: ['pid'] },
  sniff,
  clockEvidence,
  read: readPlaso,
})

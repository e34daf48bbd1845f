/** Timelines of Timesketch, as CSV or JSON lines. A record is a row: an event with message, datetime and timestamp_desc, and whatever else its maker had. */
import { claimByLines, NO_CLAIM } from '../kit/detect'
import { delimiterOf, splitCsv } from '../kit/csv'
import { defineFormat, type Claim, type ClockEvidence, type Head } from '../kit/format'
import { readJsonObject, type JsonObject } from '../kit/json'
import { TIMELINE_FIELDS } from '../kit/timeline/fields'
import { columnsOf, tableOfHead } from '../kit/timeline/table'
import { TIMELINE_TAXONOMY } from '../kit/timeline/taxonomy'
import { readTimesketch, timeOf } from './read'

const isJson = (head: Head) => /^(?:\xef\xbb\xbf)?\s*\[?\s*\{/.test(head.text)

function objectOf(line: string): JsonObject | null {
  const object = readJsonObject(line.replace(/^\xef\xbb\xbf/, '').replace(/^\[|[,\]]\s*$/g, ''))
  return typeof object === 'string' ? null : object
}

function isTimesketchLine(line: string): boolean {
  const object = objectOf(line)
  return (
    object !== null &&
    ['message', 'timestamp_desc'].every((name) => Object.hasOwn(object, name)) &&
    (Object.hasOwn(object, 'datetime') || Object.hasOwn(object, 'timestamp'))
  )
}

function sniff(head: Head): Claim {
  if (isJson(head)) return claimByLines(head, isTimesketchLine, 'events as Timesketch takes them in JSON', 0.93)
  return tableOfHead(head) === 'timesketch'
    ? { confidence: 0.94, why: 'its columns are message, datetime and timestamp_desc, as Timesketch takes them' }
    : NO_CLAIM
}

/** Whether the first rows say their zone. */
function clockEvidence(head: Head): ClockEvidence {
  const lines = head.lines.filter((line) => line.trim() !== '').slice(0, 100)
  const columns = isJson(head) ? null : columnsOf(lines[0] ?? '')
  const delimiter = delimiterOf(lines[0] ?? '')
  let [times, locals] = [0, 0]
  for (const line of columns === null ? lines : lines.slice(1)) {
    const cells = columns === null ? [] : splitCsv(line, delimiter)
    const of = (name: string) => (columns === null ? objectOf(line)?.[name] : cells[columns.indexOf(name)])
    const time = timeOf(of('datetime'), of('timestamp'))
    if (Number.isNaN(time.us)) continue
    times++
    if (time.isLocal) locals++
  }
  return { absolute: times > 0 && locals === 0, yearWritten: true }
}

export default defineFormat({
  id: 'timesketch',
  title: 'Timesketch timeline',
  source: 'Timesketch documentation, create timeline from JSON or CSV',
  recordUnit: 'record',
  classes: ['file', 'authentication', 'process', 'web'],
  clock: { zone: true, year: false },
  fields: TIMELINE_FIELDS,
  taxonomy: TIMELINE_TAXONOMY,
  attrs: { text: 'display_name', words: ['timestamp_desc', 'source_long', 'parser'], integers: ['pid'] },
  sniff,
  clockEvidence,
  read: readTimesketch,
})

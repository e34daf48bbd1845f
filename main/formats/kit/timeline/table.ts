/** What tables of timelines share: their header, whether the tool put texts in quotes, and rows as entries. */
import { delimiterOf, splitCsv, type CsvRow } from '../csv'
import type { AttrValue, Head } from '../format'
import { emptyEntry, fieldText, type TimelineEntry } from './entry'
import { tableOf, type TimelineTable } from './headers'

const LONGEST_HEADER = 16_384

/** Shape: line → names of columns, if it were a header; none where it is too long to be one. */
export function columnsOf(line: string): string[] {
  const text = line.replace(/^(?:\ufeff|\xef\xbb\xbf)/, '')
  return text.length > LONGEST_HEADER ? [] : splitCsv(text, delimiterOf(text))
}

/** Shape: beginning of a file → whose table it is, by the first line that is not blank. */
export const tableOfHead = (head: Head): TimelineTable | null =>
  tableOf(columnsOf(head.lines.find((line) => line.trim() !== '') ?? ''))

/**
 * psort writes no quotes and takes the commas out of its texts, so a quote in a row is one somebody typed; a spreadsheet that saved the file
 * puts texts in quotes.
 *
 * Shape: beginning of a file → true where no line has more columns than its header and none needs its quotes to have as many.
 */
export function isUnquoted(head: Head): boolean {
  const lines = (head.whole ? head.lines : head.lines.slice(0, -1)).filter((line) => line.trim() !== '')
  const header = (lines[0] ?? '').slice(0, LONGEST_HEADER)
  if (header.includes('"')) return false
  const delimiter = delimiterOf(header)
  const columns = header.split(delimiter).length
  return lines.slice(0, 500).every((line) => {
    const plain = line.split(delimiter).length
    return plain === columns || splitCsv(line, delimiter).length !== columns
  })
}

/** Shape: row → entry with its fields; the columns that mean something to everyone are still to be named. */
export function entryOfRow(row: CsvRow): TimelineEntry {
  const entry = emptyEntry()
  row.names.forEach((name, index) => {
    const value = (row.fields[index] ?? '').trim()
    if (name !== '' && value !== '' && value !== '-' && !entry.fields.has(name)) entry.fields.set(name, value)
  })
  return entry
}

/** Shape: members of an object that say something, as fields of an entry. */
export function entryOfObject(object: Readonly<Record<string, AttrValue>>): TimelineEntry {
  const entry = emptyEntry()
  for (const [name, value] of Object.entries(object))
    if (value !== null && value !== '' && value !== '-') entry.fields.set(name, value)
  return entry
}

/** A host that plaso could not tell is written as a dash or a colon. */
const said = (text: string) => (/^[-:]*$/.test(text) ? '' : text)

/** Shape: gives the entry the meanings that psort’s wide tables, its JSON and Timesketch share. */
export function nameFields(entry: TimelineEntry): TimelineEntry {
  const of = (...names: readonly string[]) => fieldText(entry, ...names)
  entry.timestampDesc = of('timestamp_desc')
  entry.source = of('source_short', 'source')
  entry.sourceLong = of('source_long')
  entry.dataType = of('data_type')
  entry.parser = of('parser')
  entry.message = of('message')
  entry.host = said(of('hostname', 'computer_name', 'host'))
  entry.user = said(of('username', 'user'))
  return entry
}

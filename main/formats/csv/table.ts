/** A delimited file by its beginning: its columns, whether their names are written, and their first values. */
import type { ColumnSample } from '#contract/mapping'
import { delimiterOf, splitCsv } from '../kit/csv'
import type { Head } from '../kit/format'
import { canonicalIp } from '../kit/ip'
import { chooseForm } from '../kit/mapping/choose-form'

/** Rows that are looked at. Chosen: enough for a day over 12 in most logs. */
const MOST_ROWS = 500
const LONGEST_ROW = 65_536
/** Chosen: no table of events has more. */
const MOST_COLUMNS = 1000

export interface HeadTable {
  /** Fields of the first row as they stand; null where it is a row like the others. */
  header: readonly string[] | null
  delimiter: string
  /** One per column, none twice. */
  names: readonly string[]
  rows: readonly (readonly string[])[]
  /** Share of the rows that have as many fields as the first. */
  regular: number
}

/** What a spreadsheet writes above the names to say its delimiter. */
export const isSeparatorLine = (line: string): boolean => /^(?:\ufeff|\xef\xbb\xbf)?sep=.\s*$/.test(line)

/** Rows as text, whole over line ends in quotes; the last of a cut head is left out. */
function rowsOf(head: Head): string[] {
  const lines = head.whole ? head.lines : head.lines.slice(0, -1)
  const rows: string[] = []
  let open: string | null = null
  for (const line of lines) {
    if (rows.length > MOST_ROWS) break
    const text: string = open === null ? line : `${open}\n${line}`
    const isOpen = (text.split('"').length - 1) % 2 === 1
    open = isOpen && text.length < LONGEST_ROW ? text : null
    if (open === null && text !== '' && !isSeparatorLine(text)) rows.push(text.slice(0, LONGEST_ROW))
  }
  return rows.map((text) => Buffer.from(text, 'latin1').toString('utf8'))
}

const bare = (name: string): string =>
  name
    .replace(/^\ufeff/, '')
    .replace(/^"(.*)"$/s, '$1')
    .trim()

/** Names are words: none is a number, an address or a time, few are empty, and they differ from each other. */
function isHeader(fields: readonly string[]): boolean {
  const names = fields.map(bare)
  const said = names.filter((name) => name !== '')
  if (said.length === 0 || said.length < names.length * 0.7) return false
  if (new Set(said).size < said.length * 0.7 || said.some((name) => name.length > 200)) return false
  return said.every((name) => /\p{L}/u.test(name) && canonicalIp(name) === null && chooseForm([name], false) === null)
}

/** Shape: names as written → the same, empty ones numbered by their place, and names that are there already by their turn. */
export function uniqueNames(written: readonly string[]): string[] {
  const used = new Set<string>()
  return written.map((text, index) => {
    const name = bare(text) || `column ${index + 1}`
    let unique = name
    for (let turn = 2; used.has(unique); turn++) unique = `${name} (${turn})`
    used.add(unique)
    return unique
  })
}

/** Fields without what a delimiter at the end of the row adds. */
function trimmed(fields: string[], expected: number): string[] {
  while (fields.length > expected && fields.at(-1) === '') fields.pop()
  return fields
}

/** Shape: beginning of a file → its table, or null where it has fewer than two columns. */
export function tableOfHead(head: Head): HeadTable | null {
  const texts = rowsOf(head)
  const [first] = texts
  if (first === undefined) return null
  const delimiter = delimiterOf(first)
  const fields = splitCsv(first, delimiter)
  if (fields.length < 2 || fields.length > MOST_COLUMNS) return null
  const header = isHeader(fields) ? fields : null
  const others = header === null ? texts : texts.filter((text) => text !== first)
  const rows = others.map((text) => trimmed(splitCsv(text, delimiter), fields.length))
  const regular = rows.filter((row) => row.length === fields.length)
  const names = uniqueNames(header ?? fields.map(() => ''))
  return { header, delimiter, names, rows: regular, regular: rows.length === 0 ? 0 : regular.length / rows.length }
}

/** Shape: table → its columns with the values that say something. */
export function samplesOf({ names, rows }: HeadTable): ColumnSample[] {
  return names.map((name, index) => ({
    name,
    values: rows.map((row) => row[index]!.trim()).filter((value) => value !== '' && value !== '-'),
  }))
}

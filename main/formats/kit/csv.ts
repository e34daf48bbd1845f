/** Rows of delimited text (RFC 4180), whole over line ends inside quotes, with exact places. */
import type { RecordSink } from './format'

/**
 * Split one row.
 *
 * Shape: (text, delimiter) → its fields. Quotes are taken off, doubled quotes are one; a quote inside a field that does not begin with one stays.
 */
export function splitCsv(text: string, delimiter: string): string[] {
  if (!text.includes('"')) return text.split(delimiter)
  const fields: string[] = []
  let at = 0
  for (;;) {
    let field = ''
    if (text[at] === '"') {
      for (at++; ;) {
        const end = text.indexOf('"', at)
        field += text.slice(at, end < 0 ? text.length : end)
        at = end < 0 ? text.length : end + 1
        if (text[at] !== '"') break
        field += '"'
        at++
      }
    }
    const end = text.indexOf(delimiter, at)
    fields.push(field + text.slice(at, end < 0 ? text.length : end))
    if (end < 0) return fields
    at = end + 1
  }
}

/** Delimiters that tools write. */
const DELIMITERS = [',', ';', '\t', '|'] as const

/** Shape: header line → the delimiter that gives it the most columns. */
export function delimiterOf(header: string): string {
  const columns = (delimiter: string) => splitCsv(header, delimiter).length
  return DELIMITERS.reduce<string>((best, each) => (columns(each) > columns(best) ? each : best), ',')
}

/** Fields of one row by column. */
export class CsvRow {
  fields: string[] = []
  private readonly columns: ReadonlyMap<string, number>

  constructor(readonly names: readonly string[]) {
    /* Of columns that share a name the first is meant. */
    this.columns = new Map(names.map((name, index) => [name, index] as const).reverse())
  }

  /** Shape: column name → its text, trimmed; empty where there is no such column. */
  get(name: string): string {
    const index = this.columns.get(name)
    return index === undefined ? '' : (this.fields[index] ?? '').trim()
  }

  has(name: string): boolean {
    return this.columns.has(name)
  }

  /** Every column that is not in `taken` and says something, as attributes. */
  rest(sink: RecordSink, taken: ReadonlySet<string>): void {
    for (let index = 0; index < this.names.length; index++) {
      const name = this.names[index]!
      const value = this.fields[index]!
      if (value !== '' && !taken.has(name)) sink.attr(name, value)
    }
  }
}

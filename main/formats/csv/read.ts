/** Reads rows of any table with a mapping of its columns. */
import type { ColumnMapping, MappedField, StatedMapping } from '#contract/mapping'
import { splitCsv, type CsvRow } from '../kit/csv'
import { readCsv, type CsvPlan } from '../kit/csv-reader'
import { HEAD_BYTES, headOf } from '../kit/detect'
import type { ClockDecision, RecordSink, SourceInput } from '../kit/format'
import { resolveMapping } from '../kit/mapping/propose'
import { readForm } from '../kit/mapping/time-forms'
import { MappedReader, type RecordWords } from '../kit/mapping/reader'
import { peek } from '../kit/peek'
import { isSeparatorLine, samplesOf, tableOfHead, type HeadTable } from './table'

export const CSV_WORDS: RecordWords = { prefix: 'CSV', record: 'Row' }

class TablePlan implements CsvPlan {
  readonly nameless: { names: readonly string[]; delimiter: string } | undefined
  private readonly places = new Map<MappedField, number>()
  private readonly others: readonly { name: string; index: number }[]

  constructor(
    private readonly sink: RecordSink,
    private readonly table: HeadTable,
    private readonly mapping: ColumnMapping,
    private readonly reader: MappedReader,
  ) {
    this.nameless = table.header === null ? table : undefined
    for (const [field, column] of Object.entries(mapping.columns) as [MappedField, string][]) {
      const index = table.names.indexOf(column)
      if (index >= 0) this.places.set(field, index)
    }
    this.others = table.names.map((name, index) => ({ name, index })).filter(({ name }) => !reader.taken.has(name))
  }

  /** Tables put one behind the other repeat their header. */
  isHeader(fields: readonly string[]): boolean {
    const { header } = this.table
    return header !== null && fields.length === header.length && fields.every((field, index) => field === header[index])
  }

  isStructure = isSeparatorLine

  /** A line within open quotes that has as many fields as the table, and a time where the time is. */
  beginsRow(line: string): boolean {
    const { time_form: form, columns } = this.mapping
    const place = this.places.get(columns.date === undefined ? 'time' : 'date')
    if (form === undefined || place === undefined) return false
    const fields = splitCsv(line, this.table.delimiter)
    return fields.length === this.table.names.length && !Number.isNaN(readForm(fields[place]!.trim(), form).us)
  }

  row({ fields }: CsvRow): void {
    const { sink, places } = this
    const valueOf = (field: MappedField) => {
      const index = places.get(field)
      return index === undefined ? '' : fields[index]!
    }
    if (!this.reader.fill(valueOf)) return
    for (const { name, index } of this.others) {
      const value = fields[index]!
      if (value !== '') sink.attr(name, value)
    }
    sink.emit()
  }
}

/** A file that is no table has no columns, and each of its rows is rejected. */
const NO_TABLE: HeadTable = { header: null, delimiter: ',', names: ['column 1'], rows: [], regular: 0 }

/** Read the whole file; without a mapping with the one that is proposed. */
export async function readTable(
  source: SourceInput,
  sink: RecordSink,
  decision: ClockDecision,
  stated?: StatedMapping,
): Promise<void> {
  const { head, input } = await peek(source, HEAD_BYTES)
  const table = tableOfHead(headOf(head, head.length < HEAD_BYTES)) ?? NO_TABLE
  const mapping = resolveMapping(samplesOf(table), stated)
  const reader = new MappedReader(sink, decision, mapping, CSV_WORDS)
  await readCsv(input, sink, new TablePlan(sink, table, mapping, reader))
  reader.finish()
}

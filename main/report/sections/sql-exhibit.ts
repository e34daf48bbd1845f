/** One exhibit of SQL: the statement as it was written, the digest of its result, and the first rows. */
import type { SqlCitation } from '#contract/notebook'
import type { SqlCell } from '#contract/sql'
import type { ReportContent } from '../content'
import type { Block } from '../model'
import { printable } from '../printable'
import { count, counted } from '../wording'
import { recordLines } from '../wrap'
import { mono, plain, quiet, stateMark, type Placed } from './pieces'

/** Rows, and columns side by side, that are printed; the digest covers all of them. */
const PRINTED = { rows: 20, columns: 6 }
const LONGEST_CELL = 60

function cellText(cell: SqlCell): string {
  if (cell === null) return '–'
  const text = printable(typeof cell === 'string' ? cell : typeof cell === 'number' ? count(cell) : JSON.stringify(cell))
  return text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL - 1)}…` : text
}

function answerTable(label: string, { columns, frozen, row_count }: SqlCitation): Block {
  const rows = frozen.slice(0, PRINTED.rows)
  const shown = columns.slice(0, PRINTED.columns)
  const parts = [
    rows.length < row_count ? `first ${rows.length} of ${count(row_count)} rows` : '',
    shown.length < columns.length ? `first ${shown.length} of ${columns.length} columns` : '',
  ].filter((part) => part !== '')
  return {
    kind: 'table',
    caption: parts.length === 0 ? '' : `${label}: ${parts.join(', ')}`,
    columns: shown.map(({ name }, index) => ({ title: printable(name), width: index === 0 ? 1 : ('auto' as const) })),
    rows: rows.map((row) => shown.map((_, index) => mono(cellText(row[index] ?? null)))),
  }
}

/** Shape: a cited result of SQL → the exhibit with its statement, and the table of its rows where it has any. */
export function sqlExhibit(content: ReportContent, { entry, label }: Placed, citation: SqlCitation): Block[] {
  const { mark, why } = stateMark(content, entry, citation)
  const { row_count, columns, rows_sha256, view_version } = citation
  return [
    {
      kind: 'exhibit',
      label,
      title: plain(printable(citation.title)),
      state: mark,
      lines: recordLines(printable(citation.statement)),
      facts: [
        { name: 'Question', value: plain('SQL over the views of the case, as written above') },
        { name: 'Answer', value: plain(`${counted(row_count, 'row')}, ${counted(columns.length, 'column')}`) },
        { name: 'Digest', value: [...mono(rows_sha256), ...quiet(` · view version ${view_version}`)] },
        ...(why === '' ? [] : [{ name: 'State', value: plain(why) }]),
      ],
    },
    ...(row_count === 0 ? [] : [answerTable(label, citation)]),
  ]
}

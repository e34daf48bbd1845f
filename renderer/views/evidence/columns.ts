/** Columns of the ledger. */
import type { EvidenceSource } from '#contract/evidence'
import { microsFromIso } from '#contract/units'
import { exactColumn, numberColumn, wordColumn, type Column } from '../../components/table/columns'
import { formatBytes, formatCount } from '../../format/number'
import { text } from '../../text/en'

/** Shape: how a span is written → the columns of the ledger. */
export function ledgerColumns(span: (source: EvidenceSource) => string): Column<EvidenceSource>[] {
  const { columns: words, hints, statuses, noFormat, archive, absoluteTime } = text.evidence
  const firstUs = ({ first_ts }: EvidenceSource) => (first_ts === null ? null : microsFromIso(first_ts))
  return [
    exactColumn('file', words.file, (row) => row.name, { sortBy: (row) => row.name.toLowerCase(), width: 'minmax(9rem, 1.2fr)' }),
    exactColumn('format', words.format, (row) => (row.container ? archive(row.container) : (row.format ?? noFormat)), {
      sortBy: (row) => row.format,
      width: '6rem',
    }),
    numberColumn('sum', words.sum, (row) => row.represented, {
      hint: hints.sum,
      sortBy: (row) => row.records,
      width: '13rem',
    }),
    numberColumn('structural', words.structural, (row) => formatCount(row.structural), {
      hint: hints.structural,
      sortBy: (row) => row.structural,
      width: '5.25rem',
    }),
    exactColumn('span', words.span, span, { sortBy: firstUs, width: '12.5rem' }),
    wordColumn('clock', words.clock, (row) => row.zone ?? absoluteTime, {
      hint: hints.clock,
      sortBy: (row) => row.zone,
      width: 'minmax(9rem, 1.4fr)',
    }),
    wordColumn('checks', words.checks, (row) => row.checks.length, { width: '5.25rem' }),
    numberColumn('size', words.size, (row) => formatBytes(row.size_bytes), { sortBy: (row) => row.size_bytes, width: '4.75rem' }),
    wordColumn('status', words.status, (row) => statuses[row.status], { sortBy: (row) => row.status, width: '7.5rem' }),
  ]
}

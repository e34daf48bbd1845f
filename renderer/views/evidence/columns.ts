/** Columns of the ledger. */
import type { EvidenceSource } from '#contract/evidence'
import { microsFromIso } from '#contract/units'
import type { Column } from '../../components/table/columns'
import { formatBytes, formatCount } from '../../format/number'
import { text } from '../../text/en'

const at = (ts: string | null) => (ts === null ? null : microsFromIso(ts))

/** Shape: how a span is written → the columns of the ledger. */
export function ledgerColumns(span: (source: EvidenceSource) => string): Column<EvidenceSource>[] {
  const { columns: words, hints } = text.evidence
  const number = { align: 'right', mono: true } as const
  return [
    {
      id: 'file',
      title: words.file,
      value: (row) => row.name,
      sortBy: (row) => row.name.toLowerCase(),
      mono: true,
      width: 'minmax(9rem, 1.2fr)',
    },
    {
      id: 'format',
      title: words.format,
      value: (row) => row.format ?? text.evidence.noFormat,
      sortBy: (row) => row.format,
      mono: true,
      width: '6rem',
    },
    {
      id: 'sum',
      title: words.sum,
      hint: hints.sum,
      value: (row) => row.represented,
      sortBy: (row) => row.records,
      ...number,
      width: '14rem',
    },
    {
      id: 'structural',
      title: words.structural,
      hint: hints.structural,
      value: (row) => formatCount(row.structural),
      sortBy: (row) => row.structural,
      ...number,
      width: '5.5rem',
    },
    { id: 'span', title: words.span, value: span, sortBy: (row) => at(row.first_ts), mono: true, width: '13rem' },
    {
      id: 'clock',
      title: words.clock,
      hint: hints.clock,
      value: (row) => row.zone ?? text.evidence.absoluteTime,
      sortBy: (row) => row.zone,
      width: 'minmax(9rem, 1fr)',
    },
    { id: 'checks', title: words.checks, value: (row) => row.checks.length, width: '6rem' },
    {
      id: 'size',
      title: words.size,
      value: (row) => formatBytes(row.size_bytes),
      sortBy: (row) => row.size_bytes,
      ...number,
      width: '5rem',
    },
    {
      id: 'status',
      title: words.status,
      value: (row) => text.evidence.statuses[row.status],
      sortBy: (row) => row.status,
      width: '7rem',
    },
  ]
}

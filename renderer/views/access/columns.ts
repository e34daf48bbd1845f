/** Columns of the access register. */
import type { AccessRow } from '#contract/access'
import { exactColumn, wordColumn, type Column } from '../../components/table/columns'
import { text } from '../../text/en'

const words = text.access.columns

/** Shape: from and to as shown → `from … until …`, or always. */
export function validText({ valid_from, valid_to }: AccessRow, time: (ts: string) => string): string {
  const parts = [
    ...(valid_from === null ? [] : [text.access.validFrom(time(valid_from))]),
    ...(valid_to === null ? [] : [text.access.validTo(time(valid_to))]),
  ]
  return parts.length === 0 ? text.access.always : parts.join(' ')
}

/** Shape: a way to write times → columns. */
export const registerColumns = (time: (ts: string) => string): Column<AccessRow>[] => [
  exactColumn('service', words.service, (row) => row.service, { sortBy: (row) => row.service }),
  wordColumn('marks', words.marks, (row) =>
    row.by_address_alone.length === 0 ? text.access.attested : text.access.addressAlone,
  ),
  exactColumn('target', words.target, (row) => row.target.join(' '), { width: '10rem', sortBy: (row) => row.target.join(' ') }),
  exactColumn('source', words.source, (row) => row.source.join(' '), { width: '11rem', sortBy: (row) => row.source.join(' ') }),
  exactColumn('hours', words.hours, (row) => row.hours ?? text.access.anyHour),
  wordColumn('purpose', words.purpose, (row) => row.purpose, { width: '10rem' }),
  wordColumn('owner', words.owner, (row) => row.owner, { width: '7rem' }),
  wordColumn('attestedBy', words.attestedBy, (row) => row.attested_by, { width: '7rem' }),
  wordColumn('valid', words.valid, (row) => validText(row, time)),
]

/** Columns of the list of detections, whole and beside an open one. */
import type { Detection } from '#contract/detections'
import { exactColumn, numberColumn, wordColumn, type Column } from '../../components/table/columns'
import { formatCount } from '../../format/number'
import { text } from '../../text/en'

const words = text.detections.columns
const rank = (): Column<Detection> => numberColumn('rank', words.rank, ({ rank: place }) => place, { width: '3rem' })
const severity = (): Column<Detection> => wordColumn('severity', words.severity, () => null, { width: '6.5rem' })
const title = (): Column<Detection> => wordColumn('title', words.title, (one) => one.title, { width: 'minmax(12rem, 1fr)' })

/** Shape: how times are written → the columns of the whole list. */
export const wholeColumns = (time: (ts: string) => string): Column<Detection>[] => [
  ...[rank(), severity(), title()],
  wordColumn('detector', words.detector, ({ detector }) => detector, { width: '10rem' }),
  exactColumn('first', words.first, ({ first_ts }) => time(first_ts), { width: '11rem' }),
  exactColumn('last', words.last, ({ last_ts }) => time(last_ts), { width: '11rem' }),
  numberColumn('events', words.events, ({ evidence_count }) => formatCount(evidence_count), { width: '5rem' }),
]

/** Shape: → the columns beside an open detection. */
export const narrowColumns = (): Column<Detection>[] => [rank(), severity(), title()]

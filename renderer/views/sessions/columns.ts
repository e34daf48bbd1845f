/** Columns of the table of sessions. */
import type { SessionRow } from '#contract/hosts'
import { BULK_BYTES_PER_SECOND, inferredUse, INTERACTIVE_BYTES_PER_SECOND, LEAST_USE_SECONDS } from '#contract/sessions'
import { endpoint } from '../../components/hosts/columns'
import { exactColumn, numberColumn, wordColumn, type Column } from '../../components/table/columns'
import { formatDuration } from '../../format/duration'
import { formatBytes } from '../../format/number'
import { text } from '../../text/en'

const { columns: words, hints, use: uses } = text.sessions

/** Shape: session → the labels its sensors gave it, each once. */
export const labelsOf = ({ witnesses }: SessionRow): string[] => [
  ...new Set(witnesses.flatMap(({ label }) => (label === null ? [] : [label]))),
]
/** Shape: session → why a sensor's label cannot be right, or null. */
export const disagreementOf = ({ witnesses }: SessionRow): string | null =>
  witnesses.find(({ disagrees }) => disagrees !== null)?.disagrees ?? null
/** Shape: session → who saw it, each format once. */
export const seenBy = ({ witnesses }: SessionRow): string => [...new Set(witnesses.map(({ format }) => format))].join(', ')

/** Shape: session → what it was probably used for, and why that is thought; null where bytes and seconds say nothing. */
export function useText(row: SessionRow): { word: string; says: string } | null {
  const inferred = inferredUse(row)
  if (inferred === null) return null
  const { bytesPerSecond } = inferred
  const rate = bytesPerSecond < 10 ? `${Math.round(bytesPerSecond * 10) / 10} B` : formatBytes(bytesPerSecond)
  const rule = uses.rule(
    formatBytes(INTERACTIVE_BYTES_PER_SECOND),
    formatBytes(BULK_BYTES_PER_SECOND),
    formatDuration(LEAST_USE_SECONDS),
  )
  return { word: `${uses[inferred.use]} ${rate}/s`, says: uses.says(uses.rate(rate), rule) }
}

/** Shape: how times are written, whether there is room for all → columns; start and measured length sort. */
export function sessionColumns(time: (ts: string) => string, roomy: boolean): Column<SessionRow>[] {
  const bytes = (n: number | null) => (n === null ? '–' : formatBytes(n))
  const all = [
    exactColumn<SessionRow>('start', words.start, ({ start }) => time(start), { width: '12rem', sortBy: () => 0 }),
    wordColumn<SessionRow>('direction', words.direction, ({ direction }) => direction, { width: '6.5rem' }),
    wordColumn<SessionRow>('verdict', words.verdict, ({ verdict }) => text.sessions.verdicts[verdict], { width: '7.5rem' }),
    exactColumn<SessionRow>('client', words.client, (row) => endpoint(row.client_ip, row.client_port), {
      width: 'minmax(10rem, 1.2fr)',
    }),
    exactColumn<SessionRow>('server', words.server, (row) => endpoint(row.server_ip, row.server_port), {
      width: 'minmax(10rem, 1.2fr)',
    }),
    numberColumn<SessionRow>('length', words.length, (row) => (row.duration_s === null ? '–' : formatDuration(row.duration_s)), {
      width: '6.5rem',
      hint: hints.length,
      sortBy: () => 0,
    }),
    exactColumn<SessionRow>('label', words.label, (row) => labelsOf(row).join(', '), {
      width: 'minmax(6rem, 1.4fr)',
      hint: hints.label,
    }),
    numberColumn<SessionRow>('toServer', words.toServer, (row) => bytes(row.client_bytes), { width: '5rem' }),
    numberColumn<SessionRow>('toClient', words.toClient, (row) => bytes(row.server_bytes), { width: '5rem' }),
    wordColumn<SessionRow>('state', words.state, ({ state }) => state ?? '–', { width: '6rem' }),
    exactColumn<SessionRow>('use', words.use, (row) => useText(row)?.word ?? '–', { width: '10.5rem', hint: hints.use }),
    exactColumn<SessionRow>('witnesses', words.witnesses, seenBy, { width: 'minmax(4.5rem, 0.7fr)' }),
  ]
  return roomy ? all : all.filter(({ id }) => !['state', 'use'].includes(id))
}
/** Width from which on every column has room, px. */
export const ROOMY_PX = 1480

/** Columns of the host list, whole and beside an open dossier. */
import type { HostSummary } from '#contract/hosts'
import { exactColumn, numberColumn, wordColumn, type Column } from '../../components/table/columns'
import type { HostTold } from './told'
import { formatCount } from '../../format/number'
import { text } from '../../text/en'
import type { HostOrder } from './order'

/** Which order a column's header asks for. */
export const ORDER_OF: Record<string, HostOrder> = {
  ip: 'ip',
  vulnerabilities: 'vulnerabilities',
  detections: 'detections',
  inbound: 'inbound',
  outbound: 'outbound',
  peers: 'peers',
  events: 'events',
  first: 'first',
  last: 'last',
}

/** Shape: how times are written and how wide they are, what detectors say of a host → the columns of the whole list. */
export function hostColumns(
  time: (ts: string | null) => string,
  told: (host: HostSummary) => HostTold,
  timeWidth: string,
): Column<HostSummary>[] {
  const { columns: words, hints } = text.hosts
  type Id = keyof typeof words
  const counted = (id: Id, count: (host: HostSummary) => number, width: string) =>
    numberColumn<HostSummary>(id, words[id], (host) => formatCount(count(host)), {
      hint: (hints as Partial<Record<Id, string>>)[id],
      sortBy: count,
      width,
    })
  const dated = (id: Id, ts: (host: HostSummary) => string | null) =>
    exactColumn<HostSummary>(id, words[id], (host) => time(ts(host)), { sortBy: ts, width: timeWidth })
  return [
    exactColumn('ip', words.ip, (host) => host.ip, { sortBy: (host) => host.ip, width: 'minmax(9rem, 0.3fr)' }),
    wordColumn('names', words.names, (host) => host.names.join(', '), { width: 'minmax(6rem, 1.2fr)' }),
    wordColumn('vulnerabilities', words.vulnerabilities, () => null, {
      hint: hints.vulnerabilities,
      sortBy: () => 0,
      width: '8.5rem',
    }),
    wordColumn('detections', words.detections, () => null, {
      hint: hints.detections,
      sortBy: (host) => told(host).weight,
      width: '7rem',
    }),
    wordColumn('verdicts', words.verdicts, () => null, { hint: hints.verdicts, width: '5rem' }),
    counted('inbound', (host) => host.inbound_sessions, '3.5rem'),
    counted('outbound', (host) => host.outbound_sessions, '3.75rem'),
    counted('peers', (host) => host.peers, '3.75rem'),
    wordColumn('lists', words.lists, (host) => host.lists.join(', '), { width: 'minmax(8.25rem, 1fr)' }),
    counted('events', (host) => host.events, '4.5rem'),
    dated('first', (host) => host.first_ts),
    dated('last', (host) => host.last_ts),
  ]
}

/** Shape: → the columns beside an open dossier. */
export const narrowColumns = (): Column<HostSummary>[] => [
  exactColumn('ip', text.hosts.columns.ip, (host) => host.ip, { width: 'minmax(8rem, 1fr)' }),
  wordColumn('vulnerabilities', text.hosts.columns.vulnerabilities, () => null, { width: '8.5rem' }),
]

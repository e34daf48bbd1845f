/** Columns of the host list, whole and beside an open dossier. */
import type { HostSummary } from '#contract/hosts'
import type { Column } from '../../components/table/columns'
import { formatCount } from '../../format/number'
import { text } from '../../text/en'
import type { HostOrder } from './order'

/** Which order a column's header asks for. */
export const ORDER_OF: Record<string, HostOrder> = {
  ip: 'ip',
  vulnerabilities: 'vulnerabilities',
  inbound: 'inbound',
  outbound: 'outbound',
  peers: 'peers',
  events: 'events',
  first: 'first',
  last: 'last',
}

/** Shape: how times are written → the columns of the whole list. */
export function hostColumns(time: (ts: string | null) => string): Column<HostSummary>[] {
  const { columns: words, hints } = text.hosts
  const sorts = (value: (host: HostSummary) => number | string | null) => ({ sortBy: value })
  const number = { align: 'right', mono: true } as const
  return [
    { id: 'ip', title: words.ip, value: (host) => host.ip, ...sorts((host) => host.ip), mono: true, width: '9.5rem' },
    { id: 'names', title: words.names, value: (host) => host.names.join(', '), width: 'minmax(9rem, 1.2fr)' },
    {
      id: 'vulnerabilities',
      title: words.vulnerabilities,
      hint: hints.vulnerabilities,
      value: () => null,
      ...sorts(() => 0),
      width: '9.5rem',
    },
    {
      id: 'inbound',
      title: words.inbound,
      hint: hints.inbound,
      value: (host) => formatCount(host.inbound_sessions),
      ...sorts((host) => host.inbound_sessions),
      ...number,
      width: '4rem',
    },
    {
      id: 'outbound',
      title: words.outbound,
      hint: hints.outbound,
      value: (host) => formatCount(host.outbound_sessions),
      ...sorts((host) => host.outbound_sessions),
      ...number,
      width: '4rem',
    },
    {
      id: 'peers',
      title: words.peers,
      value: (host) => formatCount(host.peers),
      ...sorts((host) => host.peers),
      ...number,
      width: '4rem',
    },
    { id: 'lists', title: words.lists, value: (host) => host.lists.join(', '), width: 'minmax(9.5rem, 1fr)' },
    {
      id: 'events',
      title: words.events,
      value: (host) => formatCount(host.events),
      ...sorts((host) => host.events),
      ...number,
      width: '4.5rem',
    },
    {
      id: 'first',
      title: words.first,
      value: (host) => time(host.first_ts),
      ...sorts((host) => host.first_ts),
      mono: true,
      width: '9rem',
    },
    {
      id: 'last',
      title: words.last,
      value: (host) => time(host.last_ts),
      ...sorts((host) => host.last_ts),
      mono: true,
      width: '9rem',
    },
  ]
}

/** Shape: → the columns beside an open dossier. */
export const narrowColumns = (): Column<HostSummary>[] => [
  { id: 'ip', title: text.hosts.columns.ip, value: (host) => host.ip, mono: true, width: 'minmax(8rem, 1fr)' },
  { id: 'vulnerabilities', title: text.hosts.columns.vulnerabilities, value: () => null, width: '8.5rem' },
]
